"""Learn on other pages: Today for somebody new, lifts, drills, faults and cues."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from drills.domain.logs import save_log
from drills.models import Drill, DrillLog
from fitnessrec.learn import content

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)


def practise(owner, times: int) -> None:
    for _ in range(times):
        save_log(DrillLog(owner=owner, drill=Drill.objects.get(pk="dowel-hinge"), performed_at=NOON, reps=10))


def test_today_leads_somebody_new_to_the_four_steps_until_they_have_practised(page, taught, athlete):
    steps = reverse("learn-page", args=["steps"])
    practise(athlete, 2)
    assert steps in page.get("/").content.decode()
    practise(athlete, 1)
    assert steps not in page.get("/").content.decode()


def test_practice_of_others_does_not_make_one_old(page, taught, athlete, stranger):
    practise(stranger, 3)
    assert reverse("learn-page", args=["steps"]) in page.get("/").content.decode()


@pytest.mark.parametrize("lift", content.lifts(), ids=lambda lift: lift.key)
def test_the_page_of_a_lift_says_how_to_hinge_in_it(pages, lift):
    shown = pages.open(reverse("exercise", args=[lift.exercise]))
    assert "How to hinge in this lift" in shown.words()
    assert lift.points[0].text in shown.words()
    assert f"{reverse('learn-page', args=['lifts'])}#{lift.key}" in shown.links()


def test_other_exercises_say_nothing_of_it(pages):
    assert "How to hinge" not in pages.open(reverse("exercise", args=["squat"])).words()


def test_drills_and_faults_lead_to_learn_and_back(pages):
    drill, fault = reverse("drill", args=["dowel-hinge"]), reverse("fault", args=["squatting"])
    steps, checkpoints = (reverse("learn-page", args=[slug]) for slug in ("steps", "checkpoints"))
    assert {steps, checkpoints} <= set(pages.open(drill).links())
    assert f"{checkpoints}#hips-back-over-down" in pages.open(fault).links()
    assert drill in pages.open(reverse("learn-page", args=["hinge"])).links()
    assert fault in pages.open(checkpoints).links()


def test_a_fault_is_drawn_and_can_be_set_going(pages):
    shown = pages.open(reverse("fault", args=["rounded-back"]))
    drawing = next(node for node in shown.walk() if node.tag == "fr-figure")
    assert "curve" in next(node for node in drawing.walk() if node.tag == "svg").attributes["aria-label"]


def test_strength_and_mobility_lead_to_what_a_hinge_stands_on(pages):
    for slug in ("hamstring-stretch", "hip-thrust"):
        links = pages.open(reverse("drill", args=[slug])).links()
        assert reverse("learn-page", args=["prerequisites"]) in links
