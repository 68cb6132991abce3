"""The table of bests equals the sets after anything that can happen to a log."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from tests.workouts.bests import counted_bests, stored_bests
from tests.workouts.conftest import MONDAY, lift
from workouts.domain import blocks
from workouts.domain.record_columns import read_records
from workouts.domain.records import records
from workouts.domain.session_bests import rebuild_bests
from workouts.domain.sessions import delete_session, finish_session, move_session, restore_session, save_session
from workouts.domain.sets import delete_set, restore_set, save_set
from workouts.models import Exercise, Session, Set

DAY = timedelta(days=1)
LIFTS = ("deadlift", "romanian-deadlift")
VALUES = st.fixed_dictionaries(
    {
        "load_kg": st.sampled_from([None, -20.0, 0.0, 60.0, 102.058, 102.058, 140.0]),
        "reps": st.sampled_from([None, 1, 3, 5, 5, 7, 12, 15]),
        "rir": st.sampled_from([None, 0, 2, 6]),
        "duration_s": st.sampled_from([None, None, 30.0, 45.5]),
        "distance_m": st.sampled_from([None, None, 12.5, 40.0]),
        "kind": st.sampled_from(["working", "working", "warmup", "drop", "amrap", "failure"]),
        "done": st.sampled_from([True, True, True, False]),
        "block": st.integers(0, 2),
        "position": st.integers(0, 2),
    }
)
ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(
            ["log"] * 6
            + ["change"] * 4
            + ["delete", "restore", "move session", "finish", "delete session", "restore session"]
            + ["add exercise", "add set", "warm up", "move", "bind", "unbind", "swap", "remove", "bring back"]
        ),
        st.integers(0, 11),
        st.integers(0, 2),
        st.sampled_from(LIFTS),
        VALUES,
    ),
    min_size=3,
    max_size=22,
)


class Log:
    """A log of Ada's that anything happens to."""

    def __init__(self) -> None:
        self.ada = User.objects.create(email="ada@example.org", password="x")
        self.lifts = Exercise.objects.bulk_create([lift(slug) for slug in LIFTS])
        starts = [MONDAY, MONDAY + timedelta(hours=3), MONDAY + 8 * DAY]
        self.sessions = [save_session(Session(owner=self.ada, started_at=at)).pk for at in starts]
        self.rows: list[Any] = []
        self.steps = 0

    def happen(self, what: str, which: int, where: int, slug: str, values: dict[str, Any]) -> None:
        """Let one thing happen, where it can."""
        self.steps += 1
        at = MONDAY + timedelta(seconds=self.steps)
        session = Session.objects.get(pk=self.sessions[where])
        row = Set.objects.filter(pk=self.rows[which % len(self.rows)]).first() if self.rows else None
        if values["reps"] is None and not (values["duration_s"] or values["distance_m"]):
            values = values | {"reps": 0, "kind": "failure"}  # a missed lift
        if what == "restore session" and session.deleted_at:
            restore_session(session)
        elif what == "log" and not session.deleted_at:
            new = Set(owner=self.ada, session=session, exercise_id=slug, performed_at=at, **values)
            self.rows.append(save_set(new).pk)
        elif what == "change" and row and not row.deleted_at and not session.deleted_at:
            for name, value in (values | {"session": session, "exercise_id": slug}).items():
                setattr(row, name, value)
            save_set(row)
        elif what == "delete" and row and not row.deleted_at:
            delete_set(row, at=at)
        elif what == "restore" and row and row.deleted_at:
            restore_set(row)  # also in a session that is deleted: what it did then counts for nothing
        elif session.deleted_at:
            return
        elif what == "move session":
            by = timedelta(days=which - 5)
            session.started_at += by
            move_session(session, by=by)
        elif what == "finish":
            finish_session(session, at=session.started_at + DAY)
        elif what == "delete session":
            delete_session(session, at=at)
        elif what == "add exercise":
            blocks.add_exercise(session, exercise=self.lifts[LIFTS.index(slug)], at=at)
        elif runs := blocks.runs(session):
            self.turn(session, what, runs[which % len(runs)], slug, at)

    def turn(self, session: Session, what: str, run: blocks.Run, slug: str, at: Any) -> None:
        """Do something to a run."""
        place = {"block": run.block, "exercise": run.exercise}
        if what == "add set":
            blocks.add_set(session, **place, at=at)
        elif what == "warm up":
            blocks.add_warmups(session, **place, steps=[(60, 5)], at=at)
        elif what == "move":
            blocks.move(session, **place, by=-1)
        elif what == "bind":
            blocks.bind(session, **place)
        elif what == "unbind":
            blocks.unbind(session, **place)
        elif what == "swap":
            blocks.swap(session, **place, other=self.lifts[LIFTS.index(slug)], at=at)
        elif what == "remove":
            blocks.remove_exercise(session, **place, at=at)
        elif what == "bring back":
            blocks.remove_exercise(session, **place, at=at)
            blocks.bring_back_exercise(session, **place)


class AnythingThatCanHappen(TestCase):
    """Hypothesis gives each example a transaction of its own."""

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(ACTIONS)
    def test_the_table_equals_a_fresh_count_after_any_sequence_of_writes(self, steps):
        log = Log()
        for step in steps:
            log.happen(*step)
        stored = stored_bests()
        assert stored == counted_bests()
        for exercise in log.lifts:
            assert read_records(owner=log.ada, exercise=exercise.pk) == records(log.ada, exercise)
        rebuild_bests()
        assert stored_bests() == stored
