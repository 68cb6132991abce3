"""Templates: made from a session, turned into planned sets, copied, deleted and taken back."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.versions import UserVersion
from workouts.domain.outline import outline, with_lines
from workouts.domain.sessions import start_session
from workouts.domain.sets import delete_set
from workouts.domain.template_rows import planned_rows
from workouts.domain.templates import (
    MOST_LINES,
    add_exercise,
    check_lines,
    delete_template,
    duplicate_template,
    grouped,
    placed,
    restore_template,
    save_template,
    template_from,
)
from workouts.models import Template, TemplateLine

NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)  # a week after the session of the tests
ASKED = (
    "exercise_id",
    "block",
    "position",
    "superset",
    "kind",
    "side",
    "load_kg",
    "planned_reps",
    "duration_s",
    "rest_s",
)


@pytest.fixture
def plan(athlete, lifts):
    """Return a function that stores a template of Ada's from lines written as dicts."""

    def make(*rows, title="Lower A", owner=athlete, **values):
        lines = placed([row | {"exercise": lifts[row.get("exercise", "deadlift")]} for row in rows])
        return save_template(Template(owner=owner, title=title, **values), lines=lines)

    return make


def lines(template):
    return [(line.exercise_id, line.kind, line.sets, line.reps, line.load_kg) for line in template.lines.all()]


# --- from a session ------------------------------------------------------------------------------------------


def test_equal_sets_in_a_row_become_one_line(session, new_set):
    for kind, load, reps in (("warmup", 60, 5), ("working", 100, 5), ("working", 105, 5), ("working", 105, 3)):
        new_set(session, kind=kind, load_kg=load, reps=reps)
    new_set(session, "plank", load_kg=None, reps=None, duration_s=45)
    assert lines(template_from(session)) == [
        ("deadlift", "warmup", 1, 5, None),
        ("deadlift", "working", 2, 5, None),
        ("deadlift", "working", 1, 3, None),
        ("plank", "working", 1, None, None),
    ]


def test_loads_are_kept_only_when_asked(session, new_set):
    for load in (100, 105, 105):
        new_set(session, load_kg=load)
    assert lines(template_from(session, keep_loads=True)) == [
        ("deadlift", "working", 1, 5, 100),
        ("deadlift", "working", 2, 5, 105),
    ]


def test_a_line_asks_for_what_was_planned_where_less_was_made(session, new_set):
    for reps in (5, 5, 3):
        new_set(session, reps=reps, planned_reps=5)
    assert lines(template_from(session)) == [("deadlift", "working", 3, 5, None)]


def test_only_done_sets_make_lines_unless_there_are_none(session, new_session, new_set):
    new_set(session, reps=5)
    new_set(session, reps=8, done=False)
    delete_set(new_set(session, reps=9), at=NOW)
    assert lines(template_from(session)) == [("deadlift", "working", 1, 5, None)]
    planned = new_session(NOW, running=True)
    new_set(planned, reps=8, done=False)
    assert lines(template_from(planned)) == [("deadlift", "working", 1, 8, None)]


def test_a_template_of_an_empty_session_is_empty_and_called_after_it(session):
    template = template_from(session)
    assert (template.title, lines(template)) == ("Session of Monday", [])


def test_more_equal_sets_than_a_line_holds_are_cut(session, new_set):
    for position in range(60):
        new_set(session, block=0, position=position)
    assert lines(template_from(session)) == [("deadlift", "working", 50, 5, None)]


def test_a_session_becomes_a_template_becomes_the_same_session(athlete, session, new_set):
    new_set(session, kind="warmup", load_kg=60, reps=5, rest_s=60, superset=1)
    new_set(session, load_kg=100, reps=5, superset=1, side="left", rest_s=120)
    new_set(session, load_kg=95, reps=5, superset=1, side="right", rest_s=120)
    new_set(session, "pull-up", load_kg=None, reps=8, superset=1)
    new_set(session, "deadlift", load_kg=80, reps=12, kind="amrap")
    new_set(session, "plank", load_kg=None, reps=None, duration_s=45)
    like = start_session(owner=athlete, at=NOW, like=session)
    started = start_session(owner=athlete, at=NOW + timedelta(hours=1), template=template_from(session))
    assert list(started.sets.in_order().values(*ASKED)) == list(like.sets.in_order().values(*ASKED))
    assert not started.sets.filter(done=True).exists()


drawn_sets = st.lists(
    st.tuples(
        st.sampled_from(["deadlift", "pull-up", "romanian-deadlift"]),
        st.sampled_from(["warmup", "working", "drop", "amrap"]),
        st.sampled_from([40.0, 60.0, 62.5]),
        st.integers(1, 3),
    ),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=drawn_sets, keep_loads=st.booleans())
