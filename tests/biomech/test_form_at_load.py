"""Form at load: counts, verdicts, reasons, and what holds for any log."""

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from biomech.form_at_load import (
    HELD_SHARE,
    LOST_SHARE,
    SAME_LOAD_KG,
    FormAtLoad,
    LoadPoint,
    assess_form_at_load,
    count_clean_reps,
    split_by_curve,
)


def log(*rows, source="analysis"):
    """Return points from (session, load, clean reps, reps)."""
    return [LoadPoint(f"set {i}", day, load, reps, clean, source) for i, (day, load, clean, reps) in enumerate(rows)]


def days(*rows):
    """Return points of two sessions with the same (load, clean reps, reps)."""
    return log(*((day, *row) for day in ("monday", "friday") for row in rows))


BREAKS = days((60, 5, 5), (70, 5, 5), (80, 4, 5), (90, 2, 5), (100, 0, 5))


# What no set can have


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"clean_reps": 6}, "6 of 5 reps"),
        ({"clean_reps": -1}, "-1 of 5 reps"),
        ({"reps": 0, "clean_reps": 0}, "at least one rep"),
        ({"load_kg": -1.0}, "from 0 up"),
        ({"load_kg": math.nan}, "from 0 up"),
        ({"load_kg": math.inf}, "from 0 up"),
        ({"relative_load": -0.1}, "from 0 up"),
        ({"relative_load": math.nan}, "from 0 up"),
    ],
)
def test_an_impossible_set_is_refused_with_a_sentence(change, says):
    values = {"key": "a", "session": "s", "load_kg": 60.0, "reps": 5, "clean_reps": 5, "source": "analysis"}
    with pytest.raises(ValueError, match=rf"^Set a: .*{says}.*\.$"):
        LoadPoint(**(values | change))


def test_points_of_two_lifts_are_refused():
    blocks = [replace(point, key=f"block {point.key}", curve="block pull") for point in BREAKS]
    with pytest.raises(ValueError, match="share no curve"):
        assess_form_at_load(BREAKS + blocks)
    assert split_by_curve(blocks + BREAKS) == {"": tuple(BREAKS), "block pull": tuple(blocks)}


def test_a_set_that_comes_twice_is_refused():
    rated = replace(BREAKS[0], source="self-rating")
    with pytest.raises(ValueError, match="comes twice"):
        assess_form_at_load([*BREAKS, rated])


# Too little to tell


@pytest.mark.parametrize(
    ("points", "needed"),
    [
        ([], ("Sets at 3 more loads are needed.", "Sets in 2 more sessions are needed.")),
        (days((60, 5, 5), (80, 0, 5)), ("Sets at 1 more load are needed.",)),
        (log(("m", 60, 5, 5), ("m", 70, 5, 5), ("m", 80, 0, 5)), ("Sets in 1 more session are needed.",)),
    ],
)
def test_what_is_missing_is_said_and_the_counts_are_there_all_the_same(points, needed):
    found = assess_form_at_load(points)
    assert found.verdict == "cannot-tell-yet"
    assert found.reasons == needed
    assert sum(row.reps for row in found.loads) == sum(point.reps for point in points)
    assert found.held_kg is found.lost_kg is found.estimate_kg is found.share_at is None


def test_loads_that_hardly_differ_count_once():
    points = log(("m", 60, 5, 5), ("f", 60.2, 3, 5), ("m", 60.3, 5, 5), ("f", 80, 5, 5))
    found = assess_form_at_load(points)
    assert [(row.load_kg, row.reps, row.clean_reps) for row in found.loads] == [(60, 10, 8), (60.3, 5, 5), (80, 5, 5)]
    assert found.loads[0].keys == ("set 0", "set 1")
    assert found.loads[0].sessions == ("f", "m")


# Verdicts


def test_form_that_breaks_down_does_so_between_the_load_held_and_the_load_lost():
    found = assess_form_at_load(BREAKS)
    assert found.verdict == "breaks-down"
    assert (found.held_kg, found.lost_kg) == (80, 90)
    assert found.low_kg < found.estimate_kg < found.high_kg
    assert 80 <= found.estimate_kg <= 90
    assert found.reasons[:2] == ("Form held up to 80 kg.", "It was lost from 90 kg up.")
    assert f"about {found.estimate_kg:.1f} kg" in found.reasons[2]


def test_form_held_everywhere_gets_no_estimate():
    found = assess_form_at_load(days((60, 5, 5), (70, 5, 5), (80, 5, 5)))
    assert (found.verdict, found.held_kg, found.lost_kg) == ("held-everywhere", 80, None)
    assert found.estimate_kg is found.low_kg is found.high_kg is found.share_at is None
    assert found.reasons == ("Form held at every load, up to 80 kg.", "No load yet at which it was lost.")


