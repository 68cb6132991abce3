"""The form of own rest and step for an exercise."""

from typing import Any

from django import forms

from core.fields import LoadField
from core.units import show_load
from core.validators import between
from workouts.domain.exercise_settings import save_settings
from workouts.models import ExerciseSettings
from workouts.models.exercise import MAX_REST_S, LoadKind, Measure
from workouts.models.exercise_settings import MAX_STEP_KG

STEP_SAID = "A step lies between 0.1 and 50 kg (110 lb)."


class ExerciseSettingsForm(forms.ModelForm):
    """Rest after a set and the step a load rises by; empty leaves the usual ones."""

    rest_s = forms.IntegerField(
        required=False,
        label="Rest, seconds",
        validators=between(0, MAX_REST_S),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    step_kg = LoadField(validators=between(0.1, MAX_STEP_KG, STEP_SAID))

    class Meta:
        model = ExerciseSettings
        fields = ("rest_s", "step_kg")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner, exercise = self.instance.owner, self.instance.exercise
        self.fields["rest_s"].help_text = f"Empty: {exercise.rest_s} s, as usual for this exercise."
        step = self.fields["step_kg"]
        assert isinstance(step, LoadField)
        step.unit, step.label = owner.unit, f"Load rises by, {owner.unit}"
        step.help_text = f"Empty: {show_load(owner.load_step_kg, owner.unit)}, as in your profile."
        if exercise.load == LoadKind.NONE or exercise.measure == Measure.TIME:
            del self.fields["step_kg"]

    def clean_step_kg(self) -> float | None:
        """Keep a step that was left alone to the gram, whatever the unit rounds it to."""
        step_kg: float | None = self.cleaned_data["step_kg"]
        return step_kg if "step_kg" in self.changed_data else self.initial["step_kg"]

    def keep(self) -> None:
        """Store what was entered; a field that this exercise does not have stays as it is."""
        row = self.instance
        save_settings(owner=row.owner, exercise=row.exercise, rest_s=row.rest_s, step_kg=row.step_kg)
