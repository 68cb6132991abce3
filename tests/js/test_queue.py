"""What the order of operations means: what waits behind what, and what many taps become."""

from tests.js.rows import SESSION

QUEUE = str(SESSION.parent / "lib" / "queue.js")


def op(key, row, method="PATCH", state="waiting", **more):
    base = {"key": key, "row": row, "after": None, "session": "s1", "method": method, "state": state,
            "url": f"/api/v1/{row}", "body": {"n": key}}  # fmt: skip
    return base | more


def held(js, *ops):
    return {one["key"]: one["held_by"] for one in js(QUEUE, "inOrder", [[list(ops)]])[0]}


def test_what_comes_after_a_row_waits_behind_its_refused_making(js):
    made = op(1, "d1", "PUT", state="refused")
    cues = op(2, "d1/cues", "PUT", after="d1")
    assert held(js, made, cues, op(3, "d2/cues", "PUT", after="d2")) == {1: None, 2: 1, 3: None}
    assert js(QUEUE, "nextOf", [[[made, cues]]]) == [None]


def test_what_comes_after_a_row_goes_once_that_is_made(js):
    assert held(js, op(1, "d1", "PUT", state="sent"), op(2, "d1/cues", "PUT", after="d1")) == {1: None, 2: None}


def test_a_refused_change_of_a_row_holds_nothing_that_comes_after_the_row(js):
    assert held(js, op(1, "d1", state="refused"), op(2, "d1/cues", "PUT", after="d1")) == {1: None, 2: None}


def test_cues_do_not_correct_what_was_refused_of_their_set(js):
    made = op(1, "d1", "PUT", state="refused", body={"reps": 5000})
    cues = op(2, "d1/cues", "PUT", after="d1", body={"cues": ["hips-back"]})
    assert js(QUEUE, "corrected", [[made, [made, cues]]]) == [None]


def into(js, fresh, *known):
    found = js(QUEUE, "openFor", [[fresh, list(known)]])[0]
    return found and found["key"]


def test_a_change_goes_into_what_waits_for_its_row(js):
    fresh = op(9, "d1")
    assert into(js, fresh, op(1, "d1", "PUT")) == 1
    assert into(js, fresh, op(1, "d1", "PUT", state="sent"), op(2, "d1")) == 2


def test_a_change_is_a_call_of_its_own_after_anything_else(js):
    fresh = op(9, "d1")
    assert into(js, fresh) is None
    assert into(js, fresh, op(1, "d2")) is None
    assert into(js, fresh, op(1, "d1", state="sent")) is None
    assert into(js, fresh, op(1, "d1", "PUT"), op(2, "d1", "DELETE", body=None)) is None
    assert into(js, fresh, op(1, "d1", "PUT"), op(2, "d1", "POST", body=None, url="/api/v1/d1/restore")) is None


def test_a_change_behind_a_refused_one_stays_apart_so_that_it_can_correct_it(js):
    assert into(js, op(9, "d1"), op(1, "d1", "PUT", state="refused"), op(2, "d1")) is None
