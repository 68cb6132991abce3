"""What must hold for the next load whatever was done."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from core.units import from_kg, to_kg
from tests.workouts.test_next_load import TODAY, ago, sets
from workouts.domain.attempts import Done, Outing
from workouts.domain.next_load import suggest
from workouts.faults import Fault
from workouts.models.set import Kind, Place

steps = st.sampled_from([0.5, 1.0, 1.25, 2.5, 5.0])
quarters = st.integers(1, 1600).map(lambda number: number / 4)
done_sets = st.builds(
    Done,
    kind=st.sampled_from(Kind.values),
    load_kg=st.one_of(st.none(), quarters, quarters.map(lambda load: -load)),
    reps=st.one_of(st.none(), st.integers(1, 30)),
    planned_reps=st.one_of(st.none(), st.integers(1, 20)),
    rpe=st.one_of(st.none(), st.sampled_from([6, 7, 8, 9, 9.5, 10])),
    rir=st.one_of(st.none(), st.integers(0, 5)),
    duration_s=st.one_of(st.none(), st.integers(1, 600)),
    distance_m=st.one_of(st.none(), st.integers(1, 600)),
    form_rating=st.one_of(st.none(), st.integers(1, 5)),
    faults=st.lists(st.sampled_from(Fault.values), max_size=2),
    pain=st.one_of(st.none(), st.integers(0, 10)),
    pain_place=st.sampled_from(Place.values),
)
outings = st.lists(
    st.tuples(st.integers(0, 60), st.lists(done_sets, min_size=1, max_size=5)), min_size=1, max_size=5
).map(lambda told: [Outing(ago(days), rows) for days, rows in sorted(told, key=lambda one: -one[0])])
measures = st.sampled_from(["reps", "time", "distance"])
units = st.sampled_from(["kg", "lb"])


@given(history=outings, measure=measures, unit=units, step=steps)
def test_whatever_was_done_there_is_one_reason_in_one_breath(history, measure, unit, step):
    found = suggest(history, measure=measure, step_kg=step, unit=unit, on=TODAY)
    if found is not None:
        assert found.reason.endswith(".") and found.reason[0].isupper()
        assert found.reason.count(". ") == (1 if found.change == "pause" else 0)
        assert (
            found.change == "pause" or found.load_kg is not None or found.reps or found.duration_s or found.distance_m
        )


@given(history=outings, measure=measures, unit=units, step=steps)
def test_it_never_goes_up_after_a_fault_or_pain(history, measure, unit, step):
    found = suggest(history, measure=measure, step_kg=step, unit=unit, on=TODAY)
    work = [row for row in history[-1].sets if row.kind != Kind.WARMUP]
    if found and any(row.faults or (row.form_rating or 5) < 4 for row in work):
        assert found.change != "up"
    if found and any(row.pain for row in history[-1].sets):
        assert found.change == "pause"


@given(load=quarters, step=steps, unit=units, reps=st.integers(1, 20))
def test_a_step_is_exact(load, step, unit, reps):
    load_kg, step_kg = to_kg(load, unit), to_kg(step, unit)
    found = suggest([Outing(ago(7), sets((load_kg, reps)))], measure="reps", step_kg=step_kg, unit=unit, on=TODAY)
    assert found.change == "up"
    assert from_kg(found.load_kg, unit) == from_kg(load_kg, unit) + from_kg(step_kg, unit)
    assert found.load_kg == round(found.load_kg, 3)


@given(gaps=st.lists(st.integers(0, 10), min_size=2, max_size=25), load=quarters, step=steps)
def test_following_every_suggestion_never_goes_up_twice_in_seven_days(gaps, load, step):
    day, history, raised = date(2026, 1, 1), [Outing(date(2026, 1, 1), sets((load, 5)))], []
    for gap in gaps:
        day += timedelta(days=gap)
        found = suggest(history, measure="reps", step_kg=step, unit="kg", on=day)
        if found.change == "up":
            raised.append(day)
        history.append(Outing(day, sets((found.load_kg, 5))))
    assert all(later - earlier >= timedelta(days=7) for earlier, later in pairwise(raised))
