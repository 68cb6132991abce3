"""What comes next in a session, how long the rest is, and what is sent: the browser's pure functions by cases."""

import pytest

from tests.js.rows import BLANK, STEPS, row, session

FACTS = {"deadlift": {"rest_s": 180}, "romanian-deadlift": {"rest_s": 120}, "pull-up": {"rest_s": 90}}

WAYS = [
    ("d:3", "d1", "d1 rest d2 rest d3"),
    ("d:2w2", "dw1", "dw1 rest dw2 rest d1 rest d2"),
    ("d:1 r:1", "d1", "d1 rest r1"),  # the next exercise
    ("d1:2 r1:2", "d1", "d1 r1 rest d2 r2"),  # in turn, with a rest after the round
    ("d1:3 r1:2 u1:3", "d1", "d1 r1 u1 rest d2 r2 u2 rest d3 u3"),  # one has fewer sets
    ("d1:2 r1:1", "d1", "d1 r1 rest d2"),
    ("d1:1w2 r1:2", "dw1", "dw1 rest d1 r1 rest d2 r2"),  # warm-ups before the first round
    ("d1:2w1 r1:1w1", "dw1", "dw1 rest dw2 rw1 rest d1 r1"),  # warm-ups meet the work together
    ("d1:2 r1:2 u:1", "d1", "d1 r1 rest d2 r2 rest u1"),  # and then what follows the superset
    ("d:1 r1:1 u1:1", "r1", "r1 u1"),  # nothing follows: what was left out before stays open
    ("d1:2 r1:2", "r1", "r1 rest d2 r2 rest d1"),  # began with the second: the first is made up at the end
    ("d:3", "d2", "d2 rest d1 rest d3"),  # the first open row of the exercise
]


@pytest.mark.parametrize(("rows", "first", "way"), WAYS)
def test_exercises_in_a_superset_take_turns_and_rest_after_the_round(js, rows, first, way):
    assert js(STEPS, "wayThrough", [[session(rows), first]]) == [way.split()]


def rests(js, rows, *ids, facts=FACTS):
    return [rest for _, _, rest in js(STEPS, "next", [[rows, one, facts] for one in ids])]


def test_an_exercise_rests_as_long_as_its_facts_say_and_a_minute_at_most_after_a_warm_up(js):
    assert rests(js, session("d:1w1 r:1"), "dw1", "d1", "r1") == [60, 180, 120]
    assert rests(js, session("d:1w1"), "dw1", facts={"deadlift": {"rest_s": 45}}) == [45]


def test_a_superset_rests_as_long_as_the_exercise_that_needs_most(js):
    assert rests(js, session("u1:1 d1:1 r:1"), "u1", "d1", "r1") == [180, 180, 120]


def test_a_rest_on_a_row_counts_for_the_row_and_a_rest_in_the_run_for_the_run(js):
    rows = session("d:3")
    rows[1]["rest_s"] = 240
    assert rests(js, rows, "d2", "d1") == [240, 240]
    rows[0]["rest_s"] = 0
    assert rests(js, rows, "d1", "d2", "d3") == [0, 240, 0]


def test_an_exercise_without_facts_rests_two_minutes(js):
    assert rests(js, session("p:1"), "p1") == [120]


def test_the_last_row_of_all_has_nothing_after_it(js):
    (found,) = js(STEPS, "next", [[[row("d1", done=True)], "d1", FACTS]])
    assert found == [None, True, 180]


# --- names and what stands beside ----------------------------------------------------------------------------


def test_supersets_are_lettered_in_their_order(js):
    (found,) = js(STEPS, "lettersOf", [[session("d7:1 r7:1 u:1 p2:1 f2:1")]])
    assert found == [
        ["0-deadlift", "A1"],
        ["1-romanian-deadlift", "A2"],
        ["3-plank", "B1"],
        ["4-farmers-carry", "B2"],
    ]


def test_warm_ups_stand_beside_warm_ups_and_the_rest_beside_the_rest(js):
    before = [("warmup", 40), ("warmup", 60), ("working", 100), ("working", 105)]
    facts = {"last": {"sets": [{"kind": kind, "load_kg": load} for kind, load in before]}}
    (found,) = js(STEPS, "linesOf", [[session("d:1w3"), facts]])
    assert found == [["dw1", "W", 40], ["d1", "1", 100], ["d2", "2", 105], ["d3", "3", None]]
    assert js(STEPS, "linesOf", [[session("d:1"), None]]) == [[["d1", "1", None]]]


# --- what the database has to hear ---------------------------------------------------------------------------


def difference(js, before, after):
    return js(STEPS, "changed", [[before, after]])[0]


def test_nothing_is_sent_where_nothing_changed(js):
    rows = session("d:2 r:1")
    assert difference(js, rows, rows) == []
    assert difference(js, rows, [{**one, "faults": []} for one in reversed(rows)]) == []


