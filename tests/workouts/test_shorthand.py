import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.units import to_kg
from tests.workouts.shorthand_cases import CASES
from workouts.domain.shorthand import parse


@pytest.mark.parametrize(("text", "unit", "said"), CASES)
def test_a_typed_set_is_read(text, unit, said):
    assert parse(text, unit) == said


@given(
    load=st.integers(-2000, 3000).map(lambda quarters: quarters / 4),
    reps=st.integers(1, 1000),
    rpe=st.integers(2, 20).map(lambda halves: halves / 2),
    comma=st.booleans(),
    unit=st.sampled_from(["kg", "lb"]),
)
def test_what_is_written_down_is_read_back(load, reps, rpe, comma, unit):
    text = f"{load:g}{unit} × {reps} @{rpe:g}"
    read = parse(text.replace(".", ",") if comma else text, unit)
    assert read == {"load_kg": to_kg(load, unit), "reps": reps, "rpe": rpe}


@given(st.text(max_size=20))
def test_whatever_is_typed_the_answer_is_a_set_or_nothing(text):
    said = parse(text, "kg")
    assert said is None or set(said) <= {"load_kg", "reps", "duration_s", "distance_m", "rpe", "rir"}
