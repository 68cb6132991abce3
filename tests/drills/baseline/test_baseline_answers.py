"""Answers kept step by step, results of self-tests, what is read of the log, and the start."""

from datetime import date, timedelta

import pytest

from core.versions import version_of
from drills.domain import baseline_answers as domain
from drills.domain.baseline_answers import Result
from drills.domain.logs import save_log
from drills.models import Baseline, DrillLog, Enrolment, Programme, SelfTest
from tests.drills.baseline.conftest import NOW
from workouts.domain.sessions import save_session
from workouts.domain.sets import save_set
from workouts.models import Session, Set

DAY = timedelta(days=1)
TODAY = date(2026, 3, 2)


@pytest.fixture
def lift(athlete, library):
    """Return a function that stores a set of five clean deadlifts, a week ago."""

    def make(load_kg, *, at=NOW - 7 * DAY, owner=athlete, **values):
        session = save_session(Session(owner=owner, started_at=at, finished_at=at))
        values = {"exercise_id": "deadlift", "reps": 5} | values
        return save_set(Set(owner=owner, session=session, load_kg=load_kg, performed_at=at, **values))

    return make


def test_each_step_is_stored_and_how_far_it_went_is_kept(athlete):
    domain.save_answers(owner=athlete, step=1, at=NOW, goal="power", training_days=[0, 3])
    domain.save_answers(owner=athlete, step=3, at=NOW)
    row = domain.save_answers(owner=athlete, step=2, at=NOW, equipment=["barbell"])
    assert (row.reached, row.goal, row.equipment, row.finished_at) == (3, "power", ["barbell"], None)
    assert row.v == version_of(athlete.pk) == 3


def test_with_the_last_step_it_is_finished_once(athlete):
    domain.save_answers(owner=athlete, step=5, at=NOW)
    row = domain.save_answers(owner=athlete, step=5, at=NOW + DAY, deadlift_kg=80.0)
    assert (row.finished_at, row.deadlift_kg) == (NOW, 80)


def test_who_answers_after_skipping_is_asked_again(athlete):
    domain.save_answers(owner=athlete, step=1, at=NOW, goal="strength")
    assert domain.skip_baseline(owner=athlete).goal == "strength"
    assert domain.prompt_of(athlete) is None
    domain.save_answers(owner=athlete, step=2, at=NOW)
    assert domain.prompt_of(athlete).reached == 2


def test_today_asks_who_has_nothing_yet_and_says_how_far_they_are(athlete, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert domain.prompt_of(athlete).reached == 0
    domain.save_answers(owner=athlete, step=5, at=NOW)
    assert domain.prompt_of(athlete).finished


def test_today_does_not_ask_who_trains_or_practises_or_is_enrolled(athlete, stranger, dowel, lift, programmes):
    save_log(DrillLog(owner=athlete, drill=dowel, performed_at=NOW, reps=15))
    assert domain.prompt_of(athlete) is None
    lift(60, owner=stranger)
    assert domain.prompt_of(stranger) is None
    row = domain.save_answers(owner=stranger, step=2, at=NOW)
    assert domain.prompt_of(stranger).reached == 2  # begun is begun
    domain.begin(row, programme=Programme.objects.get(pk="hip-hinge"), on=TODAY)
    assert domain.prompt_of(stranger) is None


def test_results_are_stored_once_however_often_they_are_sent(athlete):
    said = {"toe-touch": Result(False), "horizontal-hold": Result(True, 40.0)}
    for _ in range(2):
        domain.save_results(owner=athlete, results=said, at=NOW)
    rows = dict(SelfTest.objects.values_list("test", "passed"))
    assert rows == {"toe-touch": False, "horizontal-hold": True}
    assert SelfTest.objects.count() == 2


def test_a_result_corrected_on_its_day_stays_one_row_and_a_later_one_is_another(athlete):
    domain.save_results(owner=athlete, results={"toe-touch": Result(False)}, at=NOW)
    domain.save_results(owner=athlete, results={"toe-touch": Result(True)}, at=NOW + timedelta(hours=1))
    assert list(SelfTest.objects.values_list("passed", flat=True)) == [True]
    domain.save_results(owner=athlete, results={"toe-touch": Result(True)}, at=NOW + DAY)
    assert SelfTest.objects.count() == 1
    domain.save_results(owner=athlete, results={"toe-touch": Result(False)}, at=NOW + DAY)
    assert list(SelfTest.objects.order_by("day").values_list("passed", flat=True)) == [True, False]


def test_of_the_log_the_heaviest_clean_fives_of_twelve_weeks_count(athlete, stranger, lift):
    lift(100)
    lift(105, form_rating=4)
    for load, values in (
        (120, {"reps": 3}),
        (130, {"form_rating": 3}),
        (140, {"faults": ["rounded-back"]}),
        (150, {"kind": "warmup"}),
        (160, {"done": False}),
        (170, {"at": NOW - 85 * DAY}),
        (180, {"at": NOW + 2 * DAY}),
        (190, {"owner": stranger}),
        (200, {"exercise_id": "squat"}),
    ):
        lift(load, **values)
    lift(70, exercise_id="romanian-deadlift", reps=8)
    assert domain.clean_loads(athlete, on=TODAY) == {"deadlift": 105.0, "romanian-deadlift": 70.0}


def test_self_tests_gate_and_log_move_the_start(athlete, lift, dowel):
    gear = ["barbell", "kettlebell"]
    row = domain.save_answers(owner=athlete, at=NOW, clean_hinges=5, equipment=gear)
    assert domain.proposal_of(row, on=TODAY).week == 3
    save_log(DrillLog(owner=athlete, drill=dowel, performed_at=NOW, reps=20, clean_reps=20))
    results = {"hinge-to-parallel": Result(True), "horizontal-hold": Result(True, 60.0)}
    domain.save_results(owner=athlete, results=results, at=NOW)
    assert domain.proposal_of(row, on=TODAY).week == 3
    lift(100)
    found = domain.proposal_of(row, on=TODAY)
    assert (found.week, found.loads["deadlift"].kg) == (5, 70.0)


def test_loads_are_in_the_persons_steps_and_from_the_lightest_bar_they_own(athlete):
    athlete.unit, athlete.bars = "lb", [{"weight": 45, "unit": "lb"}, {"weight": 35, "unit": "lb"}]
    row = domain.save_answers(owner=athlete, at=NOW, equipment=["barbell"])
    assert domain.proposal_of(row, on=TODAY).loads["romanian-deadlift"].kg == pytest.approx(15.876)
    athlete.bars = []
    assert domain.proposal_of(row, on=TODAY).loads["romanian-deadlift"].kg == 20


def test_to_begin_is_to_be_enrolled_with_week_days_and_loads(athlete, programmes):
    said = {"training_days": [1, 4], "equipment": ["barbell"], "clean_hinges": 5}
    row = domain.save_answers(owner=athlete, at=NOW, **said)
    found = domain.begin(row, programme=Programme.objects.get(pk="hip-hinge"), on=TODAY)
    assert (found.start_week, found.training_days, found.loads) == (3, [1, 4], {"romanian-deadlift": 20.0})
    again = domain.begin(row, programme=found.programme, on=TODAY, week=1)
    assert Enrolment.objects.for_user(athlete).filter(ended_on=None).get() == again
    assert again.start_week == 1
    assert Baseline.objects.count() == 1
