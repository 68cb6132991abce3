"""The cues that stand on a lift from the start. They are a person's own rows: moved and detached like any other."""

import tomllib
import uuid
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.db import transaction

from accounts.models import User
from core.versions import next_version
from cues.models import Cue, CueAttachment
from workouts.models import Exercise

LIBRARY = Path(__file__).resolve().parent.parent / "library" / "cues.toml"
NAMESPACE = uuid.UUID("7d0e3b0a-52a5-5a3e-9c41-7f5b1e0c7a11")


class Default(NamedTuple):
    """A cue on an exercise, and its place among the others."""

    exercise: str
    cue: str
    position: int


@cache
def defaults() -> tuple[Default, ...]:
    """Return what is attached from the start."""
    return tuple(
        Default(line["exercise"], cue, position)
        for line in tomllib.loads(LIBRARY.read_text())["attached"]
        for position, cue in enumerate(line["cues"])
    )


def default_id(owner_id: int, default: Default) -> uuid.UUID:
    """Return the id of a person's row, the same each time: one that was detached is there still, and not made anew."""
    return uuid.uuid5(NAMESPACE, f"{owner_id} {default.exercise} {default.cue}")


def attach_for(user: User) -> None:
    """Attach the defaults for somebody new, where the library is loaded. The rows are as old as the person: v is 0."""
    _attach(user.pk, _loaded(), 0)


@transaction.atomic
def attach_everywhere() -> None:
    """Attach the defaults for everybody who never had them, under a version: a device may have asked already."""
    wanted: dict[int, list[Default]] = {}
    for default in _loaded():
        have = CueAttachment.objects.filter(exercise=default.exercise, cue=default.cue)
        lacking = User.objects.exclude(pk__in=have.values("owner")).values_list("pk", flat=True)
        ids = {default_id(pk, default): pk for pk in lacking}
        known = CueAttachment.objects.in_bulk(list(ids))  # such a row may hold another cue by now
        for owner in [owner for row, owner in ids.items() if row not in known]:
            wanted.setdefault(owner, []).append(default)
    for owner, lines in wanted.items():
        _attach(owner, lines, next_version(owner))


def _loaded() -> list[Default]:
    """Return the defaults whose cue and exercise are in the library."""
    cues = Cue.objects.filter(owner=None, slug__in={default.cue for default in defaults()})
    lifts = Exercise.objects.filter(owner=None, slug__in={default.exercise for default in defaults()})
    there, known = set(cues.values_list("slug", flat=True)), set(lifts.values_list("slug", flat=True))
    return [default for default in defaults() if default.cue in there and default.exercise in known]


def _attach(owner_id: int, wanted: list[Default], v: int) -> None:
    rows = [
        CueAttachment(
            id=default_id(owner_id, default),
            owner_id=owner_id,
            exercise_id=default.exercise,
            cue_id=default.cue,
            position=default.position,
            v=v,
        )
        for default in wanted
    ]
    CueAttachment.objects.bulk_create(rows, ignore_conflicts=True)
