"""The gate of 20 clean dowel hinges within one local day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from drills import gates
from drills.domain.library import copy_drill
from drills.domain.logs import delete_log, save_log
from drills.models import Drill, DrillLog
from tests.drills.conftest import MONDAY
from workouts.models import Exercise

DAY = timedelta(days=1)
TODAY = MONDAY.date()


@pytest.fixture
def gate(athlete):
    """Return a function that judges Ada's gate."""
    return lambda on=TODAY: gates.evaluate("dowel-20", athlete, on=on)


def test_without_a_log_it_says_how_many_are_needed(gate):
    found = gate()
    assert (found.passed, found.progress, found.source, found.passed_on) == (False, 0, "none", None)
    assert found.reason == "0 of 20 clean dowel hinges so far: log them as clean within one day."


def test_the_clean_reps_of_one_day_add_up(gate, new_log):
    new_log(12, clean_reps=10)
    new_log(12, clean_reps=7, at=MONDAY + timedelta(hours=3))
    found = gate()
    assert (found.passed, found.progress) == (False, 17 / 20)
    assert found.reason == "17 of 20 clean dowel hinges on 2 Mar, self-reported."


def test_twenty_open_it_and_more_stay_within_one(gate, new_log):
    new_log(20, clean_reps=20)
    assert (gate().passed, gate().progress, gate().passed_on) == (True, 1, TODAY)
    new_log(15, clean_reps=12, at=MONDAY + timedelta(hours=1))
    assert gate().progress == 1
    assert gate().reason == "32 clean dowel hinges on 2 Mar, self-reported."


def test_days_do_not_add_up_and_the_best_one_counts(gate, new_log):
    new_log(15, clean_reps=15)
    new_log(15, clean_reps=12, at=MONDAY + DAY)
    found = gate()
    assert found.progress == 15 / 20 and found.reason.startswith("15 of 20 clean dowel hinges on 2 Mar")


def test_a_day_is_the_local_one_of_the_log(gate, new_log):
    new_log(15, clean_reps=10, at=datetime(2026, 3, 1, 22, 30, tzinfo=UTC))  # 23:30 of the day before in Berlin
    new_log(15, clean_reps=10, at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    assert gate().progress == 10 / 20
    new_log(15, clean_reps=10, at=datetime(2026, 3, 2, 22, 59, tzinfo=UTC))
    assert (gate().passed, gate().passed_on) == (True, date(2026, 3, 2))


def test_reps_without_a_word_about_clean_ones_do_not_count(gate, new_log):
    new_log(45)
    assert gate().progress == 0


def test_it_stays_passed_since_the_first_such_day(gate, new_log):
    new_log(20, clean_reps=20)
    new_log(30, clean_reps=25, at=MONDAY + 9 * DAY)
    found = gate(TODAY + 400 * DAY)
    assert (found.passed, found.passed_on) == (True, TODAY)
    assert found.reason == "25 clean dowel hinges on 11 Mar 2026, self-reported."


def test_what_a_clip_shows_counts_before_what_was_said(gate, new_log):
    row = new_log(20, clean_reps=20)
    row.clean_counted = 13
    save_log(row)
    assert (gate().progress, gate().source) == (13 / 20, "clip")
    assert gate().reason == "13 of 20 clean dowel hinges on 2 Mar, counted from a clip."
    new_log(10, clean_reps=7, at=MONDAY + timedelta(hours=1))
    assert (gate().passed, gate().source) == (True, "mixed")
    assert gate().reason.endswith("partly counted from a clip.")


def test_rows_of_others_deleted_logs_and_other_drills_never_count(gate, new_log, stranger, stretch, own_drill):
    new_log(40, clean_reps=40, owner=stranger)
    new_log(40, clean_reps=40, drill=own_drill)
    delete_log(new_log(40, clean_reps=40), at=MONDAY)
    assert (gate().progress, gate().source) == (0, "none")


def test_an_own_copy_of_the_drill_is_the_drill(gate, new_log, athlete, dowel):
    copy = copy_drill(dowel, owner=athlete)
    new_log(11, clean_reps=11, drill=copy)
    new_log(9, clean_reps=9)
    assert gate().passed


def test_it_guards_heavy_barbell_hinges_and_leaves_light_loads_open(gate, athlete, library):
    Exercise.objects.create(slug="own-pull", owner=athlete, name="Own pull", pattern="hinge", equipment="barbell")
    limits = {guard.exercise: guard.above_kg for guard in gate().guards}
    assert limits["deadlift"] == limits["own-pull"] == limits["romanian-deadlift"] == 30
    assert 9 < limits["kettlebell-deadlift"] == limits["dumbbell-romanian-deadlift"] < 9.08  # 20 lb
    assert not {"hip-thrust", "back-extension", "squat"} & limits.keys()
    assert limits.keys() - {"own-pull"} <= set(Exercise.objects.values_list("pk", flat=True))


LOG = st.tuples(st.integers(0, 5), st.integers(0, 23), st.integers(0, 12), st.none() | st.integers(0, 12))


class Monotone(TestCase):
    """Whatever was logged, one more clean rep never takes progress away."""

    @given(st.lists(LOG, min_size=1, max_size=8), st.data())
    def test_progress_never_falls_with_a_clean_rep_more(self, drawn, data):
        owner = User.objects.create_user("eve@example.org", time_zone="America/New_York")
        drill = Drill.objects.create(slug="dowel-hinge", name="Dowel", reps=15)
        rows = []
        for days, hours, clean, counted in drawn:
            at = MONDAY + timedelta(days=days, hours=hours)
            row = DrillLog(owner=owner, drill=drill, performed_at=at, reps=30, clean_reps=clean, clean_counted=counted)
            rows.append(save_log(row))
        before = gates.evaluate("dowel-20", owner, on=TODAY + timedelta(days=7))
        totals = {}
        for row in rows:
            totals[row.day] = totals.get(row.day, 0) + row.clean_made
        best = max(totals.values())
        assert before.progress == min(1, best / 20) and before.passed is (best >= 20)
        changed = data.draw(st.sampled_from(rows))
        name = "clean_counted" if changed.clean_counted is not None and data.draw(st.booleans()) else "clean_reps"
        setattr(changed, name, getattr(changed, name) + data.draw(st.integers(1, 9)))
        save_log(changed)
        after = gates.evaluate("dowel-20", owner, on=TODAY + timedelta(days=7))
        assert after.progress >= before.progress and after.passed >= before.passed