def test_form_lost_everywhere_gets_no_estimate():
    found = assess_form_at_load(days((60, 1, 5), (70, 0, 5), (80, 0, 5)))
    assert (found.verdict, found.held_kg, found.lost_kg) == ("lost-everywhere", None, 60)
    assert found.estimate_kg is found.share_at is None
    assert found.reasons == ("Form was lost at every load, from 60 kg up.", "No load yet at which it held.")


def test_form_that_only_wavers_cannot_be_told_yet():
    found = assess_form_at_load(days((60, 5, 5), (70, 5, 5), (80, 3, 5)))
    assert (found.verdict, found.held_kg, found.lost_kg) == ("cannot-tell-yet", 70, None)
    assert found.reasons[1] == "From 80 kg up it was neither held nor lost: sets at a heavier load would tell."


def test_loads_are_told_as_lifted():
    found = assess_form_at_load(days((60, 5, 5), (61.25, 5, 5), (62.5, 0, 5)))
    assert found.reasons[:2] == ("Form held up to 61.25 kg.", "It was lost from 62.5 kg up.")


def test_form_may_break_down_without_a_load_that_held():
    found = assess_form_at_load(days((60, 3, 5), (70, 3, 5), (80, 1, 5), (90, 0, 5)))
    assert (found.verdict, found.held_kg, found.lost_kg) == ("breaks-down", None, 80)
    assert 60 <= found.estimate_kg <= 80


def test_an_interval_that_leaves_the_loads_lifted_is_open():
    found = assess_form_at_load(log(("m", 60, 5, 5), ("m", 70, 5, 5), ("f", 80, 0, 1)))
    assert found.high_kg is None
    assert "above everything lifted so far" in " ".join(found.reasons)
    assert "Only 1 rep at 80 kg." in found.reasons
    low = assess_form_at_load(log(("m", 60, 1, 1), ("m", 70, 0, 5), ("f", 80, 0, 5)))
    assert low.low_kg is None
    assert "below everything lifted so far" in " ".join(low.reasons)


def test_a_perfect_step_keeps_the_whole_gap_in_its_interval():
    found = assess_form_at_load(days(*((load, 5, 5) for load in (60, 70, 80)), *((load, 0, 5) for load in (100, 110))))
    assert 85 < found.estimate_kg < 95
    assert 75 < found.low_kg < 83
    assert 97 < found.high_kg < 107


def test_loads_that_contradict_each_other_are_judged_together():
    found = assess_form_at_load(days((60, 5, 5), (70, 1, 5), (80, 5, 5), (90, 0, 5)))
    assert (found.held_kg, found.lost_kg) == (60, 90)
    assert any("contradict" in reason for reason in found.reasons)
    assert not any("contradict" in reason for reason in assess_form_at_load(BREAKS).reasons)


def test_the_curve_falls_inside_its_band_over_the_loads_lifted():
    curve = assess_form_at_load(BREAKS).share_at
    assert (curve.load_kg[0], curve.load_kg[-1]) == (60, 100)
    assert list(curve.share) == sorted(curve.share, reverse=True)
    assert all(0 <= a <= b <= c <= 1 for a, b, c in zip(curve.low, curve.share, curve.high, strict=True))
    assert curve.share[0] > 0.9 > 0.1 > curve.share[-1]


# What is passed on


def test_findings_and_relative_loads_are_told_for_each_load():
    points = [
        replace(BREAKS[0], findings=("rounding", "early hips"), relative_load=0.5),
        replace(BREAKS[5], findings=("rounding", "rounding"), relative_load=0.6),
    ]
    row = assess_form_at_load(points).loads[0]
    assert row.findings == (("rounding", 2), ("early hips", 1))
    assert row.relative_load == pytest.approx(0.55)
    assert assess_form_at_load(BREAKS).loads[0].relative_load is None


# Self-ratings


@pytest.mark.parametrize(
    ("rating", "reps", "clean"),
    [(5, 8, 8), (4, 8, 8), (3, 8, 4), (3, 5, 3), (3, 2, 1), (3, 1, 0), (2, 8, 0), (1, 1, 0), (4, 1, 1)],
)
def test_a_rating_counts_as_all_half_or_none_of_the_reps(rating, reps, clean):
    assert count_clean_reps(rating, reps) == clean


@pytest.mark.parametrize("reps", range(2, 12))
def test_a_middling_rating_is_neither_held_nor_lost(reps):
    assert LOST_SHARE <= count_clean_reps(3, reps) / reps < HELD_SHARE


