"""The pages of the baseline: five steps that keep what was said, the start, and Today's way in."""

import pytest
from django.contrib.messages import get_messages

from drills.models import Baseline, Enrolment, SelfTest

pytestmark = pytest.mark.usefixtures("programmes")


def said(answer):
    return answer.content.decode()


def test_it_leads_to_the_first_step_that_is_not_answered(page, fill, athlete):
    assert page.get("/baseline")["Location"] == "/baseline/goal"
    assert fill("goal", goal="power", training_days=["0", "3"])["Location"] == "/baseline/equipment"
    assert page.get("/baseline")["Location"] == "/baseline/equipment"
    assert "2 of 5" in said(page.get("/baseline/equipment"))
    row = Baseline.objects.get(owner=athlete)
    assert (row.goal, row.training_days) == ("power", [0, 3])


def test_every_step_may_be_left_out(page, fill):
    steps = ["goal", "equipment", "self-tests", "hinges", "load"]
    for step, after in zip(steps, [*steps[1:], "start"], strict=True):
        assert fill(step, goal="general")["Location"] == f"/baseline/{after}"
    assert page.get("/baseline")["Location"] == "/baseline/start"
    assert not SelfTest.objects.exists()
    assert "Week 1" in said(page.get("/baseline/start"))


def test_going_back_keeps_what_was_typed(page, fill, athlete):
    assert fill("hinges", clean_hinges="4", do="back")["Location"] == "/baseline/self-tests"
    assert Baseline.objects.get(owner=athlete).clean_hinges == 4
    assert 'value="4" id="id_clean_hinges_5" checked' in said(page.get("/baseline/hinges")).replace(" required", "")
    assert fill("goal", goal="strength", do="back")["Location"] == "/baseline/goal"


def test_what_is_wrong_is_said_at_the_field_and_nothing_is_lost(page, fill, athlete):
    answer = fill("load", deadlift_kg="eighty")
    assert answer.status_code == 400
    assert "Enter a number." in said(answer) and 'value="eighty"' in said(answer)
    assert not Baseline.objects.filter(owner=athlete).exists()
    assert fill("hinges", clean_hinges="6").status_code == 400
    assert fill("equipment", equipment=["piano"]).status_code == 400


def test_self_tests_can_be_left_out_one_by_one(page, fill, athlete):
    fill("self-tests", **{"toe-touch": "not-yet", "hinge-to-parallel": "passed", "horizontal-hold": ""})
    assert dict(SelfTest.objects.values_list("test", "passed")) == {"toe-touch": False, "hinge-to-parallel": True}
    shown = said(page.get("/baseline/self-tests"))
    assert 'value="not-yet"' in shown and shown.count("checked") == 2
    assert "Counts as passed:" in shown


def test_the_hold_is_judged_by_its_seconds(page, fill, athlete):
    fill("self-tests", **{"horizontal-hold": "5"})
    row = SelfTest.objects.get(test="horizontal-hold")
    assert (row.value, row.passed) == (5, False)


def test_equipment_that_the_page_does_not_ask_for_stays(page, fill, athlete):
    Baseline.objects.create(owner=athlete, equipment=["mat", "band"])
    fill("equipment", equipment=["barbell"])
    assert Baseline.objects.get(owner=athlete).equipment == ["barbell", "mat"]


def test_loads_are_asked_for_and_shown_in_the_persons_unit(page, fill, athlete):
    athlete.unit = "lb"
    athlete.save()
    fill("load", deadlift_kg="225")
    assert Baseline.objects.get(owner=athlete).deadlift_kg == pytest.approx(102.058)
    assert 'value="225"' in said(page.get("/baseline/load"))
    assert "225 lb for five" in said(page.get("/baseline/start"))


def test_the_start_gives_each_load_its_reason_and_says_that_it_is_ours(page, fill, athlete):
    fill("equipment", equipment=["kettlebell", "barbell"])
    fill("hinges", clean_hinges="5")
    shown = said(page.get("/baseline/start"))
    assert "Week 3 · Light loading" in shown
    assert "5 of 5 hinges were clean. Light loads can begin." in shown
    assert '<b class="number">8 kg</b>' in shown and "stay open while you learn" in shown
    assert "our defaults" in shown


