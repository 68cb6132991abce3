"""The player's sums: frames and times, marks, the strip, the part that is looped."""

import random
from fractions import Fraction
from pathlib import Path

PLAYER = Path(__file__).resolve().parent.parent.parent / "static" / "js" / "player"
FRAMES, PART, KEYS, TOUCH = (str(PLAYER / f"{name}.js") for name in ("frames", "part", "keys", "touch"))
RATES = [Fraction(rate) for rate in (10, "24000/1001", 24, 25, "30000/1001", 30, 48, 50, "60000/1001", 60)]
CLIP = {"num": 30, "den": 1, "count": 300}
NO_MARKS = {"start": None, "end": None}


def clip(rate, count):
    return {"num": rate.numerator, "den": rate.denominator, "count": count}


def drawn(seed, number=2000):
    rng = random.Random(seed)
    for _ in range(number):
        count = rng.randrange(1, 36_000)
        yield rng.randrange(count), clip(rng.choice(RATES), count), rng


def test_the_time_of_a_frame_lies_in_its_middle_and_leads_back_to_it(js):
    asked = [[frame, about] for frame, about, _ in drawn(1)]
    times = js(FRAMES, "timeOf", asked)
    for (frame, about), time in zip(asked, times, strict=True):
        exact = Fraction(2 * frame + 1, 2) * about["den"] / about["num"]
        assert abs(time - exact) < 1e-9
    back = js(FRAMES, "frameAt", [[time, about] for (_, about), time in zip(asked, times, strict=True)])
    assert back == [frame for frame, _ in asked]


def test_a_pictures_own_time_in_whole_microseconds_tells_its_frame(js):
    asked, expected = [], []
    for frame, about, _ in drawn(2):
        asked.append([int(Fraction(frame * about["den"], about["num"]) * 10**6) / 10**6, about])
        expected.append(frame)
    assert js(FRAMES, "frameOfPicture", asked) == expected


def test_what_is_beyond_the_clip_is_its_first_or_last_frame(js):
    assert js(FRAMES, "frameAt", [[-1, CLIP], [99, CLIP], [10, CLIP], [9.999, CLIP]]) == [0, 299, 299, 299]


def test_marks_set_at_frames_give_back_just_these_frames(js):
    starts, ends, expected = [], [], []
    for frame, about, rng in drawn(3):
        last = rng.randrange(frame, about["count"])
        starts.append([frame, NO_MARKS, about])
        ends.append((last, about))
        expected.append({"first": frame, "last": last})
    started = js(FRAMES, "startWith", starts)
    ended = js(FRAMES, "endWith", [[last, marks, about] for (last, about), marks in zip(ends, started, strict=True)])
    shown = js(FRAMES, "between", [[marks, about] for marks, (_, about) in zip(ended, ends, strict=True)])
    assert shown == expected


def test_marks_at_the_ends_of_the_clip_are_none(js):
    assert js(FRAMES, "startWith", [[0, NO_MARKS, CLIP]]) == [NO_MARKS]
    assert js(FRAMES, "endWith", [[299, NO_MARKS, CLIP]]) == [NO_MARKS]


def test_a_mark_beyond_the_other_one_drops_it(js):
    marks = {"start": 2.0, "end": 4.0}
    assert js(FRAMES, "startWith", [[150, marks, CLIP]]) == [{"start": 5.0, "end": None}]
    assert js(FRAMES, "endWith", [[30, marks, CLIP]]) == [{"start": None, "end": 1.033}]
    assert js(FRAMES, "startWith", [[119, marks, CLIP]]) == [{"start": 3.967, "end": 4.0}]


def test_marks_typed_in_seconds_show_every_frame_that_lies_between_them(js):
    asked = [[marks, CLIP] for marks in ({"start": 1.5, "end": 2}, {"start": 1.51, "end": 2.01}, NO_MARKS)]
    assert js(FRAMES, "between", asked) == [
        {"first": 45, "last": 59},
        {"first": 45, "last": 60},
        {"first": 0, "last": 299},
    ]


