"""Pages of prerequisites: the facts, the form, history, delete and take back."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import urljoin

import pytest

from drills.domain.prerequisites import prerequisites
from drills.domain.self_tests import save_self_test
from drills.models import SelfTest
from tests.drills.prerequisites.test_prerequisites import WANTED

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def text(answer):
    content = re.sub(r"<script.*?</script>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", content)).split())


@pytest.fixture
def tried(athlete):
    """Return a function that stores a result, Ada's unless told otherwise."""

    def make(test="toe-touch", passed=False, owner=None, at=NOON, **values):
        return save_self_test(SelfTest(owner=owner or athlete, test=test, passed=passed, performed_at=at, **values))

    return make


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted["key"])
def test_a_page_says_every_fact_of_the_article_and_links_what_it_names(page, wanted):
    answer = page.get(f"/prerequisites/{wanted['key']}")
    said = text(answer)
    assert [fact["k"] for fact in wanted["facts"] if not re.search(fact["match"], said, re.IGNORECASE)] == []
    names = [name for fact in wanted["facts"] for name in (fact.get("helper"), fact.get("drill")) if name]
    assert [name for name in names if f'href="/drills/{name}"' not in answer.content.decode()] == []


def test_all_four_are_shown_with_their_state_and_nobody_elses(page, tried, stranger):
    tried(passed=False)
    tried("horizontal-hold", passed=True, value=41)
    tried("glute-extension", passed=True, value=77, owner=stranger)
    said = text(page.get("/prerequisites"))
    assert [one.title for one in prerequisites().values() if one.title not in said] == []
    assert "not yet" in said and "41 s on 2 Mar 2026; 30 s or more count as passed." in said and "77" not in said
    assert "On Today until it is passed: Hamstring stretch" in said


def test_an_empty_page_asks_to_do_the_test(page):
    assert text(page.get("/prerequisites")).count("Do the test") == 4
    assert "No result yet." in text(page.get("/prerequisites/hip-mobility"))


@pytest.mark.parametrize(("seconds", "passed", "said"), [("45,5", True, "passed."), ("12", False, "not yet.")])
def test_seconds_are_recorded_and_the_threshold_decides(page, athlete, seconds, passed, said):
    answer = page.post("/self-tests", {"test": "horizontal-hold", "value": seconds}, follow=True)
    row = SelfTest.objects.get()
    assert (row.owner, row.value, row.passed) == (athlete, float(seconds.replace(",", ".")), passed)
    assert f"Horizontal hold: {said}" in text(answer)
    assert ("On Today from now: bird dog." in text(answer)) is not passed


@pytest.mark.parametrize(("answered", "passed"), [("yes", True), ("no", False)])
def test_passed_or_not_is_recorded_with_time_and_note(page, answered, passed):
    body = {"test": "toe-touch", "answer": answered, "performed_at": "2026-03-03T00:30", "note": "cold"}
    page.post("/self-tests", body)
    row = SelfTest.objects.get()
    assert (row.passed, row.note, row.value) == (passed, "cold", None)
    assert (str(row.day), row.performed_at.hour) == ("2026-03-03", 23)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"test": "toe-touch"}, "Choose how it went."),
        ({"test": "toe-touch", "answer": "maybe"}, "Choose how it went."),
        ({"test": "horizontal-hold"}, "Enter the seconds."),
        ({"test": "horizontal-hold", "value": "-4"}, "This must be between 0 and 3,600."),
        ({"test": "horizontal-hold", "value": "nan"}, "Enter a number."),
        ({"test": "toe-touch", "answer": "yes", "performed_at": "soon"}, "Enter a date and a time."),
    ],
)
def test_bad_input_is_refused_at_its_field_and_nothing_is_lost(page, body, said):
    answer = page.post("/self-tests", body | {"note": "my own words"})
    assert answer.status_code == 400 and not SelfTest.objects.exists()
    assert said in text(answer) and "my own words" in answer.content.decode()


def test_an_unknown_test_is_not_there(page):
    assert page.post("/self-tests", {"test": "splits", "answer": "yes"}).status_code == 404
    assert page.get("/prerequisites/splits").status_code == 404


def test_a_deletion_can_be_taken_back(page, tried):
    row = tried()
    answer = page.post(f"/self-tests/{row.pk}/delete", follow=True)
    assert "Result deleted." in text(answer) and f"/self-tests/{row.pk}/restore" in answer.content.decode()
    assert not SelfTest.objects.alive().exists()
    page.post(f"/self-tests/{row.pk}/restore")
    assert SelfTest.objects.alive().get() == row


@pytest.mark.parametrize("what", ["delete", "restore"])
def test_another_persons_result_is_not_there(page, tried, stranger, what):
    row = tried(owner=stranger)
    if what == "restore":
        SelfTest.objects.update(deleted_at=NOON)
    before = SelfTest.objects.values().get()
    assert page.post(f"/self-tests/{row.pk}/{what}").status_code == 404
    assert SelfTest.objects.values().get() == before


def test_a_long_history_is_read_page_by_page_with_few_queries(page, tried, django_assert_max_num_queries):
    for days in range(20):
        tried("horizontal-hold", value=20 + days, at=NOON + timedelta(days=days))
    with django_assert_max_num_queries(8):
        first = text(page.get("/prerequisites/erector-strength"))
    assert "20 results" in first and "39 s" in first and "20 s" not in first
    assert "20 s" in text(page.get("/prerequisites/erector-strength?page=2"))


def test_older_results_are_reached_from_a_form_that_was_refused(page, tried):
    for number in range(20):
        tried(at=NOON - timedelta(days=number))
    refused = page.post("/self-tests", {"test": "toe-touch"})
    (older,) = re.findall(r'href="([^"]*page=2[^"]*)"', refused.content.decode())
    assert page.get(urljoin("/self-tests", older)).status_code == 200
    assert urljoin("/self-tests", older).startswith("/prerequisites/")
