"""People's own programmes: begin one, copy one, change its phases, delete and take back.

Phases are rows as the library writes them (drills.domain.programme_library): dictionaries with their items.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects

from accounts.models import User
from core.catalogue import insert_own
from core.versions import hold_version
from drills.domain.plan import with_items
from drills.domain.programme_library import phase_rows, replace_phases
from drills.domain.refusal import Refusal
from drills.models import Enrolment, Programme

RESERVED = frozenset({"new"})  # what is a page, and no programme
MOST_PHASES = 20
MOST_ITEMS = 40
HOW_MANY = f"A programme has from 1 to {MOST_PHASES} phases."
FIRST_PHASE: dict[str, Any] = {"key": "phase-1", "title": "Phase 1", "weeks": None, "items": []}
NEW_WEEKS = 2


def check_phases(rows: Sequence[dict[str, Any]]) -> str | None:
    """Return what is wrong with phases taken together, in a sentence."""
    if not 1 <= len(rows) <= MOST_PHASES:
        return HOW_MANY
    keys = [row["key"] for row in rows]
    if len(set(keys)) < len(keys):
        return "Each phase has a key of its own."
    if any(row.get("weeks") is None for row in rows[:-1]):
        return "Only the last phase can go on without an end: give the others their weeks."
    if any(len(row.get("items", [])) > MOST_ITEMS for row in rows):
        return f"A phase asks for at most {MOST_ITEMS} things."
    short = next((row for row in rows if _most(row) is not None and _most(row) < (row.get("weeks") or 0)), None)
    return "A phase may be repeated for as long as it is planned, or longer." if short else None


def _most(row: dict[str, Any]) -> Any:
    return row.get("most_weeks")


@transaction.atomic
def save_programme(programme: Programme, *, phases: Sequence[dict[str, Any]] | None = None) -> Programme:
    """Store a new or changed own programme under the owner's next version; phases, where given, replace all."""
    programme.stamp()
    programme.save()
    if phases is not None:
        replace_phases(programme, list(phases))
    return programme


@transaction.atomic
def create_programme(
    *, owner: User, phases: Sequence[dict[str, Any]] = (), slug: str | None = None, **values: Any
) -> Programme:
    """Store a new own programme, with one empty phase where none is given."""
    programme = Programme(owner=owner, **values)
    programme.stamp()  # first: two writes at once then follow one another
    insert_own(programme, name=programme.title, slug=slug, reserved=RESERVED)
    replace_phases(programme, list(phases) or [FIRST_PHASE])
    return programme


def copy_programme(source: Programme, *, owner: User) -> Programme:
    """Make an own copy of a programme, to change; what the library says later changes nothing in it."""
    prefetch_related_objects([source], with_items())
    values = {"summary": source.summary, "training_days": source.training_days, "copy_of": source.slug}
    return create_programme(owner=owner, title=f"{source.title[:71]}, my copy", phases=phase_rows(source), **values)


@transaction.atomic
def delete_programme(programme: Programme, *, at: datetime) -> Programme:
    """Delete an own programme; refused while its owner is on it."""
    programme.stamp()
    if Enrolment.objects.alive().filter(programme=programme, ended_on=None).exists():
        raise Refusal("You are on this programme. Leave it first, then delete it.", "programme_in_use")
    programme.deleted_at = at
    programme.save()
    return programme


def restore_programme(programme: Programme) -> Programme:
    """Take a deletion back."""
    programme.deleted_at = None
    return save_programme(programme)


def with_new_phase(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the phases with one more at the end; before the last one where that has no end."""
    key, number = "phase-1", 1
    while key in {row["key"] for row in rows}:
        number += 1
        key = f"phase-{number}"
    fresh = {"key": key, "title": f"Phase {len(rows) + 1}", "weeks": NEW_WEEKS, "items": []}
    place = len(rows) - 1 if rows and rows[-1].get("weeks") is None else len(rows)
    return [*rows[:place], fresh, *rows[place:]]


@dataclass(frozen=True)
class Removed:
    """What was taken out of a programme: a phase or, where `phase` is the key of one, something that this asks for.

    `v` is the programme's version with it gone.
    """

    programme: str
    v: int
    place: int
    row: dict[str, Any]
    phase: str = ""


@transaction.atomic
def put_back(removed: Removed, *, owner: User) -> Programme:
    """Put what was removed back at its place; refused where the programme was changed since."""
    hold_version(owner.pk)
    rows: Any = Programme.objects.own(owner).filter(pk=removed.programme, v=removed.v)
    programme: Programme | None = rows.prefetch_related(with_items()).first()
    if programme is None:
        raise Refusal("This programme was changed meanwhile, so it stays as it is. Add it anew.", "changed_meanwhile")
    phases = phase_rows(programme)
    places = phases if not removed.phase else next(row for row in phases if row["key"] == removed.phase)["items"]
    places.insert(removed.place, removed.row)
    return save_programme(programme, phases=phases)
