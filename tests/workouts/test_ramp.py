import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.units import to_kg
from tests.workouts.ramp_cases import CASES
from workouts.domain.ramp import STEPS, bar_of, ramp, ramp_for
from workouts.models import ExerciseSettings

loads = st.integers(1, 1600).map(lambda quarters: quarters / 4)


@pytest.mark.parametrize(("working", "options", "expected"), CASES)
def test_the_ramp_leads_to_the_working_load(working, options, expected):
    unit = options.get("unit", "kg")
    found = ramp(
        to_kg(working, unit),
        bar_kg=to_kg(options.get("bar", 0), unit),
        step_kg=to_kg(options.get("step", 5 if unit == "lb" else 2.5), unit),
        reps=options.get("reps"),
        unit=unit,
    )
    assert found == [(to_kg(load, unit), reps) for load, reps in expected]


@given(working=loads, bar=st.sampled_from([0, 7, 15, 20, 20.412, 25]), step=loads, unit=st.sampled_from(["kg", "lb"]))
def test_a_ramp_rises_from_the_bar_and_never_reaches_the_work(working, bar, step, unit):
    found = [load for load, _ in ramp(working, bar_kg=bar, step_kg=step, reps=5, unit=unit)]
    assert found == sorted(set(found)) and len(found) <= len(STEPS)
    assert all(bar - 0.005 <= load < working for load in found)


def test_a_barbell_starts_with_the_bar_i_own(athlete, lifts):
    athlete.bars = [{"weight": 15, "unit": "kg"}]
    assert ramp_for(athlete, lifts["deadlift"], working_kg=100, reps=5)[0] == (15, 5)


def test_an_exercises_own_step_shapes_its_ramp(athlete, lifts):
    ExerciseSettings.objects.create(owner=athlete, exercise=lifts["deadlift"], step_kg=10)
    assert [load for load, _ in ramp_for(athlete, lifts["deadlift"], working_kg=117.5)] == [20, 50, 70, 90]


@pytest.mark.parametrize(("slug", "load"), [("pull-up", 20), ("plank", 10), ("farmers-carry", 32), ("deadlift", None)])
def test_what_is_not_lifted_for_repetitions_has_no_ramp(athlete, lifts, slug, load):
    assert ramp_for(athlete, lifts[slug], working_kg=load) == []


@pytest.mark.parametrize(
    ("bars", "unit", "weight"),
    [
        ([(15, "kg"), (20, "kg")], "kg", 20),
        ([(45, "lb"), (15, "kg")], "kg", 45),
        ([(10, "kg"), (15, "kg")], "lb", 15),
        ([], "lb", 45),
    ],
)
def test_of_my_bars_the_most_usual_one_is_taken(bars, unit, weight):
    assert bar_of([{"weight": weight, "unit": of} for weight, of in bars], unit)["weight"] == weight
