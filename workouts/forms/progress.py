"""What a progress page is asked to show."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404

from accounts.models import User
from core.units import Unit
from core.validators import EARLIEST, LATEST
from workouts.domain.progression import Bucket
from workouts.domain.strength import FORMULA_NAMES, Formula

OWN = "own"
LONG_DAYS = 400  # beyond this, a point a session is more than a screen can show
BUCKETS = {"session": "Session", "week": "Week", "month": "Month"}
COUNTS = {"sets": "Hard sets", "volume": "Volume"}


def check_day(day: date) -> None:
    """Refuse days that no training was on."""
    if not EARLIEST.date() <= day <= LATEST.date():
        raise ValidationError("This day must lie between 1970 and 2200.")


class RangeForm(forms.Form):
    """A range: one by name, or one's own days."""

    ranges: dict[str, tuple[str, int | None]] = {
        "6m": ("6 m", 183),
        "1y": ("1 y", 365),
        "3y": ("3 y", 1096),
        "all": ("All", None),
    }

    unit = forms.ChoiceField(choices=User.Unit.choices, required=False)

    def __init__(self, data: Any, *, user: User, on: date) -> None:
        super().__init__(data)
        self.user, self.on = user, on
        names = [(key, said) for key, (said, _) in self.ranges.items()] + [(OWN, "Own")]
        self.fields["range"] = forms.ChoiceField(choices=names, required=False)
        for name, label in (("from", "From"), ("to", "To")):
            widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            self.fields[name] = forms.DateField(required=False, label=label, widget=widget, validators=[check_day])

    def clean(self) -> dict[str, Any]:
        """Refuse a range that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("from") and cleaned.get("to") and cleaned["to"] < cleaned["from"]:
            self.add_error("to", "This lies before the first day.")
        return cleaned

    def read(self) -> None:
        """Validate. An own range that makes no sense is shown with what is wrong; any other nonsense is 404."""
        if not self.is_valid() and set(self.errors) - {"from", "to"}:
            raise Http404

    def asked(self, name: str, default: str) -> str:
        """Return a choice, or its default."""
        return self.cleaned_data.get(name) or default

    @property
    def range(self) -> str:
        """Return the name of the range; days of one's own are `own`."""
        if self.cleaned_data.get("from") or self.cleaned_data.get("to"):
            return OWN
        name = self.asked("range", next(iter(self.ranges)))
        return name if name in self.ranges else next(iter(self.ranges))

    @property
    def window(self) -> tuple[date | None, date | None]:
        """Return the first and the last day, None where it is open."""
        if self.range == OWN:
            return self.cleaned_data.get("from"), self.cleaned_data.get("to")
        days = self.ranges[self.range][1]
        return (self.on - timedelta(days=days) if days else None), None

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
