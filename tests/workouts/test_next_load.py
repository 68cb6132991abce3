"""The rule for the next load: a table of cases; test_next_load_properties.py has what always holds."""

from datetime import date, timedelta
from typing import Any

import pytest

from core.units import from_kg, to_kg
from workouts.domain.attempts import Done, Outing
from workouts.domain.next_load import Sore, suggest

TODAY = date(2026, 11, 22)  # a Sunday
LB5 = to_kg(5, "lb")


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def sets(*told: Any, **common: Any) -> list[Done]:
    """Return sets from (load, reps) or (load, reps, {more})."""
    return [Done(load_kg=one[0], reps=one[1], **(common | (one[2] if len(one) > 2 else {}))) for one in told]


def after(*history: tuple[int, list[Done]], **more: Any):
    """Return the suggestion after sessions so many days ago, the oldest first."""
    outings = [Outing(ago(days), done) for days, done in history]
    return suggest(outings, **({"measure": "reps", "step_kg": 2.5, "unit": "kg", "on": TODAY} | more))


EIGHTS = [(97.5, 8), (97.5, 8), (97.5, 8)]

UP = [
    (
        sets(*EIGHTS, rpe=8, form_rating=5),
        100,
        8,
        "All 3 sets of 8 at 97.5 kg done, hardest RPE 8, form held: go up 2.5 kg.",
    ),
    (sets(*EIGHTS), 100, 8, "All 3 sets of 8 at 97.5 kg done, no fault noted: go up 2.5 kg."),
    (sets((100, 5)), 102.5, 5, "The set of 5 at 100 kg done, no fault noted: go up 2.5 kg."),
    (
        sets(*EIGHTS, rir=2),
        100,
        8,
        "All 3 sets of 8 at 97.5 kg done, 2 or more in reserve, no fault noted: go up 2.5 kg.",
    ),
    (
        sets((100, 8), (100, 7), planned_reps=6),
        102.5,
        6,
        "Both sets of 6 at 100 kg done, no fault noted: go up 2.5 kg.",
    ),
    # warm-ups and drop sets are not judged by their loads and repetitions
    (
        [*sets((60, 5), kind="warmup"), *sets((100, 5), (100, 5)), *sets((70, 3), kind="drop", planned_reps=10)],
        102.5,
        5,
        "Both sets of 5 at 100 kg done, no fault noted: go up 2.5 kg.",
    ),
    # sets at several loads: each against the first at its own load; the heaviest rises
    (sets((120, 3), (100, 5), (100, 5)), 122.5, 3, "All 3 sets up to 120 kg done, no fault noted: go up 2.5 kg."),
    # open-ended sets: what was made beyond the plan is reserve
    (
        [*sets((100, 5)), *sets((100, 8, {"rpe": 10}), kind="amrap", planned_reps=5)],
        102.5,
        5,
        "Both sets of 5 at 100 kg done, hardest RPE 10, no fault noted: go up 2.5 kg.",
    ),
    (
        [*sets((100, 5)), *sets((100, 6), kind="failure", planned_reps=5)],
        102.5,
        5,
        "Both sets of 5 at 100 kg done, no fault noted: go up 2.5 kg.",
    ),
    # help is taken away, and ends at none
    (sets((-20, 8)), -17.5, 8, "The set of 8 with 20 kg of assistance done, no fault noted: take 2.5 kg of it off."),
    (sets((-1, 8)), 0, 8, "The set of 8 with 1 kg of assistance done, no fault noted: go to own weight."),
]


@pytest.mark.parametrize(("done", "load", "reps", "reason"), UP)
def test_it_goes_up_once_everything_was_made_with_form(done, load, reps, reason):
    found = after((7, done))
    assert (found.change, found.load_kg, found.reps, found.reason) == ("up", load, reps, reason)


