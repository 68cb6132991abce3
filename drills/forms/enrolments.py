"""Forms of being on a programme: enrol, another week, other days, a pause."""

from datetime import date
from typing import Any

from django import forms

from core.fields import WeekdaysField
from drills.domain.plan import Stretch, stretches
from drills.models import Programme
from drills.models.enrolment import PauseReason

OPEN_WEEKS = 26  # of a phase without an end, to choose from


def week_choices(found: tuple[Stretch, ...], *, most: int = 0) -> list[tuple[str, list[tuple[int, str]]]]:
    """Return the weeks of a programme by phase, as a select shows them."""
    return [
        (
            stretch.phase.title,
            [
                (number, f"Week {number}, {stretch.phase.title}")
                for number in range(stretch.first, 1 + (stretch.last or max(stretch.first + OPEN_WEEKS, most)))
            ],
        )
        for stretch in found
    ]


class EnrolForm(forms.Form):
    """From which week, and on which days."""

    start_week = forms.TypedChoiceField(coerce=int, label="Week to begin with")
    training_days = WeekdaysField(label="Training days")

    def __init__(
        self, *args: Any, programme: Programme, current: int = 1, found: tuple[Stretch, ...] = (), **kwargs: Any
    ) -> None:
        initial = {"start_week": current, "training_days": programme.training_days}
        super().__init__(*args, **{"initial": initial} | kwargs)
        self.fields["start_week"].choices = week_choices(  # type: ignore[attr-defined]
            found or stretches(list(programme.phases.all())), most=current
        )


class PauseForm(forms.Form):
    """Why, and since when."""

    reason = forms.ChoiceField(choices=PauseReason.choices, label="Reason")
    on = forms.DateField(
        label="Since", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"on": today}} | kwargs)
        self.today = today
        self.fields["on"].widget.attrs["max"] = today.isoformat()

    def clean_on(self) -> date:
        """Return the day; today where none was given, and never one to come."""
        on: date = self.cleaned_data["on"] or self.today
        if on > self.today:
            raise forms.ValidationError("A pause begins today or earlier.")
        return on


class RepeatForm(forms.Form):
    """By how many weeks, and which phase the person saw when they asked."""

    weeks = forms.IntegerField(min_value=1, max_value=2, initial=1)
    phase = forms.SlugField(max_length=40, required=False)