def test_a_changed_row_is_sent_with_what_changed_alone(js):
    before, after = session("d:2"), session("d:2")
    after[1] |= {"done": True, "reps": 6, "faults": ["squatting"]}
    assert difference(js, before, after) == [["PATCH", "d2", {"reps": 6, "done": True, "faults": ["squatting"]}]]


def test_a_value_that_was_taken_back_is_sent_as_none(js):
    assert difference(js, [row("d1", rpe=8)], [row("d1")]) == [["PATCH", "d1", {"rpe": None}]]


def test_new_rows_are_sent_whole_and_missing_ones_deleted(js):
    new = row("d3")
    assert difference(js, session("d:2"), [*session("d:1"), new]) == [["PUT", "d3", new], ["DELETE", "d2", None]]


def test_a_reordered_session_sends_only_the_places_of_the_runs_that_moved(js):
    rows = session("d:2 r:1 u:1")
    ((after,),) = js(STEPS, "play", [[rows, [["up", "2-pull-up"]]]])
    assert sorted(difference(js, rows, after)) == [
        ["PATCH", "r1", {"block": 2}],
        ["PATCH", "u1", {"block": 1}],
    ]


# --- new rows ------------------------------------------------------------------------------------------------


def play(js, rows, *steps):
    return js(STEPS, "play", [[rows, list(steps)]])[0][-1]


def test_an_added_exercise_comes_with_its_plan_in_a_run_of_its_own(js):
    plan = [{"kind": "warmup", "load_kg": 60, "reps": 5}, {"load_kg": 100, "reps": 5, "planned_reps": 5, "note": "no"}]
    first, *added = play(js, [row("d1", block=4)], ["add-exercise", None, "plank", plan])
    assert first == row("d1", block=4)
    about = {"exercise": "plank", "block": 5, "reps": 5}
    assert added == [
        BLANK | about | {"position": 0, "kind": "warmup", "load_kg": 60, "id": "f000001"},
        BLANK | about | {"position": 1, "load_kg": 100, "planned_reps": 5, "id": "f000002"},
    ]


def test_the_first_exercise_of_all_is_the_first_run(js):
    assert play(js, [], ["add-exercise", None, "plank", [{}]])[0]["block"] == 0


def test_one_more_set_is_like_the_one_before_but_for_how_it_went(js):
    done = row("d1", done=True, rpe=9, note="heavy", reps=4, planned_reps=5, superset=2, position=3, rest_s=90)
    added = play(js, [done], ["add-set", "0-deadlift"])[-1]
    assert added == row("f000001", reps=5, planned_reps=5, superset=2, position=4, rest_s=90)


def test_one_more_set_is_no_warm_up_once_the_work_has_begun(js):
    assert play(js, session("d:2"), ["add-set", "0-deadlift"])[-1]["kind"] == "working"
    assert play(js, session("d:2w0"), ["add-set", "0-deadlift"])[-1]["kind"] == "warmup"
    mixed = [row("d1"), row("dw1", kind="warmup", position=1)]
    assert play(js, mixed, ["add-set", "0-deadlift"])[-1]["kind"] == "working"


def test_a_missed_lift_is_followed_by_a_try_of_the_same(js):
    added = play(js, [row("d1", kind="failure", reps=0, done=True)], ["add-set", "0-deadlift"])[-1]
    assert (added["kind"], added["load_kg"], added["reps"], added["planned_reps"]) == ("working", 100, 1, None)


def test_a_suggestion_goes_to_the_open_working_sets_at_the_load_it_starts_from(js):
    rows = [
        row("done", done=True), row("warm", kind="warmup"), row("top"), row("back-off", load_kg=80),
        row("other", exercise="plank"),
    ]  # fmt: skip
    said = {"load_kg": 102.5, "reps": 6, "duration_s": None, "distance_m": None, "base_kg": 100}
    after = {one["id"]: one for one in play(js, rows, ["suggestion", None, "deadlift", said])}
    assert after.pop("top") == row("top", load_kg=102.5, reps=6, planned_reps=6)
    assert list(after.values()) == [one for one in rows if one["id"] != "top"]


def test_a_suggestion_that_no_row_starts_from_goes_to_all_that_are_open(js):
    said = {"load_kg": 102.5, "reps": None, "base_kg": 97.5}
    after = play(js, [row("d1"), row("d2", load_kg=90)], ["suggestion", None, "deadlift", said])
    assert [(one["load_kg"], one["reps"]) for one in after] == [(102.5, 5), (102.5, 5)]


def test_a_suggestion_in_seconds_leaves_load_and_reps(js):
    said = {"load_kg": None, "reps": None, "duration_s": 50, "distance_m": None, "base_kg": None}
    (after,) = play(js, [row("p1", load_kg=None, reps=None, duration_s=45)], ["suggestion", None, "deadlift", said])
    assert after == row("p1", load_kg=None, reps=None, duration_s=50)
