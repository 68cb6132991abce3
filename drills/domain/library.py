"""The drills: the library from TOML, and people's own."""

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User
from core.catalogue import Loaded, insert_own, load_rows
from core.search import with_every_word
from core.versions import hold_version
from drills.models import Drill
from drills.models.drill import DrillMeasure

LIBRARY = Path(__file__).resolve().parent.parent / "library" / "drills.toml"
RESERVED = frozenset({"library", "logs", "new", "plan", "warm-up"})  # what is a page, and no drill
FIELDS = (
    "name",
    "summary",
    "kind",
    "level",
    "equipment",
    "setup",
    "steps",
    "benefit",
    "progression",
    "measure",
    "sets",
    "reps",
    "hold_s",
    "hold_max_s",
    "per_side",
    "often",
    "distance",
    "loadable",
    "faults",
    "exercise_id",
    "figure",
)
LEFT_OUT = {
    "measure": "reps",
    "reps": None,
    "hold_s": None,
    "hold_max_s": None,
    "per_side": False,
    "dose_source": "ours",
    "distance": False,
    "loadable": False,
    "exercise_id": None,
}  # what a row of the file means where it says nothing


def read_library(path: Path = LIBRARY) -> list[dict[str, Any]]:
    """Return the rows of the file as the table holds them."""
    rows = tomllib.loads(path.read_text())["drill"]
    for row in rows:
        row["exercise_id"] = row.pop("exercise", None)
        row["figure"] = row["slug"]
    return [LEFT_OUT | row for row in rows]


@cache
def library_slugs() -> tuple[str, ...]:
    """Return the ids of the library's drills, in the order of the file, which is the order they are shown in."""
    return tuple(row["slug"] for row in read_library())


@transaction.atomic
def load_drills(path: Path = LIBRARY) -> Loaded:
    """Bring the library's rows up to the file. A field that a person edited keeps the edit."""
    return load_rows(Drill, read_library(path), (*FIELDS, "dose_source"))


def described_by(rows: QuerySet[Drill], words: str) -> QuerySet[Drill]:
    """Return the drills whose name or summary has each of the words; those beyond the twentieth are passed over."""
    found: QuerySet[Drill] = with_every_word(rows, words, "name", "summary")
    return found


def check_drill(values: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with a drill's values taken together, by field."""
    shortest, longest = values.get("hold_s"), values.get("hold_max_s")
    if values.get("measure") == DrillMeasure.TIME:
        if shortest is None:
            return {"hold_s": "Enter how many seconds."}
        if longest is not None and longest < shortest:
            return {"hold_max_s": "The longest time cannot be shorter than the usual one."}
    elif values.get("reps") is None:
        return {"reps": "Enter how many reps."}
    return {}


@transaction.atomic
def create_own_drill(*, owner: User, slug: str | None = None, **fields: Any) -> Drill:
    """Make a person's own drill under an unused id, or the one given; raises IntegrityError where it is taken."""
    drill = Drill(owner=owner, **fields)
    drill.stamp()  # first: two writes at once then follow one another
    insert_own(drill, name=drill.name, slug=slug, reserved=RESERVED)
    return drill


@transaction.atomic
def change_own_drill(drill: Drill, **fields: Any) -> Drill:
    """Change a person's own drill. Its id stays, and with it everything that was logged."""
    drill.stamp()
    for name, value in fields.items():
        setattr(drill, name, value)
    drill.save(update_fields=[*fields, "v", "updated_at"])  # a deletion of meanwhile stays
    return drill


@transaction.atomic
def copy_drill(drill: Drill, *, owner: User) -> Drill:
    """Return the person's own copy of a drill, a new one where they have none."""
    hold_version(owner.pk)  # of two taps at once the second finds the copy of the first
    origin = drill.copy_of or drill.slug
    found = own_copy(origin, owner=owner)
    if found is not None:
        return found
    fields = {name: getattr(drill, name) for name in FIELDS}
    fields["name"] = f"{drill.name[:73]} (mine)"
    return create_own_drill(owner=owner, copy_of=origin, dose_source=drill.dose_source, **fields)


def own_copy(slug: str, *, owner: User) -> Drill | None:
    """Return the person's own copy of a library drill, None where they have none."""
    rows: Any = Drill.objects.own(owner).filter(copy_of=slug)
    found: Drill | None = rows.order_by("created_at").first()
    return found


@transaction.atomic
def delete_own_drill(drill: Drill, *, at: datetime) -> Drill:
    """Delete an own drill; what was logged of it stays, and `restore_own_drill` brings it back."""
    return change_own_drill(drill, deleted_at=at)


@transaction.atomic
def restore_own_drill(drill: Drill) -> Drill:
    """Take a deletion back."""
    return change_own_drill(drill, deleted_at=None)
