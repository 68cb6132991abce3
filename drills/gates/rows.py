"""What gates are judged by: a person's rows, each kind read once, and only where a gate asks for it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.formats import date_format

from accounts.models import User
from core.units import Unit
from drills.gates.hinges import LIFTS
from drills.models import DrillLog, GateOverride, SelfTest
from drills.models.drill_log import clean_made
from workouts.models import Exercise, Set

DOWEL = "dowel-hinge"
LATELY = timedelta(weeks=4)
A_WEEK = timedelta(weeks=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)


@dataclass(frozen=True)
class DowelDay:
    """The clean dowel hinges of one local day; `counted` of them come from clips."""

    day: date
    clean: int
    counted: int


class Rows:
    """The rows of one person as gates need them on the local day `on`. Five queries at most, however many gates.

    `results` are those of self-tests, the latest first, where they were read already.
    """

    def __init__(self, owner: User, *, on: date, results: Iterable[SelfTest] | None = None) -> None:
        self.owner, self.on = owner, on
        self.results = results

    @property
    def unit(self) -> Unit:
        """Return the unit in which the person reads loads."""
        return "lb" if self.owner.unit == "lb" else "kg"

    def day_words(self, day: date) -> str:
        """Say a day, with its year where that is another one."""
        return date_format(day, "j M" if day.year == self.on.year else "j M Y")

    @cached_property
    def overrides(self) -> dict[str, GateOverride]:
        """Return the overrides that hold, by gate."""
        rows = GateOverride.objects.for_user(self.owner).select_related("by")
        return {row.gate: row for row in rows}

    @cached_property
    def dowel_days(self) -> list[DowelDay]:
        """Return the days with clean dowel hinges, the first one first. An own copy of the drill is that drill."""
        logs = DrillLog.objects.for_user(self.owner).filter(Q(drill=DOWEL) | Q(drill__copy_of=DOWEL), day__lte=self.on)
        logs = logs.order_by()
        clean = Coalesce(clean_made(), 0)
        days = logs.values_list("day").annotate(clean=Sum(clean), counted=Sum(Coalesce(F("clean_counted"), 0)))
        return [DowelDay(*row) for row in days.filter(clean__gt=0).order_by("day")]

    @cached_property
    def tests(self) -> dict[str, list[SelfTest]]:
        """Return the results of each self-test, the latest first."""
        found: dict[str, list[SelfTest]] = {}
        rows = self.results
        if rows is None:
            rows = SelfTest.objects.for_user(self.owner).filter(day__lte=self.on).order_by("-performed_at", "-id")
        for row in rows:
            if row.day <= self.on:
                found.setdefault(row.test, []).append(row)
        return found

    @cached_property
    def own_lifts(self) -> dict[str, str]:
        """Return the person's own loaded hinges: the equipment by slug."""
        rows = Exercise.objects.filter(owner=self.owner, pattern="hinge", equipment__in=LIFTS)
        return dict(rows.order_by("slug").values_list("slug", "equipment"))

    @cached_property
    def hinge_sets(self) -> list[Set]:
        """Return the loaded working sets of hinge lifts done in the last four weeks, the latest session first."""
        slugs = [slug for group in LIFTS.values() for slug in group] + list(self.own_lifts)
        rows = Set.objects.for_user(self.owner).working().filter(exercise__in=slugs, load_kg__gt=0).exclude(reps=0)
        rows = rows.filter(performed_at__gt=_midnight(self.on - LATELY - A_WEEK))  # for the index; days decide below
        rows = rows.filter(session__deleted_at=None, session__day__gt=self.on - LATELY, session__day__lte=self.on)
        rows = rows.select_related("session", "exercise").order_by("-session__started_at", "-session_id")
        shown = ("load_kg", "form_rating", "faults", "session__day", "exercise__name", "exercise__equipment")
        return list(rows.only(*shown))