REPEAT = [
    (sets((100, 8), (100, 8), (100, 6)), "Repeat 100 kg: the last set made 6 of 8 reps."),
    (sets((100, 8), (100, 5), (100, 8)), "Repeat 100 kg: set 2 made 5 of 8 reps."),
    (sets((100, 4), planned_reps=5), "Repeat 100 kg: the set made 4 of 5 reps."),
    (sets((100, 0), kind="failure"), "Repeat 100 kg: the set made 0 of 1 rep."),
    (
        sets((100, 5), (100, 5), (100, 5, {"faults": ["rounded-back"]})),
        "Repeat 100 kg: form broke in set 3 (back rounds).",
    ),
    (sets((100, 5, {"form_rating": 3}), (100, 5)), "Repeat 100 kg: form was rated 3 of 5 in set 1."),
    (
        [*sets((100, 5)), *sets((60, 12, {"faults": ["bar-drift", "squatting"]}), kind="drop")],
        "Repeat 100 kg: form broke in set 2 (bar drifts away, squatted).",
    ),
    (sets((100, 5, {"rpe": 8}), (100, 5, {"rpe": 9.5})), "Repeat 100 kg: set 2 was RPE 9.5, too close to the limit."),
    (sets((100, 5), (100, 5, {"rir": 0})), "Repeat 100 kg: set 2 left nothing in reserve."),
    (sets((100, 5), (100, 5, {"kind": "failure"})), "Repeat 100 kg: set 2 went to failure."),
    (
        [*sets((100, 5)), *sets((100, 5, {"rpe": 10}), kind="amrap", planned_reps=5)],
        "Repeat 100 kg: set 2 was RPE 10, too close to the limit.",
    ),
    (sets((1000, 1)), "Repeat 1000 kg: it is the most that can be logged."),
]


@pytest.mark.parametrize(("done", "reason"), REPEAT)
def test_it_is_repeated_with_the_reason(done, reason):
    found = after((7, done))
    top = max(row.load_kg for row in done)
    assert (found.change, found.load_kg, found.reason) == ("repeat", top, reason)


def test_a_warm_up_with_a_fault_holds_nothing_back():
    assert after((7, [*sets((60, 5), kind="warmup", faults=["squatting"]), *sets((100, 5))])).change == "up"


@pytest.mark.parametrize(("days", "said"), [(0, "today"), (1, "yesterday"), (6, "on Monday"), (4, "on Wednesday")])
def test_it_goes_up_once_a_week_at_most(days, said):
    found = after((14, sets((97.5, 5))), (days, sets((100, 5))))
    assert (found.change, found.reason) == ("repeat", f"Repeat 100 kg: it went up {said}; once a week is enough.")


def test_back_at_a_load_after_a_light_day_is_no_increase():
    found = after((7, sets((100, 5))), (5, sets((80, 5))), (3, sets((100, 5))))
    assert (found.change, found.load_kg) == ("up", 102.5)


def test_a_week_after_the_last_increase_it_goes_up_again():
    assert after((14, sets((97.5, 5))), (7, sets((100, 5)))).load_kg == 102.5
    assert after((7, sets((97.5, 5))), (3, sets((97.5, 5)))).load_kg == 100
    assert after((9, sets((97.5, 5))), (7, sets((100, 5))), (3, sets((100, 5)))).load_kg == 102.5


def test_one_more_repetition_where_there_is_no_load():
    found = after((7, sets((None, 10), (None, 10))))
    assert (found.load_kg, found.reps) == (None, 11)
    assert found.reason == "Both sets of 10 done, no fault noted: one more rep."
    assert after((14, sets((None, 9))), (3, sets((None, 10)))).reason == (
        "Repeat 10 reps: it went up on Thursday; once a week is enough."
    )


def test_a_hold_gets_longer_and_a_carry_heavier():
    hold = after((7, [Done(duration_s=60), Done(duration_s=60)]), measure="time")
    assert (hold.duration_s, hold.reason) == (65, "Both sets of 60 s done, no fault noted: 5 s longer.")
    carry = after((7, [Done(load_kg=32, distance_m=40)]), measure="distance")
    assert (carry.load_kg, carry.distance_m) == (34.5, 40)
    walk = after((7, [Done(distance_m=40)]), measure="distance")
    assert (walk.distance_m, walk.reason) == (45, "The set of 40 m done, no fault noted: 5 m further.")
    short = after((7, [Done(duration_s=60), Done(duration_s=45)]), measure="time")
    assert short.reason == "Repeat 60 s: the last set made 45 of 60 s."


