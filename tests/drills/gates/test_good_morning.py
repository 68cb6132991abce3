"""The gate before good mornings: the dowel, the back and the hips."""

from drills import gates
from drills.domain.prerequisites import tests as self_tests
from drills.domain.self_tests import delete_self_test
from drills.gates.good_morning import TESTS
from tests.drills.conftest import MONDAY
from tests.drills.gates.conftest import TODAY


def judge(athlete):
    return gates.evaluate("good-morning", athlete, on=TODAY)


def test_all_three_parts_open_it(athlete, new_log, tried):
    new_log(20, clean_reps=20)
    tried("horizontal-hold", True, value=41, days_ago=3)
    assert not judge(athlete).passed
    tried("hinge-to-parallel", True)
    found = judge(athlete)
    assert (found.passed, found.progress, found.passed_on) == (True, 1, TODAY)


def test_it_says_what_is_still_to_do(athlete, new_log, tried):
    new_log(20, clean_reps=17)
    tried("hinge-to-parallel", False)
    found = judge(athlete)
    assert found.reason == (
        "Still to do: 20 clean dowel hinges in a day (17 so far), horizontal hold (not tried yet) and hinge to "
        "parallel (not passed yet on 2 Mar)."
    )
    assert (found.progress, found.passed_on) == ((17 / 20) / 3, None)


def test_the_latest_result_counts(athlete, new_log, tried):
    new_log(20, clean_reps=20)
    tried("horizontal-hold", True, value=35, days_ago=9)
    tried("hinge-to-parallel", True, days_ago=9)
    worse = tried("horizontal-hold", False, value=12, days_ago=1)
    assert judge(athlete).reason == "Still to do: horizontal hold (not passed yet on 1 Mar)."
    delete_self_test(worse, at=MONDAY)
    assert judge(athlete).passed


def test_the_toe_touch_plays_no_part(athlete, new_log, tried):
    new_log(20, clean_reps=20)
    tried("horizontal-hold", True, value=30)
    tried("hinge-to-parallel", True)
    before = judge(athlete)
    tried("toe-touch", False)
    assert judge(athlete) == before and before.passed


def test_results_of_others_do_not_count(athlete, stranger, new_log, tried):
    new_log(20, clean_reps=20)
    tried("horizontal-hold", True, value=30, owner=stranger)
    tried("hinge-to-parallel", True, owner=stranger)
    assert judge(athlete).progress == 1 / 3


def test_it_guards_good_mornings_at_any_load(athlete):
    assert [(guard.exercise, guard.above_kg) for guard in judge(athlete).guards] == [("good-morning", None)]


def test_its_tests_exist_and_none_is_an_indicator():
    for kind in TESTS:
        assert not self_tests()[kind].indicator


def test_a_toe_touch_alone_is_no_source_of_it(athlete, tried):
    tried("toe-touch", True)
    assert judge(athlete).source == "none"
    tried("horizontal-hold", False, value=12)
    assert judge(athlete).source == "self-reported"
