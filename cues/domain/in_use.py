"""Which cue was in use when form was better: counts of sets, and no word about causes."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import JSONField, OuterRef, Subquery, TextField
from django.db.models.functions import Cast

from accounts.models import User
from cues.models import Cue, SetCues
from workouts.models import Set

HELD = 4  # a form rating from here up, without a fault, says that form held
ENOUGH = 5  # rated sets, with the cue and without it, before the counts say anything; ours


class Rated(NamedTuple):
    """A working set whose form was rated."""

    set: uuid.UUID
    exercise: str
    held: bool
    cues: list[str]


@dataclass
class InUse:
    """How often form held on an exercise, with a cue in mind and without it; `sets` are those with it, oldest first."""

    exercise: str
    cue: str
    held: int = 0
    sets: list[uuid.UUID] = field(default_factory=list)
    held_without: int = 0
    without: int = 0

    @property
    def rated(self) -> int:
        """Return how many rated sets had the cue."""
        return len(self.sets)

    @property
    def missing(self) -> int:
        """Return how many more rated sets with the cue it takes."""
        return max(0, ENOUGH - self.rated)

    @property
    def missing_without(self) -> int:
        """Return how many more rated sets without the cue it takes."""
        return max(0, ENOUGH - self.without)

    @property
    def enough(self) -> bool:
        """Tell whether there are sets enough on both sides to show counts."""
        return not self.missing and not self.missing_without


def cues_in_use(*, owner: User, exercise: str, start: date | None = None, end: date | None = None) -> list[InUse]:
    """Return the counts of each cue that was ticked off on an exercise, the one in most sets first. One query."""
    rows = rated_sets(owner, [exercise], start=start, end=end)
    cues = {slug for row in rows for slug in row.cues}
    found = [_count(rows, exercise, cue) for cue in cues]
    return sorted(found, key=lambda one: (-one.rated, one.cue))


def exercises_of_cue(*, owner: User, cue: Cue) -> list[InUse]:
    """Return the counts of a cue on each exercise where it was ticked off, most sets first. Two queries."""
    said = SetCues.objects.filter(owner=owner).annotate(said=Cast("cues", TextField()))
    used = said.filter(said__contains=f'"{cue.slug}"').values_list("set__exercise", flat=True).distinct()
    rows = rated_sets(owner, list(used))
    exercises = {row.exercise for row in rows if cue.slug in row.cues}
    found = [_count([row for row in rows if row.exercise == slug], slug, cue.slug) for slug in exercises]
    return sorted(found, key=lambda one: (-one.rated, one.exercise))


def rated_sets(
    owner: User, exercises: Iterable[str], *, start: date | None = None, end: date | None = None
) -> list[Rated]:
    """Return the working sets of these exercises whose form was rated, oldest first, with the cues of each. One query.

    `start` and `end` are the athlete's local days, both included.
    """
    rows: Any = Set.objects.for_user(owner).working().filter(exercise__in=list(exercises), session__deleted_at=None)
    rows = rows.exclude(form_rating=None)
    if start:
        rows = rows.filter(session__day__gte=start)
    if end:
        rows = rows.filter(session__day__lte=end)
    ticked = SetCues.objects.filter(set=OuterRef("pk")).values("cues")
    rows = rows.annotate(ticked=Subquery(ticked, output_field=JSONField())).order_by("performed_at", "pk")
    values = rows.values_list("pk", "exercise", "form_rating", "faults", "ticked")
    return [Rated(pk, slug, rating >= HELD and not wrong, cues or []) for pk, slug, rating, wrong, cues in values]


def _count(rows: Iterable[Rated], exercise: str, cue: str) -> InUse:
    found = InUse(exercise, cue)
    for row in rows:
        if cue in row.cues:
            found.sets.append(row.set)
            found.held += row.held
        else:
            found.without += 1
            found.held_without += row.held
    return found
