"""What a progress page is asked to show."""

from datetime import date
from typing import Any

from django import forms

from accounts.models import User
from core import range_form
from core.range_form import OWN
from core.units import Unit
from workouts.domain.progression import Bucket
from workouts.domain.strength import FORMULA_NAMES, Formula

LONG_DAYS = 400  # beyond this, a point a session is more than a screen can show
BUCKETS = {"session": "Session", "week": "Week", "month": "Month"}
COUNTS = {"sets": "Hard sets", "volume": "Volume"}


class RangeForm(range_form.RangeForm):
    """A range, and the unit to show loads in."""

    unit = forms.ChoiceField(choices=User.Unit.choices, required=False)

    def __init__(self, data: Any, *, user: User, on: date) -> None:
        super().__init__(data, on=on)
        self.user = user

    @property
    def shown_unit(self) -> Unit:
        """Return the unit to show loads in: the one asked for, or the profile's."""
        return "lb" if self.asked("unit", self.user.unit) == "lb" else "kg"


class ExerciseRange(RangeForm):
    """What to show of one exercise."""

    bucket = forms.ChoiceField(choices=list(BUCKETS.items()), required=False)
    formula = forms.ChoiceField(choices=list(FORMULA_NAMES.items()), required=False)

    def shown_bucket(self, first: date | None) -> Bucket:
        """Return the bucket asked for; else sessions, and weeks where the range is long. `first` is its first row."""
        asked = self.cleaned_data.get("bucket")
        if asked:
            return asked  # type: ignore[no-any-return]
        start, end = self.window
        begin = max(filter(None, (start, first)), default=self.on)
        return "week" if ((end or self.on) - begin).days > LONG_DAYS else "session"

    @property
    def shown_formula(self) -> Formula:
        """Return the formula asked for, or Epley's."""
        return self.asked("formula", "epley")  # type: ignore[return-value]


class MuscleRange(RangeForm):
    """What to show of the muscles."""

    ranges = {"12w": ("12 w", 83), **RangeForm.ranges}

    count = forms.ChoiceField(choices=list(COUNTS.items()), required=False)

    @property
    def counts_volume(self) -> bool:
        """Tell whether volume is asked for instead of hard sets."""
        return self.asked("count", "sets") == "volume"

    @property
    def monthly(self) -> bool:
        """Tell whether the range is too long for a bar a week."""
        return self.range in ("3y", "all") or (self.range == OWN and self._own_days() > LONG_DAYS)

    def _own_days(self) -> int:
        start, end = self.window
        return ((end or self.on) - start).days if start else LONG_DAYS + 1
