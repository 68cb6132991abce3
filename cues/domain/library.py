"""The library of cues from TOML: safe to load again, and a person's edits stay."""

import tomllib
from pathlib import Path
from typing import Any

from django.db import transaction

from core.catalogue import Loaded, load_rows
from cues.domain.defaults import attach_everywhere
from cues.models import Cue

LIBRARY = Path(__file__).resolve().parent.parent / "library" / "cues.toml"
FIELDS = ("text", "why", "phase", "fault", "exercise_id", "neutral_id")


def read_library(path: Path = LIBRARY) -> list[dict[str, Any]]:
    """Return the rows of the file, as core.catalogue.load_rows takes them."""
    return [
        {
            "slug": row["slug"],
            "text": row["text"],
            "why": row["why"],
            "phase": row["phase"],
            "fault": row.get("fault", ""),
            "exercise_id": row.get("exercise"),
            "neutral_id": row.get("neutral"),
        }
        for row in tomllib.loads(path.read_text())["cue"]
    ]


@transaction.atomic
def load_library(path: Path = LIBRARY) -> Loaded:
    """Bring the library's rows up to the file, and attach the cues that everybody has from the start."""
    loaded = load_rows(Cue, read_library(path), FIELDS)
    attach_everywhere()
    return loaded
