"""What the library of videos is narrowed to, as parameters of its address."""

from typing import Any
from urllib.parse import urlencode

from django import forms

from accounts.models import User
from core.fields import LoadField
from core.range_form import check_day
from core.units import Unit, show_load
from videos.models import PENDING, Status, VideoQuerySet
from videos.models.video import HAS_SET
from workouts.models import Exercise

STATES = {"ready": "Ready", "working": "In the works", "failed": "Not readable"}
DATE = {"type": "date"}


class LibraryFilter(forms.Form):
    """What to look for. What cannot be read is said, and narrows nothing."""

    find = forms.CharField(required=False, max_length=200)
    exercise = forms.CharField(required=False, max_length=80)
    load_min = LoadField(max_value=10_000, min_value=-10_000)
    load_max = LoadField(max_value=10_000, min_value=-10_000)
    start = forms.DateField(required=False, label="From", widget=forms.DateInput(attrs=DATE), validators=[check_day])
    end = forms.DateField(required=False, label="To", widget=forms.DateInput(attrs=DATE), validators=[check_day])
    state = forms.ChoiceField(required=False, choices=(("", "Any"), *STATES.items()))

    def __init__(self, data: Any, *, viewer: User, clips: VideoQuerySet) -> None:
        super().__init__(data)
        self.viewer = viewer
        self.unit: Unit = "lb" if viewer.unit == "lb" else "kg"
        self.exercises = _lifted_in(clips)
        for name, label in (("load_min", "Load from"), ("load_max", "Load to")):
            self.fields[name].unit = viewer.unit  # type: ignore[attr-defined]
            self.fields[name].label = f"{label}, {viewer.unit}"
        self.is_valid()

    def add_prefix(self, field_name: str) -> str:
        """Call the days `from` and `to`, which Python does not let a class body do."""
        return {"start": "from", "end": "to"}.get(field_name, field_name)

    def narrow(self, rows: VideoQuerySet) -> VideoQuerySet:
        """Keep the clips that are asked for."""
        asked = self.cleaned_data
        if asked.get("find"):
            rows = rows.matching(asked["find"])
        if asked.get("exercise"):
            rows = rows.of_exercise(asked["exercise"])
        rows = rows.with_load(least=asked.get("load_min"), most=asked.get("load_max"))
        rows = rows.filmed(self.viewer.zone, first=asked.get("start"), last=asked.get("end"))
        states = {"ready": [Status.READY], "working": PENDING, "failed": [Status.FAILED]}.get(asked.get("state") or "")
        return rows.filter(status__in=states) if states else rows

    @property
    def active(self) -> list[tuple[str, str]]:
        """Return what is asked for, each in words and with the query without it."""
        asked = self.cleaned_data
        said = [(name, self._words(name, asked[name])) for name in self.fields if asked.get(name) not in (None, "")]
        return [(words, self.query(without=name)) for name, words in said]

    @property
    def wrong_inside(self) -> bool:
        """Tell whether a field that is folded away could not be read. What could be is said above the clips."""
        return bool(set(self.errors) - {"find"})

    def query(self, without: str = "") -> str:
        """Return what is asked for as the query of an address, but for one field."""
        names = [self.add_prefix(name) for name in self.fields if name != without and name not in self.errors]
        return urlencode([(name, self.data[name]) for name in names if self.data.get(name)])

    def _words(self, name: str, value: Any) -> str:
        if name in ("load_min", "load_max"):
            return f"{'from' if name == 'load_min' else 'up to'} {show_load(value, self.unit)}"
        if name in ("start", "end"):
            return f"{'from' if name == 'start' else 'until'} {value.day} {value:%b %Y}"
        if name == "exercise":
            return dict(self.exercises).get(value, value)
        return STATES[value] if name == "state" else f"“{value}”"


def _lifted_in(clips: VideoQuerySet) -> list[tuple[str, str]]:
    """Return what is lifted in these clips, as slug and name. One query."""
    by_set, alone = clips.filter(HAS_SET).values("set__exercise"), clips.exclude(HAS_SET).values("exercise")
    rows = Exercise.objects.filter(pk__in=by_set) | Exercise.objects.filter(pk__in=alone)
    return list(rows.order_by("name", "pk").values_list("pk", "name"))
