"""The page of the reminder, and the link that turns it off."""

from datetime import UTC, datetime, time

import pytest
from django.test import Client

from drills.domain import reminders
from drills.models import Reminder


@pytest.fixture
def link(reminder):
    return f"/reminder/off/{reminders.off_token(reminder)}"


def test_it_is_turned_on_with_a_time(page, athlete, confirmed):
    answer = page.post("/reminder", {"on": "on", "at": "07:15"}, follow=True)
    row = Reminder.objects.get(owner=athlete)
    assert (row.on, row.at) == (True, time(7, 15))
    assert "Reminder at 07:15, from t" in answer.content.decode()


def test_without_the_tick_it_is_off(page, reminder):
    answer = page.post("/reminder", {"at": "18:00"}, follow=True)
    assert not Reminder.objects.get().on
    assert "The reminder is off." in answer.content.decode()


@pytest.mark.parametrize("at", ["", "25:00", "soon"])
def test_a_time_that_is_none_is_refused_at_the_field(page, reminder, at):
    answer = page.post("/reminder", {"on": "on", "at": at})
    assert answer.status_code == 400
    assert ("Choose a time." if not at else "Enter a time such as 18:00.") in answer.content.decode()
    assert Reminder.objects.get().at == time(18)


def test_the_page_says_plainly_why_no_mail_would_come(page, settings, athlete):
    assert "before that address is confirmed" in page.get("/reminder").content.decode()
    settings.HAS_MAIL_SERVER = False
    assert "No mail server is set up here, so no e-mail is sent." in page.get("/reminder").content.decode()


def test_the_link_asks_first_and_opening_it_changes_nothing(client, link):
    answer = client.get(link)
    assert "Turn the reminder off?" in answer.content.decode()
    assert Reminder.objects.get().on


def test_one_tap_turns_it_off_without_signing_in_and_a_second_does_no_harm(link):
    strict = Client(enforce_csrf_checks=True)
    for _ in range(2):
        assert "The reminder is off" in strict.post(link).content.decode()
        assert not Reminder.objects.get().on


def test_a_link_that_is_not_ours_finds_nothing(client, reminder, link):
    for wrong in (f"{link}x", "/reminder/off/abc", f"/reminder/off/{reminder.key.hex}"):
        assert client.post(wrong).status_code == 404
    assert Reminder.objects.get().on


def test_a_link_of_an_account_that_is_gone_finds_nothing(client, athlete, link):
    athlete.delete()
    assert client.post(link).status_code == 404


def test_the_time_shown_is_the_stored_one(page, reminder, athlete):
    reminders.save_reminder(owner=athlete, on=True, at=time(6, 5), now=datetime(2026, 3, 1, tzinfo=UTC))
    assert 'value="06:05"' in page.get("/reminder").content.decode()
