"""Forms of exercises: find one, make an own one."""

from typing import Any

from django import forms

from accounts.models import User
from workouts.domain.library import change_own_exercise, create_own_exercise
from workouts.models import Exercise
from workouts.models.exercise import Muscle, Pattern


class ExerciseSearch(forms.Form):
    """Find an exercise by words and by what the body does."""

    search = forms.CharField(required=False)
    pattern = forms.ChoiceField(required=False, choices=[("", "All"), *Pattern.choices])


class OwnExerciseForm(forms.ModelForm):
    """An exercise that the library does not have."""

    primary = forms.MultipleChoiceField(
        choices=Muscle.choices, label="Muscles that do the work", widget=forms.CheckboxSelectMultiple
    )
    secondary = forms.MultipleChoiceField(
        choices=Muscle.choices, required=False, label="Muscles that help", widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Exercise
        fields = ("name", "pattern", "equipment", "load", "measure", "unilateral")
        labels = {
            "load": "A load means",
            "measure": "What is counted",
            "unilateral": "Done one side at a time",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            for role in ("primary", "secondary"):
                self.initial[role] = [row.muscle for row in self.instance.muscles.all() if row.role == role]

    def keep(self, *, owner: User) -> Exercise:
        """Make the exercise, or change the person's own one."""
        fields: dict[str, Any] = dict(self.cleaned_data)
        if self.instance._state.adding:
            return create_own_exercise(owner=owner, **fields)
        return change_own_exercise(self.instance, **fields)
