"""Days as people say them."""

from datetime import date, timedelta

import pytest

from core.templatetags.days import day_words

MONDAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("away", "words"),
    [
        (0, "today"), (1, "tomorrow"), (2, "Wednesday"), (6, "Sunday"), (7, "next Monday"), (-1, "yesterday"),
        (-2, "Sat 28 Feb"), (8, "Tue 10 Mar"), (-400, "26 Jan 2025"),
    ],
)  # fmt: skip
def test_a_day_is_said_as_near_as_it_is(away, words):
    assert day_words(MONDAY + timedelta(days=away), MONDAY) == words
