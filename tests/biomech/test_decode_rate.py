"""The constant rate of a clip, from its times alone."""

import random
from fractions import Fraction

import pytest

from biomech.decode_rate import STANDARD_RATES, constant_rate, count_frames, frames_until

MS = Fraction(1, 1000)


def times(rate, *, count=300, time_base=MS, jitter=0.0, seed=1):
    chance = random.Random(seed)
    return [round((n + chance.uniform(-jitter, jitter)) / rate / time_base) for n in range(count)]


@pytest.mark.parametrize("rate", STANDARD_RATES)
def test_a_standard_rate_is_found_even_where_time_is_counted_in_milliseconds(rate):
    assert constant_rate(times(rate, count=700), MS) == rate


@pytest.mark.parametrize("rate", STANDARD_RATES)
def test_a_phones_uneven_frames_have_its_rate(rate):
    assert constant_rate(times(rate, count=700, time_base=Fraction(1, 90_000), jitter=0.1), Fraction(1, 90_000)) == rate


@pytest.mark.parametrize(
    ("measured", "constant"),
    [
        (29.83, Fraction(30000, 1001)),
        (100, 50), (119.88, Fraction(60000, 1001)), (120, 60), (240, 60), (240.02, 60), (60.02, 60), (90, 45),
        (144, 48), (7, 10), (1, 10),
    ],
)  # fmt: skip
def test_other_rates_become_the_nearest_standard_one(measured, constant):
    tick = Fraction(1, 1_000_000)
    assert constant_rate(times(Fraction(str(measured)), time_base=tick), tick) == constant


def test_pauses_and_dropped_frames_do_not_change_the_rate():
    even = times(Fraction(30), time_base=Fraction(1, 90_000))
    rare = [time + (450_000 if n > 100 else 0) for n, time in enumerate(even) if n % 10]
    assert constant_rate(rare, Fraction(1, 90_000)) == 30


@pytest.mark.parametrize("alone", [[0], [5, 5]])
def test_a_clip_that_does_not_tell_gets_the_usual_rate(alone):
    assert constant_rate(alone, MS) == 30


def test_the_last_frame_counts_for_as_long_as_it_lasts():
    assert count_frames(Fraction(89, 30), Fraction(1, 30), Fraction(30)) == 90
    assert count_frames(Fraction(89, 30), Fraction(0), Fraction(30)) == 90
    assert count_frames(Fraction(0), Fraction(1), Fraction(30)) == 30


def test_a_frame_begins_at_its_time_and_not_before():
    assert [frames_until(Fraction(n, 60), Fraction(30)) for n in range(5)] == [1, 1, 2, 2, 3]