def test_one_tap_begins_the_programme_there(page, fill, athlete):
    fill("goal", goal="strength", training_days=["1", "5"])
    fill("equipment", equipment=["kettlebell"])
    fill("hinges", clean_hinges="5")
    answer = page.post("/baseline/start", {"week": "3"})
    assert answer["Location"] == "/"
    row = Enrolment.objects.get(owner=athlete)
    assert (row.programme_id, row.start_week, row.training_days) == ("hip-hinge", 3, [1, 5])
    assert row.loads == {"kettlebell-deadlift": 8.0}
    (said_then,) = map(str, get_messages(answer.wsgi_request))
    assert said_then.endswith("begins today, in week 3.")


def test_another_week_is_shown_with_its_loads_and_begun_as_chosen(page, fill, athlete):
    fill("equipment", equipment=["barbell"])
    fill("load", deadlift_kg="100")
    shown = said(page.get("/baseline/start?week=5"))
    assert "You chose week 5." in shown and "Your answers propose week 1." in shown and "70 kg" in shown
    page.post("/baseline/start", {"week": "5"})
    assert Enrolment.objects.get(owner=athlete).start_week == 5


@pytest.mark.parametrize("week", ["0", "9", "-1", "x", "²", "99999999999999999999"])
def test_a_week_that_is_none_is_the_proposed_one(page, week):
    assert "Week 1 ·" in said(page.get(f"/baseline/start?week={week}"))


def test_done_again_it_takes_the_place_of_the_programme_only_when_told_so(page, fill, athlete):
    page.post("/baseline/start")
    before = Enrolment.objects.get(owner=athlete)
    shown = said(page.get("/baseline/start?week=3"))
    assert "Start here instead" in shown and "what you logged stays" in shown
    fill("hinges", clean_hinges="5")
    assert Enrolment.objects.get(owner=athlete, ended_on=None) == before
    page.post("/baseline/start", {"week": "3"})
    assert Enrolment.objects.get(owner=athlete, ended_on=None).start_week == 3


def test_today_offers_it_until_it_is_skipped_in_one_tap(page, athlete):
    assert "Find where to start" in said(page.get("/"))
    page.post("/baseline/skip")
    assert "Find where to start" not in said(page.get("/"))
    assert page.get("/baseline")["Location"] == "/baseline/goal"


def test_today_goes_on_where_it_stopped_and_offers_the_start_at_the_end(page, fill):
    fill("goal", goal="general")
    assert "1 of 5 done" in said(page.get("/"))
    fill("load")
    assert "See your start" in said(page.get("/"))
    page.post("/baseline/start")
    assert "See your start" not in said(page.get("/"))


def test_profile_leads_to_baseline_and_reminder(page):
    shown = said(page.get("/profile"))
    assert 'href="/baseline"' in shown and 'href="/reminder"' in shown


def test_an_unknown_step_is_not_there(page):
    assert page.get("/baseline/nothing").status_code == 404
    assert page.get("/baseline/skip").status_code == 405


def test_the_start_costs_a_constant_number_of_queries(page, fill, django_assert_max_num_queries):
    fill("equipment", equipment=["kettlebell", "barbell"])
    page.get("/baseline/start")
    with django_assert_max_num_queries(14):
        page.get("/baseline/start")


def test_a_start_without_answers_says_nothing_that_nobody_said(page, fill):
    alone = said(page.get("/baseline/start"))
    assert "Not answered" in alone and "verybody" in alone and "veryday life" not in alone
    fill("goal", goal="general")
    assert "Everyday life; the usual days" in said(page.get("/baseline/start"))


def test_the_programme_page_leads_to_it_with_and_without_a_programme(page):
    assert 'href="/baseline"' in said(page.get("/programme"))
    page.post("/baseline/start")
    assert 'href="/baseline"' in said(page.get("/programme"))


@pytest.mark.parametrize("week", ["9" * 5000, "-1", "0", "9", "²", "2\0"])
def test_a_week_that_is_none_is_the_one_that_the_answers_propose(page, week):
    assert "Week 1" in said(page.get("/baseline/start", {"week": week}))
    page.post("/baseline/start", {"week": week})
    assert Enrolment.objects.get().start_week == 1
