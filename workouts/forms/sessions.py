"""Forms of a session."""

from typing import Any

from django import forms

from core.fields import LoadField, LocalTimeField
from workouts.domain.sessions import check_session
from workouts.models import Session


class SessionForm(forms.ModelForm):
    """Title, times, note and body weight; times are the athlete's local ones."""

    started_at = LocalTimeField(label="Started")
    finished_at = LocalTimeField(label="Finished", required=False)
    bodyweight_kg = LoadField(label="Body weight")

    class Meta:
        model = Session
        fields = ("title", "started_at", "finished_at", "bodyweight_kg", "note")
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit = self.instance.owner.unit
        self.fields["bodyweight_kg"].unit = unit  # type: ignore[attr-defined]
        self.fields["bodyweight_kg"].label = f"Body weight, {unit}"

    def clean(self) -> dict[str, Any]:
        """Check what single fields cannot, as the API does."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name in {"started_at", "finished_at", "bodyweight_kg"} & cleaned.keys() - set(self.changed_data):
            cleaned[name] = self.initial[name]
        if not self.errors:
            for name, sentence in check_session(cleaned).items():
                self.add_error(name, sentence)
        return cleaned
