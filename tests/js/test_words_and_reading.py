"""How the session screen writes sets and rests, and what it makes of what is typed."""

import pytest

from tests.js.rows import SESSION, STEPS, row

WORDS, READING = str(SESSION / "words.js"), str(SESSION / "reading.js")


def of(js, module, name, cases):
    """Compare a function's answers with those expected: cases are (arguments, answer)."""
    assert js(module, name, [list(given) for given, _ in cases]) == [answer for _, answer in cases]


def test_loads_are_written_in_the_unit_without_needless_zeros(js):
    of(js, WORDS, "loadText", [
        ((100, "kg"), "100"), ((97.5, "kg"), "97.5"), ((102.058, "lb"), "225"), ((None, "kg"), ""), ((0, "kg"), "0"),
        ((-20, "kg"), "-20"), ((61.462, "lb"), "135.5"), ((41.25, "kg"), "41.25"),
    ])  # fmt: skip


def test_rests_and_times_are_written_as_a_clock(js):
    of(js, WORDS, "clock", [
        ((0,), "0:00"), ((5,), "0:05"), ((60,), "1:00"), ((149.6,), "2:30"), ((3600,), "60:00"), ((-3,), "0:00"),
    ])  # fmt: skip


SETS = [
    ({"load_kg": 100, "reps": 5}, "100×5", "100 kg × 5"),
    ({"load_kg": None, "reps": 8}, "8", "8"),
    ({"load_kg": None, "reps": None, "duration_s": 45}, "0:45", "0:45"),
    ({"load_kg": 30, "reps": None, "distance_m": 40}, "30×40 m", "30 kg × 40 m"),
    ({"load_kg": None, "reps": None}, "–", "empty"),
    ({"load_kg": 140, "reps": 0}, "140×0", "140 kg × 0"),
]


def test_a_set_is_written_by_what_is_counted(js):
    of(js, WORDS, "lastTime", [((values, "kg"), short) for values, short, _ in SETS] + [((None, "kg"), "–")])
    of(js, WORDS, "setWords", [((values, "kg"), words) for values, _, words in SETS])


def test_a_narrow_column_shows_pounds_to_a_tenth_and_kilograms_whole(js):
    of(js, WORDS, "lastTime", [
        (({"load_kg": 90, "reps": 8}, "lb"), "198.4×8"),
        (({"load_kg": 61.25, "reps": 8}, "kg"), "61.25×8"),
    ])  # fmt: skip


def test_last_time_is_one_line_with_equal_loads_together(js):
    sets = [{"kind": kind, "load_kg": load, "reps": reps} for kind, load, reps in [
        ("warmup", 60, 5), ("working", 97.5, 10), ("working", 97.5, 9), ("drop", 80, 12),
    ]]  # fmt: skip
    of(js, WORDS, "lastWords", [
        (({"day": "2026-11-20", "sets": sets}, "kg"), "Last 20 Nov: 97.5 × 10, 9 · 80 × 12"),
        (({"day": "2026-11-20", "sets": sets[:1]}, "kg"), ""),
        ((None, "kg"), ""),
    ])  # fmt: skip


NAMES = {"faults": {"squatting": "Squatting"}, "felt": {"glutes": "Glutes"}, "places": {"lower-back": "Lower back"}}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({}, ""),
        ({"kind": "warmup"}, ""),
        ({"kind": "amrap", "side": "left", "rir": 0}, "AMRAP · left · 0 in reserve"),
        ({"form_rating": 5}, "form clean"),
        ({"form_rating": 3, "faults": ["squatting", "new-one"]}, "form mixed · Squatting · new-one"),
        ({"felt": ["glutes"]}, "felt glutes"),
        ({"pain": 0, "pain_place": "lower-back"}, "pain 0/10, lower back"),
        ({"note": "belt"}, "belt"),
    ],
)
def test_a_row_says_what_its_numbers_do_not(js, values, words):
    of(js, WORDS, "about", [((row("d1", **values), NAMES), words)])


# --- reading -------------------------------------------------------------------------------------------------

