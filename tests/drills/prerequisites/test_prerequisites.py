"""What a good hinge stands on: the facts of the file, and the drills that failed self-tests put on Today."""

import re
import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import pytest
from django.urls import resolve

from cues.refs import address
from drills.domain.library import read_library
from drills.domain.prerequisites import (
    helpers_due,
    latest,
    prerequisite_of,
    prerequisites,
    results_of,
)
from drills.domain.prerequisites import tests as self_tests
from drills.domain.self_tests import delete_self_test, save_self_test
from drills.models import SelfTest
from drills.models.self_test import SelfTestKind
from tests.conftest import SHARED
from workouts.models import Exercise

MONDAY = datetime.fromisoformat("2026-03-02T17:00:00+00:00")
DAY = timedelta(days=1)
CHECKLIST = SHARED / "article" / "checklist.toml"
WANTED = tomllib.loads(CHECKLIST.read_text())["prerequisites"] if CHECKLIST.is_file() else []


@dataclass(frozen=True)
class Result:
    """As much of a result as counts."""

    test: str
    day: date
    passed: bool


def on(day: int, test: str, passed: bool) -> Result:
    return Result(test, date(2026, 3, day), passed)


def words_of(found) -> str:
    test, helpers = found.test, " ".join(f"{one.name} {one.text}" for one in found.helpers)
    parts = (found.title, found.why, found.goal, test.name, test.ask, *test.steps, test.counts, test.note, helpers)
    return " ".join(" ".join(parts).split())


@pytest.mark.parametrize("wanted", WANTED, ids=lambda wanted: wanted["key"])
def test_every_fact_of_the_article_is_in_the_file(wanted):
    found = prerequisites()[wanted["key"]]
    missing = [fact["k"] for fact in wanted["facts"] if not re.search(fact["match"], words_of(found), re.IGNORECASE)]
    assert missing == []
    linked = {helper.drill for helper in found.helpers}
    named = {name for fact in wanted["facts"] for name in (fact.get("helper"), fact.get("drill")) if name}
    assert named <= linked


def test_there_are_four_each_with_its_own_test():
    assert list(prerequisites()) == ["hamstring-mobility", "hip-mobility", "erector-strength", "glute-strength"]
    assert list(self_tests()) == list(SelfTestKind)
    assert [prerequisite_of(kind).test.kind for kind in self_tests()] == list(self_tests())


def test_only_the_toe_touch_is_an_indicator_and_every_number_of_ours_is_marked():
    assert [kind for kind, test in self_tests().items() if test.indicator] == ["toe-touch"]
    assert {kind for kind, test in self_tests().items() if test.source == "ours"} == {
        "horizontal-hold",
        "glute-extension",
    }
    assert {kind for kind, test in self_tests().items() if test.threshold} == {"horizontal-hold", "glute-extension"}


def test_every_helper_leads_to_something_that_is_there(library):
    drills = {row["slug"] for row in read_library()}
    for found in prerequisites().values():
        for helper in found.helpers:
            assert resolve(address(helper.to)).url_name == helper.to.partition(":")[0]
            slug = helper.to.partition(":")[2]
            assert slug in drills if helper.drill else Exercise.objects.filter(pk=slug).exists()
        assert any(helper.due and helper.drill for helper in found.helpers)


def test_a_failed_test_puts_its_drills_on_today_and_says_why():
    due = helpers_due([on(4, "toe-touch", False)])
    said = "Toe touch not passed on 4 Mar."
    assert due == [("hamstring-stretch", said, date(2026, 3, 4))]


@pytest.mark.parametrize(
    ("test", "drills"),
    [
        ("toe-touch", ["hamstring-stretch"]),
        ("hinge-to-parallel", ["hip-flexor-stretch", "ninety-ninety-hip-stretch"]),
        ("horizontal-hold", ["bird-dog"]),
        ("glute-extension", ["glute-bridge"]),
    ],
)
def test_each_test_has_its_stretch_or_builder(test, drills):
    assert [one.drill for one in helpers_due([on(4, test, False)])] == drills
    assert helpers_due([on(4, test, True)]) == []


def test_the_latest_result_counts_and_since_is_the_first_failure_in_a_row():
    rows = [on(9, "toe-touch", False), on(7, "toe-touch", False), on(5, "toe-touch", True), on(2, "toe-touch", False)]
    assert [(one.since.day, "9 Mar" in one.reason) for one in helpers_due(rows)] == [(7, True)]
    assert helpers_due([on(10, "toe-touch", True), *rows]) == []


def test_past_days_know_nothing_of_later_results():
    rows = [on(9, "toe-touch", True), on(5, "toe-touch", False)]
    assert helpers_due(rows, on=date(2026, 3, 4)) == []
    assert [one.since.day for one in helpers_due(rows, on=date(2026, 3, 8))] == [5]
    assert helpers_due(rows, on=date(2026, 3, 9)) == []


def test_results_are_the_persons_own_and_the_latest_first(athlete, stranger, django_assert_num_queries):
    def store(owner, days, passed):
        row = SelfTest(owner=owner, test="toe-touch", passed=passed, performed_at=MONDAY + days * DAY)
        return save_self_test(row)

    first, last = store(athlete, 0, False), store(athlete, 9, True)
    delete_self_test(store(athlete, 20, False), at=MONDAY)
    store(stranger, 30, False)
    with django_assert_num_queries(1):
        found = results_of(athlete)
    assert found == [last, first]
    assert latest(found) == {"toe-touch": last}


@pytest.mark.parametrize(("value", "passed"), [(29.9, False), (30, True), (90, True)])
def test_a_threshold_decides_what_was_measured(athlete, value, passed):
    row = SelfTest(owner=athlete, test="horizontal-hold", passed=not passed, value=value, performed_at=MONDAY)
    assert save_self_test(row).passed is passed


def test_without_a_number_the_person_is_believed(athlete):
    row = SelfTest(owner=athlete, test="horizontal-hold", passed=True, performed_at=MONDAY)
    assert save_self_test(row).passed


def test_the_day_is_the_local_one_and_each_write_takes_the_next_version(athlete):
    at = datetime.fromisoformat("2026-03-01T23:30:00+00:00")
    row = save_self_test(SelfTest(owner=athlete, test="toe-touch", passed=True, performed_at=at))
    first = row.v
    assert row.day == date(2026, 3, 2)
    assert delete_self_test(row, at=at).v == first + 1
