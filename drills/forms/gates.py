"""The form by which a gate is opened by hand."""

from django import forms


class OverrideForm(forms.Form):
    """Why a gate is opened although it is not passed."""

    reason = forms.CharField(
        label="Why you open it",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kept with your name and the day. You can withdraw it whenever you like.",
        error_messages={"required": "Say why: the reason is kept."},
    )