NUMBERS = [
    ("load_kg", "100", "kg", {"value": 100}),
    ("load_kg", " 97,5 ", "kg", {"value": 97.5}),
    ("load_kg", "225", "lb", {"value": 102.058}),
    ("load_kg", "−20", "kg", {"value": -20}),
    ("load_kg", "", "kg", {"value": None}),
    ("load_kg", "1001", "kg", {"wrong": "A load lies between -1,000 and 1,000 kg (2,204 lb)."}),
    ("load_kg", "2205", "lb", {"wrong": "A load lies between -1,000 and 1,000 kg (2,204 lb)."}),
    ("load_kg", "heavy", "kg", {"wrong": "Enter a number, or a set such as 100x8@9."}),
    ("load_kg", "1,000,5", "kg", {"wrong": "Enter a number, or a set such as 100x8@9."}),
    ("load_kg", "Infinity", "kg", {"wrong": "Enter a number, or a set such as 100x8@9."}),
    ("reps", "8", "kg", {"value": 8}),
    ("reps", "8.5", "kg", {"wrong": "Enter a whole number."}),
    ("reps", "1001", "kg", {"wrong": "Reps lie between 0 and 1000."}),
    ("reps", "-1", "kg", {"wrong": "Reps lie between 0 and 1000."}),
    ("reps", "five", "kg", {"wrong": "Enter a number."}),
    ("rpe", "8,5", "kg", {"value": 8.5}),
    ("rpe", "11", "kg", {"wrong": "RPE lies between 1 and 10."}),
    ("rir", "2", "kg", {"value": 2}),
    ("rir", "1.5", "kg", {"wrong": "Enter a whole number."}),
    ("rest_s", "7201", "kg", {"wrong": "A rest lies between 0 and 7,200 seconds."}),
    ("duration_s", "0", "kg", {"wrong": "A time lies between 0.1 and 86,400 seconds."}),
    ("distance_m", "12.5", "kg", {"value": 12.5}),
]


def test_a_number_is_read_as_people_type_it_or_refused_in_a_sentence(js):
    of(js, READING, "readNumber", [((name, text, unit), answer) for name, text, unit, answer in NUMBERS])


@pytest.mark.parametrize("text", ["0x10", "1e2", "1e400", "0b1", "5e-1", "."])
def test_what_only_a_programmer_calls_a_number_is_refused_as_the_server_does(js, text):
    (answer,) = js(READING, "readNumber", [["reps", text, "kg"]])
    assert "wrong" in answer, answer


ROW = row("d1", load_kg=100, reps=5, rpe=8)
SHOWN = {"load_kg": "100", "reps": "5", "rpe": "8"}
TYPED = [
    ({}, {}, {}),
    ({"reps": "6"}, {"reps": 6}, {}),
    ({"load_kg": "102,5", "rpe": ""}, {"load_kg": 102.5, "rpe": None}, {}),
    ({"load_kg": "100x8@9"}, {"load_kg": 100, "reps": 8, "rpe": 9}, {}),
    ({"load_kg": "102.5 × 3", "reps": "5"}, {"load_kg": 102.5, "reps": 3}, {}),
    ({"load_kg": "225lb x 5"}, {"load_kg": 102.058, "reps": 5}, {}),
    ({"reps": "x12"}, {"reps": 12}, {}),
    ({"reps": "8 rir2"}, {"reps": 8, "rir": 2}, {}),
    ({"load_kg": "heavy", "reps": "7"}, {"reps": 7}, {"load_kg": "Enter a number, or a set such as 100x8@9."}),
    ({"reps": "-3", "rpe": "12"}, {}, {"reps": "Reps lie between 0 and 1000.", "rpe": "RPE lies between 1 and 10."}),
]


@pytest.mark.parametrize(("cells", "changes", "wrong"), TYPED)
def test_only_what_differs_from_what_stood_there_is_read_from_a_row(js, cells, changes, wrong):
    assert js(STEPS, "typed", [[SHOWN | cells, ROW, "kg"]]) == [{"changes": changes, "wrong": wrong}]


def test_a_load_left_alone_stays_as_it_is_to_the_gram(js):
    known = ROW | {"load_kg": 100.0}
    assert js(STEPS, "typed", [[SHOWN | {"load_kg": "220.46"}, known, "lb"]])[0]["changes"] == {}


def test_what_a_done_set_lacks_is_said_by_what_its_exercise_counts(js):
    nothing = {"reps": None, "duration_s": None, "distance_m": None}
    of(js, READING, "missing", [
        ((row("a"), "reps"), ""),
        ((row("a", **nothing), "reps"), "Enter the reps."),
        ((row("a", **nothing), "duration_s"), "Enter the seconds."),
        ((row("a", **nothing), "distance_m"), "Enter the metres."),
        ((row("a", **nothing | {"duration_s": 30}), "duration_s"), ""),
        ((row("a", reps=0, kind="failure"), "reps"), ""),
        ((row("a", reps=0), "reps"),
         "0 reps means a missed lift: set the kind to failure, or enter the reps you made."),
    ])  # fmt: skip