def test_marks_beyond_the_clip_still_show_a_frame(js):
    asked = [[marks, CLIP] for marks in ({"start": 99, "end": 100}, {"start": 5, "end": 5.001})]
    assert js(FRAMES, "between", asked) == [{"first": 299, "last": 299}, {"first": 150, "last": 150}]


def test_places_on_the_bar_and_frames_lead_to_each_other(js):
    asked = []
    for frame, about, rng in drawn(4):
        asked.append([frame, {"first": rng.randrange(frame + 1), "last": rng.randrange(frame, about["count"])}])
    shares = js(FRAMES, "shareOf", asked)
    assert all(0 <= share <= 1 for share in shares)
    back = js(FRAMES, "frameOfShare", [[share, view] for share, (_, view) in zip(shares, asked, strict=True)])
    assert back == [frame for frame, _ in asked]


def test_the_nine_moments_share_the_set_evenly_and_lead_into_themselves(js):
    for view in ({"first": 0, "last": 8}, {"first": 100, "last": 279}, {"first": 7, "last": 1000}):
        frames = js(FRAMES, "frameOfMoment", [[moment, view] for moment in range(9)])
        assert js(FRAMES, "momentOf", [[frame, view] for frame in frames]) == list(range(9))
    assert js(FRAMES, "momentOf", [[0, {"first": 5, "last": 50}], [99, {"first": 5, "last": 50}]]) == [0, 8]


def test_times_read_as_on_a_clock(js):
    said = {0: "0:00.0", 11.2: "0:11.2", 11.299: "0:11.2", 59.99: "0:59.9", 60: "1:00.0", 754.3: "12:34.3"}
    said |= {3661.5: "1:01:01.5", 336 / 30: "0:11.2"}
    assert js(FRAMES, "clock", [[time] for time in said]) == list(said.values())


def test_speeds_end_at_both_ends_and_an_unknown_one_counts_as_one(js):
    asked = [[1, 1], [2, 1], [0.1, -1], [0.5, -1], [7, -1]]
    assert js(FRAMES, "nextSpeed", asked) == [2, 2, 0.1, 0.25, 0.5]


def test_a_part_gets_its_start_then_its_end_then_goes(js):
    start = js(PART, "nextPart", [[None, 40]])[0]
    assert start == {"first": 40}
    assert js(PART, "nextPart", [[start, 90], [start, 10], [start, 40]]) == [
        {"first": 40, "last": 90},
        {"first": 10, "last": 40},
        None,
    ]
    assert js(PART, "nextPart", [[{"first": 40, "last": 90}, 50]]) == [None]
    assert js(PART, "partUntil", [[start, 20], [None, 20]]) == [{"first": 20, "last": 40}, None]


def test_on_the_needle_up_and_down_go_as_right_and_left_do(js):
    on_needle = [
        [{"key": key, "shiftKey": shift}, {"onNeedle": True}] for key in ("ArrowUp", "ArrowDown") for shift in (0, 1)
    ]
    assert js(KEYS, "actionOf", on_needle) == ["forward", "forward-second", "back", "back-second"]
    assert js(KEYS, "actionOf", [[{"key": "ArrowUp"}]]) == [None]


def test_keys_with_a_modifier_belong_to_the_browser(js):
    asked = [{"key": "k"}, {"key": "K", "shiftKey": True}, {"key": "f", "ctrlKey": True}, {"key": "ArrowLeft"}]
    asked += [{"key": "ArrowLeft", "shiftKey": True}, {"key": "ArrowLeft", "altKey": True}, {"key": "7"}, {"key": "0"}]
    asked += [{"key": "Tab"}, {"key": "<", "shiftKey": True}]
    assert js(KEYS, "actionOf", [[key] for key in asked]) == [
        "play", "play", None, "back", "back-second", None, "moment-7", None, None, "slower",
    ]  # fmt: skip


def test_a_finger_goes_frame_by_frame_and_taps_know_their_side(js):
    assert js(TOUCH, "framesOf", [[6], [7], [-20], [70]]) == [0, 1, -2, 10]
    assert js(TOUCH, "sideOf", [[x, {"left": 10, "width": 300}] for x in (20, 160, 300)]) == [-1, 0, 1]
