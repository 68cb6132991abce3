"""The planned sets that a template asks for: what it leaves open comes from last time."""

from datetime import UTC, datetime

import pytest

from workouts.domain.last_time import last_sets
from workouts.domain.outline import with_lines
from workouts.domain.sessions import start_session
from workouts.domain.template_rows import planned_rows
from workouts.domain.templates import placed, save_template
from workouts.models import Set, Template

NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)  # a week after the session of the tests


@pytest.fixture
def plan(athlete, lifts):
    """Return a function that stores a template of Ada's from lines written as dicts."""

    def make(*rows, title="Lower A", owner=athlete, **values):
        lines = placed([row | {"exercise": lifts[row.get("exercise", "deadlift")]} for row in rows])
        return save_template(Template(owner=owner, title=title, **values), lines=lines)

    return make


def loads(template, athlete, **more):
    return [row.load_kg for row in planned_rows(template, owner=athlete, at=NOW, **more)]


def test_loads_come_from_last_time_warm_ups_from_warm_ups(athlete, session, new_set, plan):
    new_set(session, kind="warmup", load_kg=60)
    for load in (100, 105):
        new_set(session, load_kg=load)
    template = plan({"kind": "warmup", "sets": 2, "reps": 3}, {"sets": 3, "reps": 5})
    assert loads(template, athlete) == [60, 60, 100, 105, 105]


def test_a_lines_own_load_wins_and_a_new_exercise_has_none(athlete, session, new_set, plan):
    new_set(session, load_kg=100)
    template = plan({"sets": 1, "load_kg": 90.0}, {"exercise": "pull-up", "sets": 1})
    assert loads(template, athlete) == [90, None]


def test_each_side_takes_the_load_of_its_side(athlete, session, new_set, plan):
    for side, load in (("left", 20), ("right", 22.5), ("left", 20), ("right", 22.5)):
        new_set(session, load_kg=load, side=side)
    template = plan({"sets": 2, "side": "left"}, {"sets": 2, "side": "right"})
    assert loads(template, athlete) == [20, 20, 22.5, 22.5]


def test_a_row_asks_for_the_lines_reps_or_last_times_where_it_names_none(athlete, session, new_set, plan):
    new_set(session, reps=6)
    new_set(session, "plank", load_kg=None, reps=None, duration_s=50)
    template = plan({"sets": 1, "reps": 8}, {"sets": 1}, {"exercise": "plank", "sets": 1})
    rows = planned_rows(template, owner=athlete, at=NOW)
    assert [(row.reps, row.planned_reps, row.duration_s) for row in rows] == [
        (8, 8, None),
        (6, 6, None),
        (None, None, 50),
    ]


def test_a_missed_lift_last_time_changes_no_kind(athlete, session, new_set, plan):
    new_set(session, reps=0, kind="failure", load_kg=150)
    (row,) = planned_rows(plan({"sets": 1, "reps": 3}), owner=athlete, at=NOW)
    assert (row.kind, row.reps, row.load_kg) == ("working", 3, 150)


def test_rows_can_be_asked_for_without_storing_anything_and_with_last_time_at_hand(
    athlete, session, new_set, plan, django_assert_num_queries
):
    new_set(session, load_kg=100)
    template = plan({"sets": 3}, {"exercise": "pull-up", "sets": 2})
    with django_assert_num_queries(3):
        assert loads(template, athlete) == [100, 100, 100, None, None]
    known = with_lines(Template.objects.for_user(athlete)).get()
    before = last_sets(athlete, ["deadlift"], before=start_session(owner=athlete, at=NOW))
    with django_assert_num_queries(0):
        assert loads(known, athlete, before=before) == [100, 100, 100, None, None]
    assert Set.objects.count() == 1


def test_starting_from_a_template_costs_the_same_for_one_line_as_for_twenty(
    athlete, session, new_set, plan, django_assert_max_num_queries
):
    new_set(session)
    template = plan(*[{"exercise": slug, "sets": 3} for slug in ("deadlift", "plank")] * 10)
    with django_assert_max_num_queries(14):
        started = start_session(owner=athlete, at=NOW, template=template)
    assert (started.template, started.title, started.sets.count()) == (template, "Lower A", 60)


def test_another_persons_last_time_is_never_taken(athlete, theirs, new_set, plan):
    new_set(theirs, load_kg=300)
    assert loads(plan({"sets": 1}), athlete) == [None]
