"""What a row is prefilled with: the numbers of last time, and the reps to make."""

from datetime import UTC, datetime

import pytest

from workouts.domain.planning import BARE, planned_like, planned_values
from workouts.models import Set

NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "made", "asked", "aim"),
    [
        ("working", 8, None, 8),  # nothing was asked: what was made
        ("working", 8, 8, 8),
        ("working", 6, 8, 8),  # too few: the same again
        ("working", 9, 8, 9),  # more than asked is what can be made
        ("working", None, 8, 8),
        ("working", None, None, None),
        ("drop", 12, 10, 12),
        ("warmup", 3, 5, 5),
        ("amrap", 14, 8, 8),  # as many as possible, of at least so many
        ("amrap", 6, 8, 8),
        ("amrap", 14, None, 14),
        ("failure", 7, 8, 8),
    ],
)
def test_the_reps_to_make_are_those_asked_for_or_more(kind, made, asked, aim):
    values = planned_values(Set(kind=kind, reps=made, planned_reps=asked))
    assert (values["reps"], values["planned_reps"], values["kind"]) == (aim, aim, kind)


@pytest.mark.parametrize(("asked", "reps"), [(5, 5), (None, 1)])
def test_a_missed_lift_is_tried_again_as_a_working_set(asked, reps):
    values = planned_values(Set(kind="failure", load_kg=150, reps=0, planned_reps=asked))
    assert (values["kind"], values["load_kg"], values["reps"]) == ("working", 150, reps)
    assert values["planned_reps"] == asked


def test_how_it_went_is_not_planned(session, new_set):
    old = new_set(session, rpe=9, rir=1, note="heavy", form_rating=2, faults=["squatting"], felt=["quads"], pain=4,
                  pain_place="knee", side="left", rest_s=90)  # fmt: skip
    row = planned_like(old, session=session, at=NOW, block=3)
    assert (row.rpe, row.rir, row.note, row.form_rating, row.faults, row.felt) == (None, None, "", None, [], [])
    assert (row.pain, row.pain_place, row.done, row.performed_at, row.block) == (None, "", False, NOW, 3)
    assert (row.load_kg, row.reps, row.side, row.rest_s, row.exercise_id) == (100, 5, "left", 90, "deadlift")


def test_what_the_caller_says_of_a_row_counts_more_than_last_time(session, new_set):
    row = planned_like(new_set(session, kind="drop"), session=session, at=NOW, kind="working", superset=2)
    assert (row.kind, row.superset) == ("working", 2)


def test_a_bare_row_names_the_same_values_as_one_like_last_time():
    assert set(planned_values(Set())) == set(BARE)
