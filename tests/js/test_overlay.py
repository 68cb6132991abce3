"""The outbox laid over a page: a reload, or an old copy of the page, shows what this device did."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.js.rows import BLANK, SESSION, row

OVERLAY = str(SESSION / "overlay.js")
PAGE = {
    "v": 20,
    "session": {"id": "s1", "title": "Lower A", "started_at": "2026-03-09T17:00:00Z", "finished_at": None,
                "suggestions": {}},
    "rows": [row("d1"), row("d2", position=1)],
}  # fmt: skip


def op(method, body=None, on="d1", state="waiting", v=None, path="sets", more=""):
    """Return an operation as the outbox lists it."""
    return {"method": method, "url": f"/api/v1/{path}/{on}{more}", "body": body, "row": on, "session": "s1",
            "state": state, "v": v}  # fmt: skip


def laid(js, *ops, page=PAGE):
    return js(OVERLAY, "overlay", [[page, list(ops)]])[0]


def rows(js, *ops, page=PAGE):
    return {one["id"]: one for one in laid(js, *ops, page=page)["rows"]}


def test_without_operations_the_page_is_as_it_says(js):
    assert laid(js) == {"session": PAGE["session"], "rows": PAGE["rows"]}


def test_what_waits_is_shown_in_its_order(js):
    found = rows(js, op("PATCH", {"done": True, "reps": 6}), op("PATCH", {"reps": 7}))
    assert found["d1"] == row("d1", done=True, reps=7)
    assert found["d2"] == PAGE["rows"][1]


@pytest.mark.parametrize("state", ["waiting", "refused"])
def test_what_was_refused_stays_visible_as_what_waits(js, state):
    assert rows(js, op("PATCH", {"reps": 9}, state=state))["d1"]["reps"] == 9


def test_what_was_sent_counts_over_a_page_from_before_it(js):
    assert rows(js, op("PATCH", {"reps": 9}, state="sent", v=21))["d1"]["reps"] == 9


@pytest.mark.parametrize("v", [19, 20])
def test_what_the_page_knows_already_is_not_laid_over_what_came_after(js, v):
    assert rows(js, op("PATCH", {"reps": 9}, state="sent", v=v))["d1"]["reps"] == 5
    assert "d1" in rows(js, op("DELETE", state="sent", v=v))
    assert "new" not in rows(js, op("PUT", {"exercise": "plank"}, on="new", state="sent", v=v))


def test_a_deletion_of_what_was_gone_already_has_no_version_and_counts(js):
    assert "d1" not in rows(js, op("DELETE", state="sent"))


def test_a_new_row_has_every_field(js):
    found = rows(js, op("PUT", {"exercise": "plank", "duration_s": 45, "session": "s1"}, on="new"))
    assert found["new"] == BLANK | {"exercise": "plank", "duration_s": 45, "session": "s1", "id": "new"}


def test_a_row_sent_whole_again_keeps_what_the_page_knows_of_it(js):
    page = PAGE | {"rows": [row("d1", note="from elsewhere")]}
    assert rows(js, op("PUT", {"reps": 8}), page=page)["d1"] == row("d1", note="from elsewhere", reps=8)


def test_a_deleted_row_is_gone_and_comes_back_as_it_was(js):
    change, delete = op("PATCH", {"reps": 9}), op("DELETE")
    assert list(rows(js, change, delete)) == ["d2"]
    back = op("POST", more="/restore")
    assert rows(js, change, delete, back)["d1"] == row("d1", reps=9)
    assert list(rows(js, change, delete, back, delete)) == ["d2"]


def test_a_change_to_a_row_that_is_on_no_page_makes_none(js):
    assert list(rows(js, op("PATCH", {"reps": 9}, on="elsewhere"))) == ["d1", "d2"]


def test_what_is_no_set_changes_no_set(js):
    settings_op = op("PATCH", {"rest_s": 150}, on="deadlift", path="exercises", more="/settings")
    assert laid(js, settings_op) == {"session": PAGE["session"], "rows": PAGE["rows"]}


def test_changes_of_the_session_are_shown(js):
    said = {"suggestions": {"deadlift": "taken"}}
    found = laid(js, op("PATCH", said, on="s1", path="sessions"))["session"]
    assert found == PAGE["session"] | said


def test_a_session_that_only_this_device_knows_is_made_of_its_operations(js):
    page = {"v": 0, "session": None, "rows": []}
    start = op("PUT", {"title": "Lower A", "started_at": "2026-03-09T17:00:00Z"}, on="s1", path="sessions")
    found = laid(js, start, op("PUT", {"exercise": "plank"}, on="p1"), page=page)
    assert found["session"] == {
        "id": "s1", "title": "Lower A", "started_at": "2026-03-09T17:00:00Z", "finished_at": None, "suggestions": {},
    }  # fmt: skip
    assert [one["id"] for one in found["rows"]] == ["p1"]
    assert laid(js, page=page) == {"session": None, "rows": []}


# --- any operations ------------------------------------------------------------------------------------------

drawn_ops = st.lists(
    st.one_of(
        st.builds(op, st.just("PATCH"), st.fixed_dictionaries({"reps": st.integers(1, 9)}), st.sampled_from("abc")),
        st.builds(
            op,
            st.just("PUT"),
            st.fixed_dictionaries({"exercise": st.just("plank"), "reps": st.integers(1, 9)}),
            st.sampled_from("abcd"),
        ),
        st.builds(op, st.just("DELETE"), st.none(), st.sampled_from("abc")),
    ),
    max_size=8,
)
drawn_page = st.lists(st.sampled_from("abc"), unique=True).map(
    lambda ids: PAGE | {"rows": [row(id, position=place) for place, id in enumerate(ids)]}
)


def by_id(rows):
    return sorted(rows, key=lambda one: one["id"])


def test_any_operations_laid_twice_are_as_laid_once(js):
    """A page that has seen them all, or some of them, ends at the same rows; one call for all the cases."""
    cases = []

    @settings(max_examples=200, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(page=drawn_page, ops=drawn_ops)
    def collect(page, ops):
        cases.append((page, ops))

    collect()
    once = js(OVERLAY, "overlay", [[page, ops] for page, ops in cases])
    seen = [
        [PAGE | {"v": 100, "rows": laid["rows"]}, [one | {"state": "sent", "v": 30 + n} for n, one in enumerate(ops)]]
        for (_, ops), laid in zip(cases, once, strict=True)
    ]
    assert js(OVERLAY, "overlay", seen) == once
    again = js(
        OVERLAY, "overlay", [[PAGE | {"rows": laid["rows"]}, ops] for (_, ops), laid in zip(cases, once, strict=True)]
    )
    for (page, ops), first, second in zip(cases, once, again, strict=True):
        assert by_id(second["rows"]) == by_id(first["rows"]), json.dumps([page, ops])