@pytest.mark.parametrize(("rating", "reps"), [(0, 5), (6, 5), (3, 0)])
def test_other_ratings_are_refused(rating, reps):
    with pytest.raises(ValueError, match="A rating is from 1 to 5"):
        count_clean_reps(rating, reps)


def test_a_rating_weighs_less_than_an_analysis_and_is_named():
    rows = [(day, *row) for day in "mwf" for row in ((60, 8, 8), (70, 8, 8), (80, 4, 8), (90, 0, 8), (100, 0, 8))]
    analysed, rated = (assess_form_at_load(log(*rows, source=source)) for source in ("analysis", "self-rating"))
    assert rated.high_kg - rated.low_kg > 1.1 * (analysed.high_kg - analysed.low_kg)
    assert [row.rated_sets for row in rated.loads] == [3] * 5
    assert "All of these sets are self-rated, none analysed." in rated.reasons
    assert rated.loads[0].reps == 24


# What holds for any log


plates = st.integers(0, 80).map(lambda i: i * 2.5)


@st.composite
def logs(draw, loads=plates, most=14, min_size=0):
    rows = draw(
        st.lists(
            st.tuples(st.sampled_from("abcd"), loads, st.integers(1, 12), st.integers(0, 12), st.booleans()),
            min_size=min_size,
            max_size=most,
        )
    )
    return [
        LoadPoint(f"{i}", day, load, reps, min(clean, reps), "self-rating" if rated else "analysis")
        for i, (day, load, reps, clean, rated) in enumerate(rows)
    ]


def numbers(found: FormAtLoad):
    """Return every load of an answer in kg."""
    curve = found.share_at.load_kg if found.share_at else ()
    limits = (found.held_kg, found.lost_kg, found.estimate_kg, found.low_kg, found.high_kg)
    return [*limits, *(row.load_kg for row in found.loads), *curve]


@settings(max_examples=60)
@given(logs(), st.randoms())
def test_the_order_of_the_points_does_not_matter(points, chance):
    shuffled = list(points)
    chance.shuffle(shuffled)
    assert assess_form_at_load(shuffled) == assess_form_at_load(points)


@settings(max_examples=60)
@given(logs(), st.floats(0.2, 20))
def test_loads_in_another_unit_give_the_same_answer_in_that_unit(points, factor):
    assert SAME_LOAD_KG < 2.5 * 0.2  # the smallest step times the smallest factor is still a step
    found = assess_form_at_load(points)
    scaled = assess_form_at_load([replace(point, load_kg=point.load_kg * factor) for point in points])
    assert scaled.verdict == found.verdict
    assert numbers(scaled) == [x if x is None else pytest.approx(x * factor, rel=1e-6) for x in numbers(found)]


@settings(max_examples=60)
@given(logs(min_size=1), st.data())
def test_another_clean_rep_never_lowers_the_load_held(points, data):
    i = data.draw(st.integers(0, len(points) - 1))
    more = [*points]
    more[i] = replace(points[i], reps=points[i].reps + 1, clean_reps=points[i].clean_reps + 1)
    before, after = assess_form_at_load(points).held_kg, assess_form_at_load(more).held_kg
    assert before is None or (after is not None and after >= before)


anything = st.one_of(st.floats(0, 1e300), st.floats(0, 2), st.integers(0, 400).map(float))


@settings(max_examples=150)
@given(logs(anything), st.integers(1, 10**9))
def test_any_valid_log_has_a_consistent_answer(points, many):
    if points:
        points[0] = replace(points[0], reps=many, clean_reps=many // 2)
    found = assess_form_at_load(points)
    assert found.reasons
    assert all(reason.endswith(".") for reason in found.reasons)
    assert sorted(key for row in found.loads for key in row.keys) == sorted(point.key for point in points)
    assert all(x is None or math.isfinite(x) for x in numbers(found))
    assert all(0 <= row.share_low <= row.share <= row.share_high <= 1 for row in found.loads)
    assert (found.estimate_kg is not None) == (found.share_at is not None) == (found.verdict == "breaks-down")
    if found.held_kg is not None and found.lost_kg is not None:
        assert found.held_kg < found.lost_kg
    if found.estimate_kg is not None:
        assert (found.low_kg or 0) <= found.estimate_kg <= (found.high_kg or math.inf)
        assert (found.held_kg or 0) <= found.estimate_kg <= found.lost_kg
        assert all(0 <= x <= 1 for row in (found.share_at.low, found.share_at.high) for x in row)
