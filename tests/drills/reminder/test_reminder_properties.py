"""However the ticks fall, over zones and changes of clocks: once a local day, on each day with a tick in time."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.ledger import Job
from drills.domain.reminders import LATE, due_at, enqueue_due
from drills.models import Reminder

ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Kiritimati", "Pacific/Pago_Pago"]
CHANGES = [date(2026, 3, 8), date(2026, 3, 29), date(2026, 4, 5), date(2026, 10, 4), date(2026, 10, 25)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    zone=st.sampled_from(ZONES),
    at=st.builds(time, st.integers(0, 23), st.sampled_from([0, 10, 30, 59])),
    around=st.sampled_from(CHANGES),
    ticks=st.lists(st.integers(0, 4 * 24 * 60), max_size=60, unique=True),
    dense=st.booleans(),
)
def test_each_local_day_is_claimed_once_where_a_tick_came_in_time_and_never_else(
    athlete, zone, at, around, ticks, dense
):
    Reminder.objects.all().delete()
    Job.objects.all().delete()
    athlete.time_zone = zone
    athlete.save(update_fields=["time_zone"])
    Reminder.objects.create(owner=athlete, on=True, at=at)
    start = datetime.combine(around, time(), UTC) - timedelta(days=2)
    moments = [start + timedelta(minutes=n) for n in (range(0, 4 * 24 * 60, 20) if dense else sorted(ticks))]

    claimed = []
    for now in moments:
        if enqueue_due(now) and enqueue_due(now) == 0:
            claimed.append(now.astimezone(ZoneInfo(zone)).date())

    days = sorted({now.astimezone(ZoneInfo(zone)).date() for now in moments})
    expected = []
    for day in days:
        due = due_at(day, at, ZoneInfo(zone))
        if any(due <= now < due + LATE and now.astimezone(ZoneInfo(zone)).date() == day for now in moments):
            expected.append(day)
    assert claimed == expected
