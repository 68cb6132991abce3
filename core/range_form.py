"""A range of days that a page shows, chosen by name or as two days of one's own."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404

from core.validators import EARLIEST, LATEST

OWN = "own"


def check_day(day: date) -> None:
    """Refuse days that no training was on."""
    if not EARLIEST.date() <= day <= LATEST.date():
        raise ValidationError("This day must lie between 1970 and 2200.")


class RangeForm(forms.Form):
    """A range: one by name, or one's own days. `ranges` holds, by name, what is said and how many days it goes back."""

    ranges: dict[str, tuple[str, int | None]] = {
        "6m": ("6 m", 183),
        "1y": ("1 y", 365),
        "3y": ("3 y", 1096),
        "all": ("All", None),
    }

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data)
        self.on = on
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
