"""Pages of gates: how they stand, open by hand, withdraw, and their places on Today and with an exercise."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from drills.domain.gates import override
from drills.models import GateOverride
from tests.drills.conftest import MONDAY
from workouts.models import Exercise

DOWEL = "/gates/dowel-20"


def text(answer):
    content = re.sub(r"<script.*?</script>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())


def card(page):
    """Return the words of the gate's place on Today, and whether it is hidden."""
    tag, _, rest = page.get("/").content.decode().partition('<div id="gate-card"')[2].partition(">")
    inside = re.match(r"(<(p|section)\b.*?</\2>)?", rest, re.DOTALL)[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split()), "hidden" in tag


@pytest.fixture
def lately():
    return timezone.now().replace(hour=12) - timedelta(days=1)


def test_all_gates_are_shown_with_reason_and_progress(page, new_log, django_assert_max_num_queries):
    new_log(20, clean_reps=17)
    with django_assert_max_num_queries(10):
        answer = page.get("/gates")
    said = text(answer)
    assert "17 of 20 clean dowel hinges" in said and "self-reported" in said
    assert '<progress value="85" max="100"' in answer.content.decode()
    assert "Ready for good mornings" in said and "Form holds at this load" in said


def test_a_gate_says_how_it_is_judged_and_what_it_keeps_for_later(page, new_log, stranger, library):
    new_log(20, clean_reps=12)
    new_log(20, clean_reps=19, owner=stranger)
    said = text(page.get(DOWEL))
    assert "12 clean 2 Mar" in said and "19" not in re.sub(r"20\d\d", "", said).split()
    assert "20 or more open the gate" in said and "our threshold" in said
    assert "Deadlift above 30 kg" in said and "Kettlebell swing above 9 kg (20 lb)" in said


def test_loads_are_shown_in_the_athletes_unit(page, athlete, library):
    athlete.unit = "lb"
    athlete.save()
    assert "Deadlift above 66.14 lb" in text(page.get(DOWEL))


@pytest.mark.parametrize("slug", ["dowel-20", "technique-held", "good-morning"])
def test_every_gate_has_its_page_for_few_queries(page, slug, session, new_set, django_assert_max_num_queries):
    for _ in range(3):
        new_set(session)
    with django_assert_max_num_queries(8):
        said = text(page.get(f"/gates/{slug}"))
    assert "How it is judged" in said and "Open it by hand" in said


def test_what_is_no_gate_is_not_there(page):
    assert page.get("/gates/handstand").status_code == 404
    assert page.post("/gates/handstand/override", {"reason": "Why not."}).status_code == 404


def test_a_reason_opens_it_and_is_shown(page, athlete):
    answer = page.post(f"{DOWEL}/override", {"reason": "My <b>coach</b> saw it."}, follow=True)
    row = GateOverride.objects.get()
    assert (row.owner, row.by, row.gate) == (athlete, athlete, "dowel-20")
    assert "opened by hand" in text(answer) and "&lt;b&gt;coach" in answer.content.decode()
    assert "Ada opened it" in text(answer)


@pytest.mark.parametrize("reason", ["", "   ", "x" * 1001])
def test_without_a_reason_it_stays_shut_and_nothing_is_lost(page, reason):
    answer = page.post(f"{DOWEL}/override", {"reason": reason})
    assert answer.status_code == 400 and not GateOverride.objects.exists()
    assert 'class="errors"' in answer.content.decode() and reason in answer.content.decode()


def test_withdrawing_can_be_taken_back(page, athlete):
    row = override(owner=athlete, gate="dowel-20", by=athlete, reason="Mine.", at=MONDAY)
    answer = page.post(f"{DOWEL}/withdraw", follow=True)
    undo = f"{DOWEL}/overrides/{row.pk}/restore"
    assert undo in answer.content.decode() and "withdrawn" in text(answer)
    assert not GateOverride.objects.alive().exists()
    assert "Ada opened it" in text(page.post(undo, follow=True))
    assert GateOverride.objects.alive().get() == row


def test_an_old_one_does_not_come_back_beside_a_newer_one(page, athlete):
    row = override(owner=athlete, gate="dowel-20", by=athlete, reason="Mine.", at=MONDAY)
    page.post(f"{DOWEL}/withdraw")
    page.post(f"{DOWEL}/override", {"reason": "Anew."})
    answer = page.post(f"{DOWEL}/overrides/{row.pk}/restore", follow=True)
    assert "There is a newer override" in text(answer)
    assert GateOverride.objects.alive().get().reason == "Anew."


def test_another_persons_override_is_not_there(page, stranger):
    row = override(owner=stranger, gate="dowel-20", by=stranger, reason="Sam's secret", at=MONDAY)
    assert page.post(f"{DOWEL}/withdraw").status_code == 404
    GateOverride.objects.update(deleted_at=MONDAY)
    assert page.post(f"{DOWEL}/overrides/{row.pk}/restore").status_code == 404
    assert "secret" not in text(page.get(DOWEL))
    assert GateOverride.objects.get().deleted_at == MONDAY


def test_today_shows_how_far_the_next_gate_is(page, new_log, lately):
    new_log(20, clean_reps=17, at=lately)
    said, hidden = card(page)
    assert "Best practice: 17 of 20 clean dowel hinges" in said and not hidden
    assert '<progress value="85" max="100"' in page.get("/").content.decode()


def test_today_tells_for_a_week_that_it_has_opened(page, new_log, lately):
    new_log(20, clean_reps=20, at=lately)
    assert "20 clean dowel hinges: open since" in card(page)[0]
    new_log(20, clean_reps=20, at=lately - timedelta(days=7))
    assert card(page) == ("", True)


def test_an_opened_gate_is_not_asked_for(page, athlete):
    override(owner=athlete, gate="dowel-20", by=athlete, reason="Mine.", at=MONDAY)
    assert card(page) == ("", True)


def test_a_guarded_exercise_says_so_on_its_page_until_the_gate_is_open(page, athlete, library, new_log):
    notice = 'id="gate-notice"'
    content = page.get("/exercises/deadlift").content.decode()
    assert notice in content and "Above 30 kg" in content and 'href="/gates/dowel-20"' in content
    assert notice not in page.get("/exercises/hip-thrust").content.decode()
    assert notice not in page.get("/exercises/squat").content.decode()
    own = Exercise.objects.create(slug="own", owner=athlete, name="Own", pattern="hinge", equipment="barbell")
    assert notice in page.get(own.get_absolute_url()).content.decode()
    new_log(20, clean_reps=20)
    assert notice not in page.get("/exercises/deadlift").content.decode()
    assert notice in page.get("/exercises/good-morning").content.decode()
