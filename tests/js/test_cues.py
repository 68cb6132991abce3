"""Cues and gates in the session screen: what is ticked off for which set, and when a gate has a word to say."""

import pytest

from tests.js.rows import SESSION, row

CUES = str(SESSION / "cues.js")
PAGE = {"v": 20, "exercises": {}, "sets": {"d1": ["hips-back"]}}


def op(cues, on="d1", **more):
    return {"url": f"/api/v1/sets/{on}/cues", "body": {"cues": cues}, "state": "waiting", "v": None} | more


def ticked(js, *ops):
    return js(CUES, "ticked", [[PAGE, list(ops)]])[0]


def test_ticks_are_those_of_the_page_with_the_outbox_laid_over_them(js):
    assert ticked(js) == {"d1": ["hips-back"]}
    assert ticked(js, op(["neutral-spine"], on="d2")) == {"d1": ["hips-back"], "d2": ["neutral-spine"]}
    assert ticked(js, op(["hips-back", "squeeze"]), op(["squeeze"])) == {"d1": ["squeeze"]}


def test_ticks_that_the_page_has_seen_are_not_laid_over_later_ones(js):
    assert ticked(js, op([], state="sent", v=20)) == {"d1": ["hips-back"]}
    assert ticked(js, op([], state="sent", v=21)) == {"d1": []}


def test_other_calls_tick_nothing(js):
    assert ticked(js, {"url": "/api/v1/sets/d1", "body": {"reps": 5}, "state": "waiting", "v": None}) == PAGE["sets"]


def run(*rows):
    return {"exercise": "deadlift", "block": 0, "superset": None, "rows": list(rows)}


def word(js, gates, *rows):
    return js(CUES, "gateWord", [[gates, run(*rows)]])[0]


WORD = {"above_kg": 20, "title": "20 clean dowel hinges", "reason": "12 of 20", "url": "/gates/dowel-20"}


@pytest.mark.parametrize(("load", "says"), [(20.5, True), (20, False), (None, False)])
def test_a_gate_speaks_above_its_load_only(js, load, says):
    assert word(js, {"deadlift": WORD}, row("d1", load_kg=load)) == (WORD if says else None)


def test_a_gate_without_a_load_speaks_at_any(js):
    always = WORD | {"above_kg": None}
    assert word(js, {"deadlift": always}, row("d1", load_kg=None)) == always


def test_a_gate_is_silent_about_what_is_done_warm_ups_and_other_lifts(js):
    assert word(js, {"deadlift": WORD}, row("d1", done=True), row("d2", kind="warmup")) is None
    assert word(js, {"squat": WORD}, row("d1")) is None
    assert word(js, {"deadlift": WORD}, row("d1", load_kg=10), row("d2", load_kg=60)) == WORD
