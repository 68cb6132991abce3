"""The form of the reminder."""

from datetime import time

from django import forms

from drills.models import Reminder


class ReminderForm(forms.ModelForm):
    """On or off, and the local time."""

    class Meta:
        model = Reminder
        fields = ("on", "at")
        labels = {"on": "Remind me by e-mail", "at": "At"}
        widgets = {"at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
        error_messages = {"at": {"required": "Choose a time.", "invalid": "Enter a time such as 18:00."}}

    def clean_at(self) -> time:
        """Keep hours and minutes."""
        at: time = self.cleaned_data["at"]
        return at.replace(second=0, microsecond=0)
