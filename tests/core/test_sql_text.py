"""Ids and days come out of the database as the text that an answer holds."""

from datetime import date

import pytest

from core.sql_text import DayText, IdText, dashed
from workouts.models import Session


@pytest.mark.django_db
def test_ids_and_days_are_read_as_the_text_that_python_makes_of_them(athlete):
    days = [date(999, 1, 2), date(2026, 3, 2), date(2199, 12, 31)]
    rows = Session.objects.bulk_create(
        Session(owner=athlete, started_at="2026-03-02T17:00:00Z", day=day) for day in days
    )  # fmt: skip
    found = Session.objects.order_by("day").values_list(IdText("pk"), DayText("day"), IdText("template_id"))
    ids, shown, missing = (list(column) for column in zip(*found, strict=True))
    assert dashed(ids) == [str(row.pk) for row in rows]
    assert shown == [day.isoformat() for day in days]
    assert missing == [None, None, None]


def test_no_ids_are_no_ids():
    assert dashed([]) == []
