"""The mail: what is in it, when there is none, and what a mail server that fails does to it."""

import re
import smtplib
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail

from core import jobs
from core.ledger import Job
from drills.domain import reminders
from drills.models import Reminder
from drills.tasks import reminder as task
from tests.drills.reminder.conftest import SIX


@pytest.fixture
def remind(reminder, work):
    """Return a function that lets the time come, and returns the mails."""

    def do(at=SIX):
        reminders.enqueue_due(at)
        work(at)
        return mail.outbox

    return do


def test_it_lists_what_is_left_with_doses_and_leads_to_today(remind, athlete, settings):
    (sent,) = remind()
    assert (sent.subject, sent.to) == ("1 drill left for today", [athlete.email])
    assert sent.from_email == settings.DEFAULT_FROM_EMAIL
    assert "- Dowel hip hinge: 3 × 15\n" in sent.body
    assert "\nhttps://train.example.org/\n" in sent.body
    html, kind = sent.alternatives[0]
    assert kind == "text/html"
    assert "<b>Dowel hip hinge</b>: 3 × 15" in html and 'href="https://train.example.org/"' in html


def test_what_was_begun_says_how_much_is_done(remind, new_log):
    new_log(20, at=SIX - timedelta(hours=5))
    assert "- Dowel hip hinge: 3 × 15 (20 of 45 done)\n" in remind()[0].body


def test_a_stretch_is_named_in_seconds_of_each_side(remind, athlete, stretch, due):
    due.drill = stretch
    due.save()
    assert "- Hamstring stretch: 1 × 30 s a side\n" in remind()[0].body


def test_names_stand_as_they_are_in_the_text_and_escaped_in_the_page(remind, dowel, athlete):
    dowel.name = "Tom & Jerry's <hinge>"
    dowel.save()
    (sent,) = remind()
    assert "- Tom & Jerry's <hinge>: 3 × 15" in sent.body
    assert "<b>Tom &amp; Jerry&#x27;s &lt;hinge&gt;</b>" in sent.alternatives[0][0]


def test_when_all_is_done_no_mail_comes(remind, new_log):
    new_log(45, at=SIX - timedelta(hours=5))
    assert remind() == []
    assert Job.objects.get().state == "done"


def test_yesterdays_practice_is_not_todays(remind, new_log):
    new_log(45, at=SIX - timedelta(hours=20))
    assert len(remind()) == 1


def test_turned_off_between_tick_and_job_it_stays_unsent(reminder, athlete, work):
    reminders.enqueue_due(SIX)
    reminders.turn_off(reminder.key)
    work(SIX)
    assert mail.outbox == []


def test_the_headers_let_a_mail_program_turn_it_off_by_itself(remind, client, reminder):
    (sent,) = remind()
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = re.fullmatch(r"<https://train\.example\.org(/.+)>", sent.extra_headers["List-Unsubscribe"])[1]
    assert f"https://train.example.org{link}" in sent.body
    client.post(link, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert not Reminder.objects.get().on


def test_an_address_that_nobody_confirmed_gets_no_mail(remind, confirmed, athlete):
    EmailAddress.objects.update(verified=False)
    assert remind() == []
    assert reminders.hindrance(athlete) == "Nothing is sent to ada@example.org before that address is confirmed."


def test_without_a_mail_server_nothing_is_sent_and_the_reason_is_said(remind, athlete, settings):
    settings.HAS_MAIL_SERVER = False
    assert remind() == []
    assert reminders.hindrance(athlete).startswith("No mail server is set up here")


class Server:
    """A mail server that answers as it is told, one answer a mail."""

    def __init__(self, *answers):
        self.answers, self.opened, self.taken = list(answers), 0, []

    def open(self):
        self.opened += 1
        if self.answers and isinstance(self.answers[0], ConnectionRefusedError):
            raise self.answers.pop(0)

    def close(self):
        pass

    def send_messages(self, messages):
        answer = self.answers.pop(0) if self.answers else None
        if answer:
            raise answer
        self.taken += messages
        return len(messages)


@pytest.fixture
def server(monkeypatch):
    def make(*answers):
        made = Server(*answers)
        monkeypatch.setattr(task, "get_connection", lambda: made)
        return made

    return make


@pytest.mark.parametrize(
    "said", [ConnectionRefusedError("no"), smtplib.SMTPDataError(451, b"later"), smtplib.SMTPRecipientsRefused({})]
)
def test_a_server_that_says_no_is_asked_again(remind, work, server, said):
    found = server(said)
    remind()
    assert (found.taken, Job.objects.get().state) == ([], "queued")
    work(SIX + timedelta(minutes=1))
    assert len(found.taken) == 1
    assert Job.objects.get().state == "done"


def test_a_server_that_always_says_no_is_given_up_after_three_times(remind, work, server):
    found = server(*[smtplib.SMTPDataError(550, b"never")] * 9)
    remind()
    for minute in range(1, 6):
        work(SIX + timedelta(minutes=minute))
    assert (found.opened, Job.objects.get().state, Job.objects.get().reason) == (3, "failed", jobs.GAVE_UP)
    assert remind(SIX + timedelta(minutes=7)) == []  # and the day is over for it


@pytest.mark.parametrize("said", [TimeoutError("timed out"), smtplib.SMTPServerDisconnected("gone")])
def test_a_connection_that_breaks_in_between_brings_no_second_mail(remind, work, server, said):
    found = server(said)
    remind()
    work(SIX + timedelta(minutes=1))
    assert (found.opened, found.taken) == (1, [])
    assert Job.objects.get().state == "done"
