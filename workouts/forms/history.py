"""Find sessions: words, an exercise, a range of days."""

from datetime import date
from typing import Any

from django import forms

DATE = {"type": "date"}


class HistorySearch(forms.Form):
    """What to look for. What cannot be read is said, and asks for nothing."""

    search = forms.CharField(required=False, max_length=200)
    exercise = forms.CharField(required=False, max_length=80)
    start = forms.DateField(required=False, label="From", widget=forms.DateInput(attrs=DATE))
    end = forms.DateField(required=False, label="To", widget=forms.DateInput(attrs=DATE))
    on = forms.DateField(required=False, label="Day")
    year = forms.IntegerField(required=False, min_value=1970, max_value=2200)

    def add_prefix(self, field_name: str) -> str:
        """Call the days `from` and `to`, which Python does not let a class body do."""
        return {"start": "from", "end": "to"}.get(field_name, field_name)

    @property
    def asked(self) -> dict[str, Any]:
        """Return what the search takes; a year stands for its days where no others are named."""
        self.is_valid()
        asked = {
            "words": self.cleaned_data.get("search") or "",
            "exercise": self.cleaned_data.get("exercise") or "",
            "start": self.cleaned_data.get("start"),
            "end": self.cleaned_data.get("end"),
            "on": self.cleaned_data.get("on"),
        }
        year = self.cleaned_data.get("year")
        if year and not (asked["start"] or asked["end"] or asked["on"]):
            asked |= {"start": date(year, 1, 1), "end": date(year, 12, 31)}
        return asked

    @property
    def year_in_view(self) -> int | None:
        """Return the year that the asked days lie in, if any was named."""
        found = self.cleaned_data
        day = found.get("on") or found.get("start") or found.get("end")
        year: int | None = found.get("year")
        return day.year if day else year

    @property
    def narrowed(self) -> bool:
        """Tell whether anything was asked for."""
        return any(self.cleaned_data.get(name) for name in ("search", "exercise", "start", "end", "on"))
