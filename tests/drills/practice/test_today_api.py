"""Today through the API."""

import pytest

from drills.models import Pause
from tests.drills.practice.rows import DAY, MONDAY, drill, enrol, plan, practise, programme
from tests.drills.practice.test_levels import lift

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday")]
THURSDAY = MONDAY + 3 * DAY
URL = "/api/v1/today"


@pytest.fixture
def dowel():
    return drill("dowel-hinge", reps=15)


@pytest.fixture
def path(athlete, dowel):
    items = [{"drill": dowel, "when": "daily", "reps": 15}, {"exercise": lift("deadlift"), "session": "Lower A"}]
    return enrol(athlete, programme(items))


def test_it_says_where_somebody_is_what_is_due_and_done_and_what_comes_next(api, athlete, path, dowel):
    practise(athlete, dowel, THURSDAY, 20)
    found = api.get(URL).json()
    assert found["day"] == "2026-03-05"
    assert found["week"] == {
        "title": "Week 1, Phase 1", "number": 1, "phase": "phase-0", "week_of_phase": 1, "weeks_of_phase": None,
        "returning": False,
    }  # fmt: skip
    assert found["due"] == [
        {
            "drill": "dowel-hinge", "name": "Dowel hinge", "measure": "reps", "when": "daily", "sets": 3, "reps": 15,
            "hold_s": None, "per_side": False, "distance_m": None, "total": 45, "done": 20, "complete": False,
            "reason": "Week 1, Phase 1",
        }
    ]  # fmt: skip
    assert [(line["drill"], line["done"]) for line in found["warm_up"]] == [("dowel-hinge", 20)]
    assert found["streak"] == {"now": 1, "longest": 1} and found["paused"] is None
    assert found["session"] == {
        "title": "Lower A", "day": "2026-03-05", "today": True,
        "lines": [{"exercise": "deadlift", "sets": 3, "reps": 10, "duration_s": None, "load_words": ""}],
    }  # fmt: skip
    assert "dowel-20" in [gate["id"] for gate in found["gates"]]


def test_without_a_programme_there_is_no_week_and_the_dowel_still_opens_a_session(api, dowel):
    found = api.get(URL).json()
    assert (found["week"], found["due"], found["session"]) == (None, [], None)
    assert [line["drill"] for line in found["warm_up"]] == ["dowel-hinge"]


def test_a_pause_is_told_and_leaves_nothing_due(api, path):
    Pause.objects.create(enrolment=path, starts_on=THURSDAY, ends_on=THURSDAY + 5 * DAY, reason="travel")
    found = api.get(URL).json()
    assert found["paused"] == {"since": "2026-03-05", "until": "2026-03-10", "reason": "travel"}
    assert (found["due"], found["session"]) == ([], None)


def test_it_is_sent_again_only_when_it_says_something_else(api, athlete, path, dowel):
    known = {"if-none-match": api.get(URL)["ETag"]}
    assert api.get(URL, headers=known).status_code == 304
    practise(athlete, dowel, THURSDAY, 45)
    assert api.get(URL, headers=known).json()["due"][0]["complete"] is True


def test_another_person_s_practice_is_not_in_it(api, stranger, path, dowel):
    plan(stranger, drill("sams"))
    practise(stranger, dowel, THURSDAY, 45)
    found = api.get(URL).json()
    assert [(line["drill"], line["done"]) for line in found["due"]] == [("dowel-hinge", 0)]