def test_any_session_comes_back_through_its_template(athlete, lifts, new_session, new_set, drawn, keep_loads):
    session = new_session()
    for slug, kind, load, reps in drawn:
        new_set(session, slug, kind=kind, load_kg=load, reps=reps)
    template = template_from(session, keep_loads=keep_loads)
    rows = planned_rows(template, owner=athlete, at=NOW)
    done = session.sets.alive().in_order()
    if keep_loads or not (_comes_twice(drawn) or _only_warmed_up(drawn)):
        assert [(r.exercise_id, r.kind, r.load_kg, r.reps) for r in rows] == list(
            done.values_list("exercise", "kind", "load_kg", "reps")
        )
    else:
        assert [(r.exercise_id, r.kind, r.reps) for r in rows] == list(done.values_list("exercise", "kind", "reps"))
    session.sets.all().delete()
    session.delete()


def _comes_twice(drawn):
    """Tell whether an exercise comes in two runs: its warm-ups and its work are then paired across both."""
    runs = [slug for place, (slug, *_) in enumerate(drawn) if place == 0 or drawn[place - 1][0] != slug]
    return len(runs) != len(set(runs))


def _only_warmed_up(drawn):
    """Tell whether an exercise has no work at all, which makes its session nobody's last time."""
    return {slug for slug, *_ in drawn} != {slug for slug, kind, *_ in drawn if kind != "warmup"}


# --- store, copy, delete -------------------------------------------------------------------------------------


def test_lines_without_a_place_share_a_block_while_the_exercise_stays():
    rows = placed([{"exercise_id": "a"}, {"exercise_id": "a"}, {"exercise_id": "b"}, {"exercise_id": "a"}])
    assert [(row.block, row.position) for row in rows] == [(0, 0), (0, 1), (1, 0), (2, 0)]


def test_saving_lines_replaces_those_there_were_and_takes_the_next_version(athlete, plan, lifts):
    template = plan({"sets": 3}, {"sets": 1})
    before = UserVersion.objects.get(user=athlete).v
    save_template(template, lines=[TemplateLine(exercise=lifts["plank"], sets=2)])
    assert lines(template) == [("plank", "working", 2, None, None)]
    assert template.v == UserVersion.objects.get(user=athlete).v == before + 1


def test_an_added_exercise_comes_with_the_sets_of_last_time_at_the_end(athlete, session, new_set, plan, lifts):
    new_set(session, "pull-up", kind="warmup", load_kg=None, reps=3)
    for _ in range(4):
        new_set(session, "pull-up", load_kg=10, reps=6)
    template = plan({"sets": 3})
    added = add_exercise(template, exercise=lifts["pull-up"], at=NOW)
    assert [(line.block, line.position, line.kind, line.sets, line.reps, line.load_kg) for line in added] == [
        (1, 0, "warmup", 1, 3, None),
        (1, 1, "working", 4, 6, None),
    ]
    (new,) = add_exercise(template, exercise=lifts["farmers-carry"], at=NOW)
    assert (new.block, new.sets, new.reps) == (2, 3, None)


def test_a_full_template_takes_no_more(athlete, lifts):
    full = [TemplateLine(exercise=lifts["plank"], block=number) for number in range(MOST_LINES)]
    assert check_lines(full) is None
    template = save_template(Template(owner=athlete, title="Long"), lines=full)
    assert add_exercise(template, exercise=lifts["deadlift"], at=NOW) == []
    assert template.lines.count() == MOST_LINES


def test_a_copy_has_the_same_lines_and_is_due_on_no_day(plan):
    template = plan({"sets": 3, "load_kg": 100.0}, {"exercise": "plank", "sets": 2}, weekdays=[0], note="slow")
    twin = duplicate_template(template)
    assert (twin.title, twin.note, twin.weekdays) == ("Lower A, copy", "slow", [])
    assert lines(twin) == lines(template) != []
    assert len(duplicate_template(plan(title="x" * 120)).title) <= 120


def test_a_deleted_template_leaves_its_sessions_and_comes_back_with_its_lines(athlete, plan):
    template = plan({"sets": 3})
    session = start_session(owner=athlete, at=NOW, template=template)
    delete_template(template, at=NOW)
    session.refresh_from_db()
    assert (session.deleted_at, session.sets.alive().count()) == (None, 3)
    assert not Template.objects.for_user(athlete).exists()
    restore_template(template)
    assert lines(Template.objects.for_user(athlete).get()) == [("deadlift", "working", 3, None, None)]


def test_an_outline_says_sets_and_what_is_counted_without_warm_ups(athlete, plan):
    plan(
        {"kind": "warmup", "sets": 2, "reps": 3}, {"sets": 3, "reps": 5},
        {"exercise": "plank", "sets": 2, "duration_s": 45},
        {"exercise": "pull-up", "sets": 2, "reps": 8}, {"exercise": "pull-up", "sets": 1, "reps": 5},
        {"exercise": "farmers-carry", "sets": 1},
    )  # fmt: skip
    template = with_lines(Template.objects.for_user(athlete)).get()
    assert outline(template.lines.all()) == [
        "Deadlift 3 × 5",
        "Plank 2 × 45 s",
        "Pull up 3 sets",
        "Farmers carry 1 set",
    ]


def test_grouping_nothing_gives_nothing(session):
    assert grouped([], session=session) == []
