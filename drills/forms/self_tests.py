"""The form of a result of a self-test."""

from typing import Any

from django import forms

from core.fields import DecimalField, LocalTimeField
from drills.domain.prerequisites import Test
from drills.models import SelfTest

ANSWERS = (("yes", "Passed"), ("no", "Not yet"))


class SelfTestForm(forms.ModelForm):
    """Seconds where the test measures them, else passed or not yet; when, and a note. Without a time it was now."""

    answer = forms.ChoiceField(
        label="How did it go?",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it went.", "invalid_choice": "Choose how it went."},
    )
    value = DecimalField(label="Seconds held", required=True, error_messages={"required": "Enter the seconds."})
    performed_at = LocalTimeField(label="When", required=False, help_text="Left empty, it is now.")

    class Meta:
        model = SelfTest
        fields = ("value", "performed_at", "note")
        widgets = {"note": forms.TextInput(attrs={"autocomplete": "off", "maxlength": 2000})}

    def __init__(self, *args: Any, test: Test, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.test = test
        del self.fields["answer" if test.measure else "value"]
        self.fields["note"].label = "Note"

    def clean(self) -> dict[str, Any]:
        """Say which test it was and, where nothing is measured, whether it is passed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.test = self.test.kind
        self.instance.passed = cleaned.get("answer") == "yes"  # a threshold decides where there is one
        return cleaned
