"""Whatever somebody answers: better answers lead to no earlier week, and no load is above what was said."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from core.units import from_kg
from drills.domain.baseline import STARTS, Answers, propose
from drills.models.baseline import Goal
from drills.models.drill import Equipment
from drills.models.self_test import SelfTestKind

loads = st.none() | st.floats(0, 500).map(lambda kg: round(kg, 3))
units = st.sampled_from([("kg", 2.5, 20.0), ("kg", 1.0, 10.0), ("lb", 2.268, 20.412), ("lb", 1.134, 6.804)])
tests = st.fixed_dictionaries({kind.value: st.sampled_from([None, False, True]) for kind in SelfTestKind})
gates = st.fixed_dictionaries({"dowel-20": st.booleans()})
logs = st.dictionaries(st.sampled_from(["deadlift", "romanian-deadlift"]), st.floats(1, 400))
weeks = st.none() | st.integers(1, 60)


@st.composite
def answers(draw):
    unit, step_kg, bar_kg = draw(units)
    return Answers(
        equipment=frozenset(draw(st.sets(st.sampled_from(Equipment.values)))),
        clean_hinges=draw(st.none() | st.integers(0, 5)),
        deadlift_kg=draw(loads),
        goal=draw(st.sampled_from(Goal.values)),
        unit=unit,
        step_kg=step_kg,
        bar_kg=bar_kg,
    )


@given(answers(), tests, gates, logs)
def test_one_more_clean_hinge_never_leads_to_an_earlier_week(said, results, passed, log):
    weeks = [propose(replace(said, clean_hinges=clean), results, passed, log).week for clean in range(6)]
    assert weeks == sorted(weeks)


@given(answers(), tests, gates, logs, st.sampled_from(SelfTestKind.values))
def test_one_more_passed_test_never_leads_to_an_earlier_week(said, results, passed, log, test):
    before = propose(said, results, passed, log).week
    assert propose(said, results | {test: True}, passed, log).week >= before


@given(answers(), tests, logs)
def test_the_gate_never_leads_to_an_earlier_week(said, results, log):
    without = propose(said, results, {"dowel-20": False}, log).week
    assert propose(said, results, {"dowel-20": True}, log).week >= without


@given(answers(), tests, gates, logs, st.sampled_from(Equipment.values))
def test_more_equipment_never_leads_to_an_earlier_week(said, results, passed, log, more):
    before = propose(said, results, passed, log).week
    assert propose(replace(said, equipment=said.equipment | {more}), results, passed, log).week >= before


@given(answers(), tests, gates, logs, weeks)
def test_no_load_is_above_what_was_said_and_each_has_its_reason(said, results, passed, log, week):
    found = propose(said, results, passed, log, week=week)
    for load in found.loads.values():
        assert load.kg > 0
        assert said.deadlift_kg is None or load.kg <= said.deadlift_kg
        assert load.reason.endswith(".") and (load.reason[0].isupper() or load.reason[0].isdigit())
    assert found.reason.endswith(".")
    assert week is not None or found.week in STARTS


@given(answers(), tests, gates, logs, weeks)
def test_only_what_is_there_is_loaded(said, results, passed, log, week):
    found = propose(said, results, passed, log, week=week).loads
    if "barbell" not in said.equipment:
        assert not {"deadlift", "romanian-deadlift"} & set(found)
    if not {"kettlebell", "dumbbell"} & said.equipment:
        assert "kettlebell-deadlift" not in found
    if "kettlebell" not in said.equipment:
        assert "kettlebell-swing" not in found


@given(answers(), tests, gates, logs, st.integers(1, 4))
def test_while_learning_a_bell_weighs_ten_to_twenty_pounds_and_the_bar_stays_empty(said, results, passed, log, week):
    found = propose(said, results, passed, log, week=week).loads
    if "kettlebell-deadlift" in found:
        assert 4.5 <= found["kettlebell-deadlift"].kg <= 9.0
    if "romanian-deadlift" in found:
        assert found["romanian-deadlift"].kg == said.bar_kg
    assert "deadlift" not in found and "kettlebell-swing" not in found


@given(answers(), tests, gates, logs, st.integers(5, 60))
def test_a_loaded_bar_can_be_made_of_the_persons_steps(said, results, passed, log, week):
    found = propose(said, results, passed, log, week=week).loads
    for exercise in {"deadlift", "romanian-deadlift"} & set(found):
        kg = found[exercise].kg
        steps = from_kg(kg, said.unit) / from_kg(said.step_kg, said.unit)
        assert kg == said.bar_kg or abs(steps - round(steps)) < 0.01
        assert kg >= said.bar_kg


@given(answers(), tests, gates)
def test_strength_work_is_never_proposed_to_who_has_logged_none(said, results, passed):
    assert propose(said, results, passed, {}).week < 7
