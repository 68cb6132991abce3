"""After any sequence of creating, changing and deleting sets, progress equals a count over the sets that are left."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workouts.domain.progression import strength, work_done, working_sets
from workouts.domain.session_bests import rebuild_bests
from workouts.domain.sets import delete_set, restore_set, save_set
from workouts.domain.strength import estimate, is_hard, volume
from workouts.domain.volume import daily_work
from workouts.models import Set

MONDAY = datetime(2026, 3, 2, 17, tzinfo=UTC)

VALUES = st.fixed_dictionaries(
    {
        "load_kg": st.sampled_from([None, -20.0, 0.0, 60.0, 102.058, 140.0]),
        "reps": st.integers(1, 15),
        "rir": st.sampled_from([None, 0, 3, 6]),
        "rpe": st.sampled_from([None, 5.0, 8.5]),
        "kind": st.sampled_from(["warmup", "working", "drop", "amrap", "failure"]),
        "done": st.booleans(),
    }
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["create", "change", "delete", "restore"]), st.integers(0, 9), st.integers(0, 2), VALUES),
    min_size=1,
    max_size=14,
)


@pytest.fixture
def sessions(new_session):
    return [new_session(MONDAY + timedelta(days=days)) for days in (0, 1, 8)]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_progress_equals_a_fresh_count_after_any_sequence_of_writes(athlete, lifts, sessions, steps):
    Set.objects.all().delete()
    rebuild_bests()  # nothing of the example before
    rows: list[Set] = []
    for step, which, where, values in steps:
        if step == "create" or not rows:
            session = sessions[where]
            rows.append(
                save_set(Set(owner=athlete, session=session, exercise=lifts["deadlift"], performed_at=MONDAY, **values))
            )
            continue
        row = rows[which % len(rows)]
        if step == "delete":
            delete_set(row, at=MONDAY)
        elif step == "restore":
            restore_set(row)
        else:
            for name, value in values.items():
                setattr(row, name, value)
            save_set(row)
    left = [row for row in rows if row.deleted_at is None and row.done and row.kind != "warmup"]

    found = working_sets(owner=athlete, exercise=lifts["deadlift"])
    assert sorted(line.set for line in found) == sorted(row.pk for row in left)

    for session in sessions:
        here = [row for row in left if row.session_id == session.pk]
        answers = [one for row in here if (one := estimate(row.load_kg, row.reps, row.rir))]
        lifted = [row.load_kg for row in here if row.load_kg and row.load_kg > 0]
        by = {"owner": athlete, "exercise": lifts["deadlift"], "start": session.day, "end": session.day}
        assert [point.value for point in strength(**by)] == (
            [round(max(a.value for a in answers), 2)] if answers else []
        )
        assert [point.value for point in strength(metric="top_set", **by)] == (
            [round(max(lifted), 2)] if lifted else []
        )
        counted = (
            len(here), sum(is_hard(row.rir) for row in here),
            pytest.approx(sum(volume(row.load_kg, row.reps) for row in here)),
        )  # fmt: skip
        if here:
            (work,) = work_done(working_sets(**by), bucket="day")
            (day,) = daily_work(owner=athlete, start=session.day, end=session.day)
            assert (work.sets, work.hard_sets, work.volume_kg) == counted
            assert (day.sets, day.hard_sets, day.volume_kg) == counted
