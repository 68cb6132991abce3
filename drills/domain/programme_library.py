"""The built-in programmes from TOML: safe to load again, and what a person edited stays."""

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from django.db import transaction

from core.catalogue import Loaded, load_rows
from drills.domain.plan import with_items
from drills.models import Phase, PhaseItem, Programme

LIBRARY = Path(__file__).resolve().parent.parent / "library" / "programmes.toml"
PLAIN_FIELDS = ("title", "summary", "training_days")
OF_PHASES = ("key", "title", "focus", "weeks", "most_weeks", "gates")
OF_ITEMS = ("when", "session", "sets", "reps", "duration_s", "load_words", "rises", "note", "ours")


@transaction.atomic
def load_programmes(path: Path = LIBRARY) -> Loaded:
    """Bring the library's programmes up to the file; drills and exercises are loaded before.

    Phases are replaced as a whole, and only where the file says something new and nobody edited what is stored.
    """
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text())["programme"]
    slugs = [row["slug"] for row in rows]
    stored = Programme.objects.filter(pk__in=slugs).prefetch_related(with_items())
    before = {row.pk: (row.seed or {}, phase_rows(row)) for row in stored}
    loaded = load_rows(Programme, rows, PLAIN_FIELDS)
    for programme in Programme.objects.filter(pk__in=slugs, owner=None):
        said = programme.seed["phases"]
        old_seed, old_rows = before.get(programme.pk, ({}, []))
        untouched = old_rows == [whole_phase(row) for row in old_seed.get("phases", [])]
        if untouched and old_seed.get("phases") != said:
            replace_phases(programme, said)
    return loaded


@cache
def library_mark() -> str:
    """Return a mark of the library's file."""
    return hashlib.sha256(LIBRARY.read_bytes()).hexdigest()[:32]


def replace_phases(programme: Programme, rows: list[dict[str, Any]]) -> None:
    """Store these phases in the place of those there are, in the order given; rows are as the library writes them."""
    programme.phases.all().delete()
    items = []
    for place, row in enumerate(map(whole_phase, rows)):
        asked = row.pop("items")
        phase = Phase.objects.create(programme=programme, position=place, **row)
        for number, item in enumerate(asked):
            keys = {"drill_id": item.pop("drill"), "exercise_id": item.pop("exercise")}
            items.append(PhaseItem(phase=phase, position=number, **keys, **item))
    PhaseItem.objects.bulk_create(items)
    programme.__dict__.get("_prefetched_objects_cache", {}).pop("phases", None)


def phase_rows(programme: Programme) -> list[dict[str, Any]]:
    """Return the phases that are stored as the library would write them, with nothing left out."""
    return [
        {name: getattr(phase, name) for name in OF_PHASES}
        | {
            "items": [
                {"drill": item.drill_id, "exercise": item.exercise_id}
                | {name: getattr(item, name) for name in OF_ITEMS}
                for item in phase.items.all()
            ]
        }
        for phase in programme.phases.all()
    ]


def whole_phase(row: dict[str, Any]) -> dict[str, Any]:
    """Return a phase with everything that its row leaves out."""
    found = {name: row.get(name, _default(Phase, name)) for name in OF_PHASES}
    return found | {"items": [_whole_item(item) for item in row.get("items", [])]}


def _whole_item(row: dict[str, Any]) -> dict[str, Any]:
    named = {"drill": row.get("drill"), "exercise": row.get("exercise")}
    return named | {name: row.get(name, _default(PhaseItem, name)) for name in OF_ITEMS}


def _default(model: type[Phase] | type[PhaseItem], name: str) -> Any:
    return model._meta.get_field(name).get_default()  # type: ignore[union-attr]