def test_pain_pauses_until_it_was_trained_without():
    hurt = sets((100, 5, {"pain": 2, "pain_place": "knee"}), (100, 5, {"pain": 4, "pain_place": "lower-back"}))
    found = after((10, hurt))
    assert (found.change, found.load_kg, found.reps) == ("pause", None, None)
    assert found.reason == (
        "Paused: you noted pain 4/10 in the lower back on 12 Nov. "
        "It comes back once you have trained this without pain."
    )
    assert after((10, hurt), (3, sets((100, 5)))).change == "up"


def test_no_pain_is_no_reason_to_pause_and_other_places_are_not_guessed():
    assert after((7, sets((100, 5), pain=0, pain_place="knee"))).change == "up"
    assert "pain 3/10 on 15 Nov." in after((7, sets((100, 5), pain=3, pain_place="other"))).reason
    assert after((7, sets((60, 5), kind="warmup", pain=3, pain_place="knee") + sets((100, 5)))).change == "pause"


def test_pain_in_another_exercise_this_week_holds_the_load():
    sore = Sore(ago(3), "Good morning", 5, "lower-back")
    assert after((7, sets((100, 5))), sore=sore).reason == (
        "Repeat 100 kg: you noted pain 5/10 in the lower back on 19 Nov (good morning)."
    )
    assert after((7, sets((100, 5))), sore=Sore(ago(7), "Good morning", 5, "lower-back")).change == "up"


@pytest.mark.parametrize(
    ("days", "gap"),
    [(28, "four weeks"), (35, "five weeks"), (62, "eight weeks"), (63, "two months"), (800, "two years")],
)
def test_after_weeks_away_it_starts_a_little_lighter(days, gap):
    found = after((days, sets((100, 5), (100, 3))))
    assert (found.change, found.load_kg) == ("lighter", 90)
    assert found.reason == f"Repeat, a little lighter: {gap} since last time."


def test_lighter_never_means_nothing():
    light, single = after((30, sets((2.5, 5)))), after((30, sets((None, 1))))
    assert (light.load_kg, light.reason) == (2.5, "Repeat 2.5 kg: four weeks since last time.")
    assert (single.reps, single.change) == (1, "repeat")
    assert after((30, sets((-20, 5)))).load_kg == -22.5
    assert after((30, [Done(duration_s=60)]), measure="time").duration_s == 50


@pytest.mark.parametrize("history", [[], [(3, [])], [(3, sets((60, 5), kind="warmup"))], [(3, [Done(load_kg=20)])]])
def test_nothing_is_suggested_for_what_was_never_done(history):
    assert after(*history) is None


def test_pounds_rise_by_pounds_and_are_spoken_of_in_pounds():
    found = after((7, sets((to_kg(225, "lb"), 5))), unit="lb", step_kg=LB5)
    assert (found.load_kg, from_kg(found.load_kg, "lb")) == (104.326, 230)
    assert found.reason == "The set of 5 at 225 lb done, no fault noted: go up 5 lb."


def test_a_load_from_the_other_unit_goes_to_the_steps_own_grid():
    found = after((7, sets((100, 5))), unit="lb", step_kg=LB5)  # 220.46 lb
    assert (from_kg(found.load_kg, "lb"), found.reason.rpartition(": ")[2]) == (225, "go up to 225 lb.")
    assert after((7, sets((to_kg(225, "lb"), 5)))).load_kg == 102.5


def test_the_load_it_starts_from_is_named():
    assert after((7, sets((120, 3), (100, 5)))).base_kg == 120


def test_sets_that_were_to_make_different_numbers_keep_them():
    done = [Done(load_kg=100, reps=reps, planned_reps=reps) for reps in (10, 9, 8)]
    found = after((7, done))
    assert (found.load_kg, found.reps) == (102.5, None)
    assert found.reason == "All 3 sets at 100 kg done, no fault noted: go up 2.5 kg."


def test_a_load_above_the_heaviest_with_form_held_says_so():
    found = after((7, sets((100, 5))), held_kg=100)
    assert (found.change, found.warning) == ("up", "102.5 kg is above 100 kg, your heaviest with form held.")
    assert after((7, sets((100, 5))), held_kg=102.5).warning == ""
    assert after((7, sets((100, 5)))).warning == ""
