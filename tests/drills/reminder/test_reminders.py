"""The reminder: turned on and off, claimed once a local day, however many programs tick."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.core import mail

from core import jobs, ticks
from core.ledger import Job
from core.versions import version_of
from drills.domain import reminders
from drills.models import Reminder
from tests.drills.reminder.conftest import SIX

MINUTE = timedelta(minutes=1)


def tick(at):
    return reminders.enqueue_due(at)


def test_it_is_off_at_six_in_the_evening_until_somebody_turns_it_on(athlete):
    row = reminders.reminder_of(athlete)
    assert (row.on, row.at, row._state.adding) == (False, time(18), True)


def test_before_its_time_nothing_happens_and_then_one_job_is_written(reminder):
    assert tick(SIX - MINUTE) == 0
    assert tick(SIX) == 1
    assert Job.objects.get().subject == reminder.key
    assert [tick(SIX + n * MINUTE) for n in range(1, 240, 7)] == [0] * 35


def test_a_mail_comes_each_day_and_one_job_is_kept(reminder, work):
    for day in range(3):
        for minute in (0, 1, 2):
            at = SIX + timedelta(days=day, minutes=minute)
            tick(at)
            work(at)
    assert len(mail.outbox) == 3
    assert Job.objects.count() == 1


def test_after_a_stop_of_the_server_it_still_comes_within_three_hours_and_not_later(reminder, work):
    late = SIX + timedelta(hours=2, minutes=59)
    assert tick(late) == 1
    assert tick(SIX + timedelta(days=1, hours=3)) == 0


def test_a_job_that_waited_too_long_sends_nothing(reminder, work):
    tick(SIX)
    work(SIX + timedelta(hours=4))
    assert mail.outbox == []
    assert Job.objects.get().state == "done"


def test_a_late_evening_does_not_reach_into_the_next_day(reminder, athlete):
    reminders.save_reminder(owner=athlete, on=True, at=time(23, 30), now=SIX)
    assert tick(datetime(2026, 3, 2, 23, 10, tzinfo=UTC)) == 0  # 00:10 in Berlin


def test_turned_on_after_its_time_it_begins_tomorrow(athlete, due, confirmed):
    reminders.save_reminder(owner=athlete, on=True, at=time(18), now=SIX + MINUTE)
    assert tick(SIX + 2 * MINUTE) == 0
    assert tick(SIX + timedelta(days=1)) == 1


def test_turned_on_before_its_time_it_begins_today(athlete, due, confirmed):
    reminders.save_reminder(owner=athlete, on=True, at=time(18), now=SIX - MINUTE)
    assert tick(SIX) == 1


def test_moved_to_later_today_before_any_mail_it_still_comes_today(athlete, reminder):
    reminders.save_reminder(owner=athlete, on=True, at=time(12), now=SIX)  # passed
    reminders.save_reminder(owner=athlete, on=True, at=time(20), now=SIX)
    assert tick(SIX + timedelta(hours=2)) == 1


def test_moved_to_later_today_after_the_mail_no_second_one_comes(athlete, reminder, work):
    tick(SIX)
    work(SIX)
    reminders.save_reminder(owner=athlete, on=True, at=time(20), now=SIX + MINUTE)
    assert tick(SIX + timedelta(hours=2)) == 0
    assert tick(SIX + timedelta(hours=26)) == 1
    assert len(mail.outbox) == 1


def test_saved_once_more_as_it_is_it_does_not_come_again(athlete, reminder, work):
    tick(SIX)
    reminders.save_reminder(owner=athlete, on=True, at=time(18), now=SIX + MINUTE)
    work(SIX + MINUTE)
    assert tick(SIX + 2 * MINUTE) == 0
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("change", [{"on": False}, {"owner__is_active": False}])
def test_who_turned_it_off_or_has_gone_hears_nothing(athlete, reminder, change):
    if "on" in change:
        reminders.save_reminder(owner=athlete, on=False, at=time(18), now=SIX - MINUTE)
    else:
        athlete.is_active = False
        athlete.save()
    assert tick(SIX) == 0


def test_the_time_is_that_of_where_the_person_is_now(athlete, reminder):
    athlete.time_zone = "America/New_York"
    athlete.save()
    assert tick(SIX) == 0
    assert tick(SIX + timedelta(hours=6)) == 1


def test_on_a_way_west_the_same_day_brings_no_second_mail(athlete, reminder, work):
    tick(SIX)
    work(SIX)
    athlete.time_zone = "America/New_York"
    athlete.save()
    assert tick(SIX + timedelta(hours=6)) == 0


def test_two_programs_that_see_it_at_once_write_one_job(reminder):
    seen = list(reminders._due(SIX))
    assert [reminders._claim(*one) for one in (*seen, *seen)] == [True, False]
    assert Job.objects.count() == 1


def test_a_job_that_is_done_twice_sends_one_mail(reminder, work):
    tick(SIX)
    job = Job.objects.get()
    work(SIX)
    Job.objects.filter(pk=job.pk).update(state="queued", finished_at=None)  # as if its worker had died at the end
    work(SIX + MINUTE)
    assert len(mail.outbox) == 1
    assert Job.objects.get().state == "done"


def test_a_tick_without_anything_due_is_one_query(reminder, stranger, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert tick(SIX - MINUTE) == 0


def test_turning_it_on_or_off_is_a_write_and_sending_is_none(athlete, reminder, work):
    before = version_of(athlete.pk)
    tick(SIX)
    work(SIX)
    assert version_of(athlete.pk) == before == reminder.v
    row = Reminder.objects.get()
    assert (row.checked_on, row.sent_on) == (date(2026, 3, 2), date(2026, 3, 2))
    assert reminders.turn_off(reminder.key)
    assert version_of(athlete.pk) == Reminder.objects.get().v == before + 1
    assert reminders.turn_off(reminder.key)
    assert version_of(athlete.pk) == before + 1


def test_the_job_of_an_account_that_is_gone_goes_too(athlete, reminder, work):
    tick(SIX)
    athlete.delete()
    work(SIX)
    assert mail.outbox == []
    assert not Job.objects.exists()


def test_the_kind_is_known_to_the_ledger_and_asked_for_each_minute():
    assert jobs.kind_named("reminder").queue == "quick"
    assert reminders.enqueue_due in ticks._functions
