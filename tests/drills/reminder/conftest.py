"""Ada's reminder, with one drill that is due every day."""

from datetime import UTC, datetime, time

import pytest
from allauth.account.models import EmailAddress

from core import jobs
from core.ledger import Job
from drills.domain import reminders
from drills.domain.planned import save_planned
from drills.models import PlannedDrill, Reminder

SIX = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)  # 18:00 in Berlin, a Monday


@pytest.fixture(autouse=True)
def mail_server(settings):
    """Take mails as if a server were named."""
    settings.HAS_MAIL_SERVER = True
    settings.SITE_ADDRESS = "https://train.example.org"


@pytest.fixture
def confirmed(athlete):
    """Ada has confirmed her address."""
    return EmailAddress.objects.create(user=athlete, email=athlete.email, primary=True, verified=True)


@pytest.fixture
def due(athlete, dowel) -> PlannedDrill:
    """The dowel hinge is due every day."""
    return save_planned(PlannedDrill(owner=athlete, drill=dowel, when="daily", starts_on=datetime(2026, 1, 1).date()))


@pytest.fixture
def reminder(athlete, confirmed, due) -> Reminder:
    """Ada hears at 18:00, since yesterday."""
    return reminders.save_reminder(owner=athlete, on=True, at=time(18), now=datetime(2026, 3, 1, 9, tzinfo=UTC))


@pytest.fixture
def work(monkeypatch, sent):
    """Return a function that does what the ledger asks for at an instant, as a worker would."""

    def do(at):
        monkeypatch.setattr("drills.tasks.reminder.timezone.now", lambda: at)
        for job in Job.objects.filter(state="queued"):
            jobs.work(job.pk)

    return do
