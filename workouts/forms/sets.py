"""Forms of a set: the row in the session, and everything about it."""

from dataclasses import dataclass
from typing import Any

from django import forms

from core.fields import DecimalField, LoadField
from workouts.domain.sets import check_set
from workouts.faults import Fault, Felt
from workouts.models import Set
from workouts.models.exercise import LoadKind, Measure
from workouts.models.set import Kind, Place, Side

MEASURED_BY = {Measure.REPS: "reps", Measure.TIME: "duration_s", Measure.DISTANCE: "distance_m"}
RATINGS = [(5, "5 · clean"), (4, "4"), (3, "3 · mixed"), (2, "2"), (1, "1 · lost")]
ROW_FIELDS = {"load_kg": "Load", "reps": "Reps", "duration_s": "Seconds", "distance_m": "Metres", "rpe": "RPE"}
NUMBER = {"inputmode": "numeric", "autocomplete": "off"}


@dataclass(frozen=True)
class Cell:
    """One field of a row as the page shows it; one that this exercise does not count is there unused."""

    name: str
    label: str
    value: str
    keys: str
    used: bool
    errors: list[str]


class SetRowForm(forms.ModelForm):
    """What is typed between two sets: load, what is counted, effort."""

    load_kg = LoadField(label="Load")
    reps = forms.IntegerField(required=False, label="Reps", widget=forms.TextInput(attrs=NUMBER))
    duration_s = DecimalField(label="Seconds")
    distance_m = DecimalField(label="Metres")
    rpe = DecimalField(label="RPE")

    class Meta:
        model = Set
        fields = ("load_kg", "reps", "duration_s", "distance_m", "rpe")

    def __init__(self, *args: Any, done: bool | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = self.instance
        self.done = row.done if done is None else done
        self.auto_id = f"set-{row.pk}-%s"
        self.fields["load_kg"].unit = row.owner.unit  # type: ignore[attr-defined]
        self.fields["load_kg"].label = row.owner.unit
        counted = MEASURED_BY[Measure(row.exercise.measure)]
        for name in {"reps", "duration_s", "distance_m"} - {counted}:
            del self.fields[name]
        self.counted = self[counted]
        if row.exercise.load == LoadKind.NONE and row.load_kg is None:
            del self.fields["load_kg"]

    def cells(self) -> list[Cell]:
        """Return the fields of the row in their order."""
        return [self._cell(name, label) for name, label in ROW_FIELDS.items()]

    def _cell(self, name: str, label: str) -> Cell:
        keys = "numeric" if name == "reps" else "decimal"
        if name not in self.fields:
            return Cell(name, self.instance.owner.unit if name == "load_kg" else label, "", keys, False, [])
        bound = self[name]
        value = bound.value()
        errors = [str(error) for error in bound.errors]
        return Cell(name, str(bound.label), "" if value is None else str(value), keys, True, errors)

    def clean(self) -> dict[str, Any]:
        """Check what single fields cannot, as the API does."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        row = self.instance
        if "load_kg" in cleaned and "load_kg" not in self.changed_data:
            cleaned["load_kg"] = self.initial["load_kg"]
        names = ("reps", "duration_s", "distance_m", "kind", "pain", "pain_place")
        values = {name: cleaned.get(name) if name in self.fields else getattr(row, name) for name in names}
        if not self.errors:
            for name, sentence in check_set(values | {"done": self.done}).items():
                self.add_error(name if name in self.fields else self.counted.name, sentence)
        return cleaned

    def _post_clean(self) -> None:
        self.instance.done = self.done
        super()._post_clean()  # type: ignore[misc]


class SetForm(SetRowForm):
    """Everything about a set."""

    kind = forms.ChoiceField(choices=Kind.choices)
    side = forms.ChoiceField(choices=Side.choices)
    rir = forms.IntegerField(
        required=False, label="RIR", widget=forms.TextInput(attrs=NUMBER | {"title": "Reps in reserve"})
    )
    rest_s = forms.IntegerField(required=False, label="Rest after, s", widget=forms.TextInput(attrs=NUMBER))
    form_rating = forms.TypedChoiceField(
        choices=[("", "Not rated"), *RATINGS],
        coerce=int,
        empty_value=None,
        required=False,
        label="How the form was",
    )
    faults = forms.MultipleChoiceField(
        choices=Fault.choices, required=False, label="What went wrong", widget=forms.CheckboxSelectMultiple
    )
    felt = forms.MultipleChoiceField(
        choices=Felt.choices, required=False, label="Where you felt it", widget=forms.CheckboxSelectMultiple
    )
    pain = forms.TypedChoiceField(
        choices=[("", "No pain"), *((number, str(number)) for number in range(11))],
        coerce=int,
        empty_value=None,
        required=False,
        label="Pain, 0 to 10",
    )
    pain_place = forms.ChoiceField(choices=[("", "Nowhere"), *Place.choices], required=False, label="Where it hurt")
    note = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    class Meta(SetRowForm.Meta):
        fields = (  # type: ignore[assignment]
            *SetRowForm.Meta.fields, "kind", "side", "rir", "rest_s", "form_rating", "faults", "felt", "pain",
            "pain_place", "note",
        )  # fmt: skip
