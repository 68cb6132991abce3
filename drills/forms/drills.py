"""Forms of drills: find one, make an own one."""

from typing import Any

from django import forms

from accounts.models import User
from core.opened import OpenedMixin
from drills.domain.library import change_own_drill, check_drill, create_own_drill, library_slugs
from drills.models import Drill
from drills.models.drill import DrillKind, Equipment
from workouts.faults import Fault
from workouts.models import Exercise

NUMBER = {"inputmode": "numeric", "autocomplete": "off"}
TEXTS = ("setup", "benefit", "progression")
MOST_STEPS, LONGEST_STEP = 12, 300


class DrillSearch(forms.Form):
    """Find a drill by words and by what it is for."""

    search = forms.CharField(required=False)
    kind = forms.ChoiceField(required=False, choices=[("", "All"), *DrillKind.choices])


class OwnDrillForm(OpenedMixin, forms.ModelForm):
    """A drill that the library does not have, or has otherwise."""

    steps = forms.CharField(
        required=False,
        label="Steps",
        help_text="A line for each step.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    equipment = forms.MultipleChoiceField(
        choices=Equipment.choices, required=False, label="What it needs", widget=forms.CheckboxSelectMultiple
    )
    faults = forms.MultipleChoiceField(
        choices=Fault.choices, required=False, label="Helps with", widget=forms.CheckboxSelectMultiple
    )
    figure = forms.ChoiceField(required=False, label="Drawing")
    sets = forms.IntegerField(
        widget=forms.TextInput(attrs=NUMBER), initial=3, error_messages={"required": "Enter how many sets."}
    )
    reps = forms.IntegerField(required=False, widget=forms.TextInput(attrs=NUMBER), label="Reps a set", initial=10)
    hold_s = forms.IntegerField(required=False, widget=forms.TextInput(attrs=NUMBER), label="Seconds a set")

    class Meta:
        model = Drill
        fields = (
            "name", "summary", "kind", "level", "equipment", "setup", "steps", "benefit", "progression", "measure",
            "sets", "reps", "hold_s", "per_side", "often", "distance", "loadable", "faults", "exercise", "figure",
        )  # fmt: skip
        labels = {
            "summary": "In one sentence",
            "kind": "What it is for",
            "setup": "Set-up",
            "benefit": "What it is good for",
            "progression": "What comes next",
            "measure": "What is counted",
            "per_side": "Each side does the whole dose",
            "often": "How often",
            "distance": "A log asks how far from the wall",
            "loadable": "A log asks for a load",
            "exercise": "The same movement as planned work",
        }
        error_messages = {"name": {"required": "Give the drill a name."}}
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in TEXTS}

    def __init__(self, *args: Any, owner: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.owner = owner
        names = dict(Drill.objects.filter(owner=None).values_list("figure", "name"))
        known = [(slug, names[slug]) for slug in library_slugs() if slug in names]
        self.fields["figure"].choices = [("", "A plain hinge"), *known]  # type: ignore[attr-defined]
        exercise: forms.ModelChoiceField = self.fields["exercise"]  # type: ignore[assignment]
        exercise.queryset = Exercise.objects.available_to(owner).order_by("name")
        exercise.empty_label = "None"
        self.initial["steps"] = "\n".join(self.instance.steps)

    def clean_steps(self) -> list[str]:
        """Return the lines."""
        lines = [line.strip() for line in self.cleaned_data["steps"].splitlines()]
        steps = [line for line in lines if line]
        if len(steps) > MOST_STEPS or any(len(step) > LONGEST_STEP for step in steps):
            raise forms.ValidationError(f"At most {MOST_STEPS} steps of at most {LONGEST_STEP} characters.")
        return steps

    def clean(self) -> dict[str, Any]:
        """Check what single fields cannot, as the API does."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        longest = self.instance.hold_max_s
        shortest = cleaned.get("hold_s")
        cleaned["hold_max_s"] = longest if longest and shortest and longest >= shortest else None
        if not self.errors:
            for name, sentence in check_drill(cleaned).items():
                self.add_error(name, sentence)
        return cleaned

    def keep(self) -> Drill:
        """Make the drill, or change the person's own one."""
        fields: dict[str, Any] = dict(self.cleaned_data)
        if self.instance._state.adding:
            return create_own_drill(owner=self.owner, **fields)
        return change_own_drill(self.instance, **fields)
