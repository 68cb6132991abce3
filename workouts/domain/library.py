"""The exercise library from TOML: safe to load again, and a person's edits stay."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from core.catalogue import insert_own
from core.versions import next_version
from workouts.models import Exercise, ExerciseMuscle

LIBRARY = Path(__file__).resolve().parent.parent / "library" / "exercises.toml"
RESERVED = frozenset({"new"})  # what is a page, and no exercise
PLAIN_FIELDS = (
    "name",
    "aliases",
    "pattern",
    "equipment",
    "load",
    "measure",
    "unilateral",
    "rest_s",
    "summary",
)


@dataclass(frozen=True)
class Loaded:
    """What loading the library did."""

    added: int
    updated: int
    unchanged: int


@transaction.atomic
def load_library(path: Path = LIBRARY) -> Loaded:
    """Bring the library's rows up to the file. A field that a person edited keeps the edit."""
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text())["exercise"]
    known = Exercise.objects.in_bulk([row["slug"] for row in rows])
    added = updated = 0
    for row in rows:
        exercise = known.get(row["slug"])
        if exercise is None:
            exercise = Exercise(slug=row["slug"], seed={})
            added += 1
        elif exercise.seed == row:
            continue
        elif exercise.owner_id is not None:
            continue  # the person made theirs under this id before the library had it
        else:
            updated += 1
        before = exercise.seed or {}
        for name in PLAIN_FIELDS:
            if name not in before or getattr(exercise, name) == before[name]:
                setattr(exercise, name, row[name])
        muscles_untouched = not before or _muscles(exercise) == (
            set(before["primary"]),
            set(before["secondary"]),
        )
        exercise.seed = row
        exercise.search_text = search_text(exercise)
        exercise.save()
        if muscles_untouched:
            set_muscles(exercise, primary=row["primary"], secondary=row["secondary"])
    return Loaded(added=added, updated=updated, unchanged=len(rows) - added - updated)


@transaction.atomic
def create_own_exercise(
    *, owner: User, primary: list[str], secondary: list[str], slug: str | None = None, **fields: Any
) -> Exercise:
    """Make a person's own exercise under an unused slug, or the one given; raises IntegrityError where it is taken."""
    version = next_version(owner.pk)  # first: two writes at once then follow one another
    exercise = Exercise(owner=owner, v=version, **fields)
    insert_own(exercise, name=exercise.name, slug=slug, reserved=RESERVED)
    exercise.search_text = search_text(exercise)  # its slug is among it
    exercise.save(update_fields=["search_text"])
    set_muscles(exercise, primary=primary, secondary=secondary)
    return exercise


@transaction.atomic
def change_own_exercise(exercise: Exercise, *, primary: list[str], secondary: list[str], **fields: Any) -> Exercise:
    """Change a person's own exercise. Its slug stays, and with it everything that was logged."""
    if exercise.owner_id:
        exercise.v = next_version(exercise.owner_id)
    for name, value in fields.items():
        setattr(exercise, name, value)
    exercise.search_text = search_text(exercise)
    exercise.save()
    set_muscles(exercise, primary=primary, secondary=secondary)
    return exercise


def set_muscles(exercise: Exercise, *, primary: list[str], secondary: list[str]) -> None:
    """Replace the muscles that an exercise trains."""
    exercise.muscles.all().delete()
    role = ExerciseMuscle.Role
    ExerciseMuscle.objects.bulk_create(
        [ExerciseMuscle(exercise=exercise, muscle=name, role=role.PRIMARY) for name in dict.fromkeys(primary)]
        + [
            ExerciseMuscle(exercise=exercise, muscle=name, role=role.SECONDARY)
            for name in dict.fromkeys(secondary)
            if name not in primary
        ]
    )


def search_text(exercise: Exercise) -> str:
    """Return what a search looks through beside the name."""
    return " ".join([exercise.slug.replace("-", " "), *exercise.aliases]).lower()


def find_exercise(name: str, *, user: User) -> Exercise | None:
    """Return the exercise with this slug, or one that carries it as another name; None where there is none."""
    if "\0" in name:  # PostgreSQL refuses it, and no exercise has one
        return None
    typed, spoken = name.lower(), _spoken(name)
    likely = Q(slug=name) | Q(search_text__contains=typed) | Q(search_text__contains=spoken)
    rows = Exercise.objects.available_to(user).filter(likely)
    found = {row.slug: row for row in rows}
    if name in found:
        return found[name]
    for exercise in found.values():
        if spoken in map(_spoken, exercise.aliases):
            return exercise
    return None


def _spoken(name: str) -> str:
    return name.replace("-", " ").lower()


def _muscles(exercise: Exercise) -> tuple[set[str], set[str]]:
    rows = list(exercise.muscles.all())
    role = ExerciseMuscle.Role
    return {row.muscle for row in rows if row.role == role.PRIMARY}, {
        row.muscle for row in rows if row.role == role.SECONDARY
    }
