"""Forms of the baseline, one a step. Everything in them may be left out."""

from collections.abc import Iterator
from typing import Any

from django import forms

from core.fields import DecimalField, LoadField, WeekdaysField
from core.units import Unit
from core.validators import between
from drills.domain.baseline import OF_HINGES
from drills.domain.baseline_answers import Result
from drills.domain.prerequisites import Test, latest, results_of, tests
from drills.models import Baseline
from drills.models.baseline import Goal
from drills.models.drill import Equipment

ASKED_FOR = (
    Equipment.BARBELL,
    Equipment.KETTLEBELL,
    Equipment.DUMBBELL,
    Equipment.BAND,
    Equipment.DOWEL,
    Equipment.BOX,
    Equipment.BENCH,
    Equipment.BLOCKS,
)
CALLED = {Equipment.DOWEL: "Dowel or broomstick"}
EQUIPMENT = [(kind.value, CALLED.get(kind, kind.label)) for kind in ASKED_FOR]
PASSED, NOT_YET, UNTRIED = "passed", "not-yet", ""
RESULTS = [(PASSED, "Passed"), (NOT_YET, "Not yet"), (UNTRIED, "Not tried")]
MOST_KG = 500
SAID = f"This lies between 0 and {MOST_KG} kg (1,102 lb)."


class StepForm(forms.Form):
    """A step of the baseline: its fields bear the names of the answers."""

    def __init__(self, *args: Any, row: Baseline, **kwargs: Any) -> None:
        initial = {name: getattr(row, name) for name in self.base_fields if hasattr(row, name)}
        super().__init__(*args, **({"initial": initial} | kwargs))
        self.row = row
        self.prepare()

    def prepare(self) -> None:
        """Fit the fields to whose answers they are."""

    def answers(self) -> dict[str, Any]:
        """Return what goes into the row."""
        return dict(self.cleaned_data)


class GoalForm(StepForm):
    """What somebody trains for, and on which days."""

    goal = forms.ChoiceField(choices=Goal.choices, widget=forms.RadioSelect, label="What do you want the hinge for?")
    training_days = WeekdaysField(
        label="On which days can you train?",
        help_text="Two or three are plenty. Without any, you get the programme’s usual days.",
    )


class EquipmentForm(StepForm):
    """What there is to train with."""

    equipment = forms.MultipleChoiceField(
        required=False,
        choices=EQUIPMENT,
        widget=forms.CheckboxSelectMultiple,
        label="What can you train with?",
        help_text="At home or where you train. None of it is needed for the first two weeks.",
    )

    def answers(self) -> dict[str, Any]:
        """Return the equipment with what this step does not ask for left as it was."""
        asked = {value for value, _ in EQUIPMENT}
        return {
            "equipment": self.cleaned_data["equipment"] + [kept for kept in self.row.equipment if kept not in asked]
        }


class SelfTestsForm(StepForm):
    """How the self-tests went; each may be left out."""

    def prepare(self) -> None:
        """Ask for each test as it went last."""
        known = latest(results_of(self.row.owner))
        for kind, test in tests().items():
            row = known.get(kind)
            if test.measure:
                self.fields[kind] = DecimalField(label="Seconds held", validators=between(0, 3600))
                self.fields[kind].help_text = "Empty if you did not try it."
                self.initial[kind] = row.value if row else None
                continue
            self.fields[kind] = forms.ChoiceField(
                choices=RESULTS, widget=forms.RadioSelect, required=False, label="How did it go?"
            )
            self.initial[kind] = UNTRIED if row is None else PASSED if row.passed else NOT_YET

    def asked(self) -> Iterator[tuple[Test, Any]]:
        """Yield each test with its field."""
        for kind, test in tests().items():
            yield test, self[kind]

    def answers(self) -> dict[str, Any]:
        """Return nothing: results are rows of their own."""
        return {}

    def results(self) -> dict[str, Result]:
        """Return the results of the tests that were tried."""
        found = {}
        for kind, test in tests().items():
            said = self.cleaned_data[kind]
            if test.measure and said is not None:
                found[kind] = Result(test.passed(said, said=False), said)
            elif not test.measure and said != UNTRIED:
                found[kind] = Result(said == PASSED)
        return found


class HingesForm(StepForm):
    """How many of five bodyweight hinges were clean."""

    clean_hinges = forms.TypedChoiceField(
        coerce=int,
        empty_value=None,
        required=False,
        choices=[("", "Not tried"), *((str(number), str(number)) for number in range(OF_HINGES + 1))],
        widget=forms.RadioSelect,
        label="How many of the five were clean?",
    )


class LoadForm(StepForm):
    """What somebody deadlifts already."""

    deadlift_kg = LoadField(validators=between(0, MOST_KG, SAID))

    def prepare(self) -> None:
        """Ask in the person's unit."""
        field: Any = self.fields["deadlift_kg"]
        unit: Unit = "lb" if self.row.owner.unit == "lb" else "kg"
        field.unit = unit
        field.label = f"Five clean deadlifts, {unit}"
        field.help_text = "A load you could do today with a flat back. Empty if you have never tried."


FORMS: dict[str, type[StepForm]] = {
    "goal": GoalForm,
    "equipment": EquipmentForm,
    "self-tests": SelfTestsForm,
    "hinges": HingesForm,
    "load": LoadForm,
}
