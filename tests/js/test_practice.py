"""A drill's day in the browser: the page's logs the outbox laid over them, what a tap and a step make of it."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.js.rows import SESSION

PRACTICE = str(SESSION.parent / "drills" / "practice.js")
DOSE = {"drill": "dowel-hinge", "name": "Dowel hinge", "total": 45, "sets": 3, "measure": "reps", "distance_m": None}
HOLD = DOSE | {"drill": "stretch", "total": 120, "sets": 2, "measure": "time"}
TODAY = "2026-03-09"
NOON = "2026-03-09T12:00:00Z"


def log(id, reps=15, clean=None, **more):
    return {"id": id, "reps": reps, "clean_reps": reps if clean is None else clean, "duration_s": None,
            "counted": False} | more  # fmt: skip


def page(*logs, v=20, day=TODAY):
    return {"v": v, "day": day, "zone": "Europe/Berlin", "logs": list(logs)}


def op(method, on="a", body=None, state="waiting", v=None, more="", drill="dowel-hinge", at=NOON):
    shown = {"drill": drill, "performed_at": at} | log(on) | (body or {})
    url = f"/api/v1/drill-logs/{on}{more}"
    return {"method": method, "url": url, "row": on, "body": body, "state": state, "v": v, "shown": shown}


def made(on="a", reps=45, **more):
    """Return the operation that logs a drill."""
    drill, at = more.get("drill", "dowel-hinge"), more.get("at", NOON)
    body = {"drill": drill, "performed_at": at, "sets": 3, "reps": reps, "clean_reps": reps}
    return op("PUT", on, body, **more)


def logs(js, *ops, on=None, today=TODAY):
    return js(PRACTICE, "logsOf", [["dowel-hinge", on or page(), list(ops), today]])[0]


def reps(js, *ops, **more):
    return [one["reps"] for one in logs(js, *ops, **more)]


def test_what_the_page_says_stands_until_something_is_done(js):
    assert logs(js, on=page(log("x", 20))) == [log("x", 20)]


def test_a_tap_counts_at_once_and_still_does_when_it_was_sent_but_the_page_is_older(js):
    assert reps(js, made()) == [45]
    assert reps(js, made(state="sent", v=21)) == [45]


def test_what_the_page_has_seen_is_not_counted_twice(js):
    seen = page(log("a", 45))
    assert reps(js, made(state="sent", v=20), on=seen) == [45]
    assert reps(js, made(state="sent", v=20)) == []  # it was deleted elsewhere since
    assert reps(js, made(), on=seen) == [45]  # the answer got lost: it is the same log


def test_a_step_changes_the_clean_reps_of_its_log_alone(js):
    found = logs(js, made(), op("PATCH", body={"clean_reps": 43}), on=page(log("x", 20)))
    assert [(one["id"], one["reps"], one["clean_reps"]) for one in found] == [("x", 20, 20), ("a", 45, 43)]


def test_a_log_taken_back_is_gone_and_comes_back_as_it_was(js):
    away, back = op("DELETE"), op("POST", more="/restore")
    step = op("PATCH", body={"clean_reps": 40})
    assert logs(js, made(), step, away) == []
    assert [one["clean_reps"] for one in logs(js, made(), step, away, back)] == [40]
    assert logs(js, made(), step, away, back, away) == []


def test_a_log_brought_back_shows_on_a_page_that_never_had_it(js):
    assert reps(js, op("POST", more="/restore")) == [15]


def test_what_was_refused_counts_for_nothing(js):
    assert logs(js, made(state="refused"), op("PATCH", body={"clean_reps": 3})) == []


def test_other_drills_and_other_days_are_left_out(js):
    assert logs(js, made(drill="wall-touch"), made("b", at="2026-03-08T12:00:00Z")) == []


def test_a_page_of_yesterday_begins_the_day_anew(js):
    old = page(log("x", 45), day="2026-03-08")
    assert logs(js, on=old) == []
    assert reps(js, made(), on=old) == [45]


def test_the_day_is_the_athletes_own_and_not_the_devices(js):
    late = made(at="2026-03-08T23:30:00Z")  # half past midnight in Berlin
    assert reps(js, late) == [45]
    assert logs(js, late, on=page() | {"zone": "America/New_York"}) == []


ZONES = ["UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu"]


def test_days_are_those_that_python_says_in_any_zone_and_over_clock_changes(js):
    cases = []

    @settings(max_examples=150, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(
        at=st.datetimes(datetime(2015, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)), zone=st.sampled_from(ZONES)
    )
    def collect(at, zone):
        cases.append((at.replace(microsecond=0), zone))

    collect()
    for change in (datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)):
        cases += [(change + timedelta(hours=hours), "Europe/Berlin") for hours in range(-30, 30)]
    said = js(PRACTICE, "dayOf", [[at.isoformat(), zone] for at, zone in cases])
    assert said == [at.astimezone(ZoneInfo(zone)).date().isoformat() for at, zone in cases]


def stands(js, dose, *rows):
    return js(PRACTICE, "standing", [[dose, list(rows)]])[0]


def test_a_dose_is_done_by_the_sum_of_the_day(js):
    assert stands(js, DOSE) == {"done": 0, "left": 45, "complete": False, "reps": 0, "clean": 0}
    assert stands(js, DOSE, log("a", 20, 18)) == {"done": 20, "left": 25, "complete": False, "reps": 20, "clean": 18}
    assert stands(js, DOSE, log("a", 20), log("b", 30))["complete"]
    assert stands(js, HOLD, log("a", None, None, duration_s=60))["left"] == 60


def test_reps_that_nobody_rated_are_not_among_the_clean(js):
    found = stands(js, DOSE, log("a", 20) | {"clean_reps": None}, log("b", 10, 9))
    assert (found["done"], found["reps"], found["clean"]) == (30, 10, 9)


@pytest.mark.parametrize(
    ("dose", "done", "words"),
    [
        (DOSE, 0, "45 reps"),
        (DOSE, 20, "20 / 45 reps"),
        (DOSE, 45, "45 reps"),
        (DOSE, 60, "60 reps"),
        (HOLD, 0, "120 s"),
        (HOLD, 61.4, "61.4 / 120 s"),
    ],
)
def test_how_much_is_done_is_said_in_few_words(js, dose, done, words):
    assert js(PRACTICE, "doneWords", [[dose, {"done": done, "complete": done >= dose["total"]}]]) == [words]


def whole(js, dose, *rows):
    return js(PRACTICE, "wholeDose", [[dose, stands(js, dose, *rows), NOON]])[0]


def test_one_tap_logs_what_is_left_with_every_rep_clean(js):
    base = {"drill": "dowel-hinge", "performed_at": NOON}
    assert whole(js, DOSE) == base | {"sets": 3, "reps": 45, "clean_reps": 45}
    assert whole(js, DOSE, log("a", 20)) == base | {"sets": 2, "reps": 25, "clean_reps": 25}
    assert whole(js, DOSE, log("a", 44)) == base | {"sets": 1, "reps": 1, "clean_reps": 1}
    held = whole(js, HOLD, log("a", None, None, duration_s=60))
    assert held == {"drill": "stretch", "performed_at": NOON, "sets": 1, "duration_s": 60}
    assert whole(js, DOSE | {"distance_m": 0.35})["distance_m"] == 0.35


def step(js, rows, by):
    return js(PRACTICE, "stepped", [[rows, by]])[0]


def test_a_step_goes_to_the_last_log_that_has_room(js):
    first, last = log("a", 20), log("b", 25, 0)
    assert step(js, [first, last], -1) == {"log": first, "clean_reps": 19}
    assert step(js, [first, last], 1) == {"log": last, "clean_reps": 1}


def test_there_is_no_step_beyond_the_reps_below_none_or_over_what_a_clip_counted(js):
    assert step(js, [log("a", 20)], 1) is None
    assert step(js, [log("a", 20, 0)], -1) is None
    assert step(js, [log("a", 20, 12, counted=True)], 1) is None
    assert step(js, [log("a", None, None, duration_s=60)], 1) is None
