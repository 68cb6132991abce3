"""What a plan says about the next load: it may hold or lighten, and never raises."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.workouts.test_next_load import TODAY, ago
from tests.workouts.test_next_load_properties import measures, outings, steps, units
from workouts.domain.advice import Advice
from workouts.domain.attempts import Done, Outing
from workouts.domain.next_load import suggest

days = st.one_of(st.none(), st.integers(0, 70).map(ago))
advices = st.builds(
    Advice,
    change=st.sampled_from(["free", "hold", "lighter"]),
    reason=st.just("the plan says so"),
    since=days,
    begins=days,
)
EASY = [Outing(ago(8), [Done(kind="working", load_kg=100, reps=5, planned_reps=5, rpe=7)] * 3)]


def ask(history, advice=None, *, measure="reps", step=2.5, unit="kg"):
    return suggest(history, measure=measure, step_kg=step, unit=unit, on=TODAY, advice=advice)


def painless(history):
    """Return what was done with nothing that hurt."""
    return [Outing(one.day, [replace(row, pain=None) for row in one.sets]) for one in history]


def height(found):
    """Return what a suggestion asks for: the load, and what is counted where there is none."""
    return found.load_kg or 0, found.duration_s or 0, found.distance_m or 0


@given(history=outings.map(painless), measure=measures, unit=units, step=steps, advice=advices)
def test_advice_never_raises_a_load(history, measure, unit, step, advice):
    plain = ask(history, measure=measure, step=step, unit=unit)
    advised = ask(history, advice, measure=measure, step=step, unit=unit)
    assert plain is not None or advised is None
    if advised is None:
        return
    assert height(advised) <= height(plain)
    assert (advised.reps or 0) <= (plain.reps or 0)
    if advised.change == "up":
        assert plain.change == "up" and advice.change == "free"


@given(history=outings, measure=measures, unit=units, step=steps, advice=advices)
def test_advice_never_lifts_a_pause_for_pain(history, measure, unit, step, advice):
    plain = ask(history, measure=measure, step=step, unit=unit)
    if plain is not None and plain.change == "pause":
        assert ask(history, advice, measure=measure, step=step, unit=unit) == plain


def test_a_held_load_says_why():
    found = ask(EASY, Advice("hold", "the set-up counts"))
    assert (found.change, found.load_kg, found.reps) == ("repeat", 100, None)
    assert found.reason == "Repeat 100 kg: the set-up counts."


def test_free_leaves_the_load_to_what_was_done_and_the_reps_to_the_plan():
    found = ask(EASY, Advice("free"))
    assert (found.change, found.load_kg, found.reps) == ("up", 102.5, None)
    assert ask(EASY).reps == 5


def test_lighter_is_a_tenth_less_once():
    found = ask(EASY, Advice("lighter", "first week back after ten days off", since=ago(2)))
    assert (found.change, found.load_kg) == ("lighter", 90)
    assert found.reason == "Repeat, a little lighter: first week back after ten days off."
    back = [*EASY, Outing(ago(1), [Done(kind="working", load_kg=90, reps=5, planned_reps=5, rpe=7)])]
    again = ask(back, Advice("lighter", "first week back", since=ago(2)))
    assert (again.change, again.load_kg) == ("repeat", 90)


def test_a_load_to_begin_with_silences_what_was_lifted_before():
    assert ask(EASY, Advice("free", begins=TODAY - timedelta(days=1))) is None
    assert ask(EASY, Advice("free", begins=ago(8))).change == "up"
