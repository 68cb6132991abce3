"""Drills and practice to test with."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from drills.domain.library import create_own_drill
from drills.domain.logs import save_log
from drills.models import Drill, DrillLog
from tests.workouts.conftest import lifts, new_session, new_set, odd_values, reader

__all__ = ["lifts", "new_session", "new_set", "odd_values", "reader"]

MONDAY = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # 18:00 in Berlin


@pytest.fixture
def dowel(db) -> Drill:
    """The dowel hinge alone: quicker than the library, and no exercise is needed."""
    about = {"name": "Dowel hip hinge", "summary": "A stick along the back.", "sets": 3, "reps": 15, "often": "daily"}
    return Drill.objects.create(slug="dowel-hinge", equipment=["dowel"], faults=["rounded-back"], **about)


@pytest.fixture
def stretch(db) -> Drill:
    """A drill that is counted in seconds, each side."""
    about = {"kind": "mobility", "measure": "time", "sets": 1, "hold_s": 30, "hold_max_s": 60, "per_side": True}
    return Drill.objects.create(slug="hamstring-stretch", name="Hamstring stretch", **about)


@pytest.fixture
def own_drill(athlete) -> Drill:
    """A drill of Ada's own."""
    return create_own_drill(owner=athlete, name="Towel hinge", sets=2, reps=10, steps=["Hinge."], loadable=True)


@pytest.fixture
def new_log(athlete, dowel) -> Callable[..., DrillLog]:
    """Return a function that stores practice, Ada's dowel hinges unless told otherwise."""

    def make(reps: int | None = 15, *, at: datetime = MONDAY, owner=None, drill=dowel, **values: Any) -> DrillLog:
        row = DrillLog(owner=owner or athlete, drill=drill, performed_at=at, reps=reps, **values)
        return save_log(row)

    return make
