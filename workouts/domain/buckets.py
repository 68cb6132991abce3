"""The stretches of time that values are gathered by."""

from datetime import date, timedelta
from typing import Literal

Bucket = Literal["session", "day", "week", "month"]


def bucket_start(bucket: Bucket, day: date) -> date:
    """Return the first day of the week or month that the day is in; of a session or day, the day itself."""
    if bucket == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if bucket == "month" else day
