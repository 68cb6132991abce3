"""The form of a weighing."""

from typing import Any

from django import forms

from core.fields import LoadField, LocalTimeField
from workouts.models import Bodyweight


class BodyweightForm(forms.ModelForm):
    """Weight in the person's unit, when, and a note; without a time it was now."""

    weight_kg = LoadField(required=True)
    measured_at = LocalTimeField(label="When", required=False)

    class Meta:
        model = Bodyweight
        fields = ("weight_kg", "measured_at", "note")
        widgets = {"note": forms.TextInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.instance.owner.unit
        self.fields["weight_kg"].unit = unit  # type: ignore[attr-defined]
        self.fields["weight_kg"].label = f"Weight, {unit}"
        if self.instance._state.adding:
            self.fields["measured_at"].help_text = "Left empty, it is now."

    def clean(self) -> dict[str, Any]:
        """Keep what was left alone to the gram and the second."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.instance._state.adding:
            for name in {"weight_kg", "measured_at"} & cleaned.keys() - set(self.changed_data):
                cleaned[name] = self.initial[name]
            if cleaned.get("measured_at") is None and "measured_at" not in self.errors:
                cleaned["measured_at"] = self.initial["measured_at"]
        return cleaned
