"""The messages to the workers, with a broker and without."""

import uuid
from datetime import timedelta

import pytest
from celery import current_app
from django.conf import settings
from django.utils import timezone

from core import jobs, ticks
from core.jobs import PATIENCE
from core.jobs import publish as really_publish  # the fixture `sent` replaces it in its module
from core.ledger import State
from core.tasks import reap, run_job, tick

SECOND = timedelta(seconds=1)


def test_the_task_does_the_job_that_its_message_names(toy):
    job = toy.enqueue()
    run_job(str(job.pk))
    job.refresh_from_db()
    assert job.state == State.DONE


def test_a_message_names_the_job_on_the_queue_of_its_kind(toy, broker_at):
    app, job = broker_at("memory://"), toy.enqueue()
    assert really_publish(job.pk, "toy") is True
    with app.connection() as connection:
        queue = connection.SimpleQueue("heavy")
        message = queue.get(block=False)
        queue.close()
    assert message.headers["task"] == "core.tasks.run_job"
    assert message.payload[0] == [str(job.pk)]


@pytest.fixture
def no_broker(monkeypatch, broker_at, tmp_path):
    """Publish for real, to a socket where nobody listens."""
    broker_at(f"redis+socket://{tmp_path}/nobody.sock")
    monkeypatch.setattr(jobs.messages, "publish", really_publish)


def test_without_a_broker_the_job_stays_queued_and_is_due_at_once(
    toy, no_broker, django_capture_on_commit_callbacks, sent
):
    with django_capture_on_commit_callbacks(execute=True):
        job = toy.enqueue()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.QUEUED, 0)
    assert job.due_at <= timezone.now()


def test_a_reaper_without_a_broker_touches_nothing_and_tries_again(toy, no_broker):
    job = toy.enqueue()
    at = timezone.now() + PATIENCE + SECOND
    assert jobs.reap(at=at) == 0
    job.refresh_from_db()
    assert job.state == State.QUEUED
    assert job.due_at <= timezone.now()


def test_once_the_broker_is_back_the_waiting_job_is_sent(toy, no_broker, monkeypatch, sent):
    job = toy.enqueue()
    really_publish(job.pk, "toy")
    monkeypatch.setattr(jobs.messages, "publish", lambda job_id, kind: sent.append((job_id, kind)) or True)
    jobs.reap()
    assert sent == [(job.pk, "toy")]


def test_the_tasks_that_beat_asks_for_are_there():
    asked = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert asked == {reap.name, tick.name}
    assert asked <= set(current_app.tasks)


def test_the_task_of_the_reaper_sends_overdue_jobs(toy, sent):
    job = jobs.enqueue(kind="toy", subject=toy.subject, input_hash="", at=timezone.now() - PATIENCE - SECOND)
    reap()
    assert sent == [(job.pk, "toy")]


def test_the_task_of_each_minute_calls_what_is_registered(monkeypatch):
    heard = []
    monkeypatch.setattr(ticks, "_functions", [heard.append])
    before = timezone.now()
    tick()
    assert len(heard) == 1
    assert before <= heard[0] <= timezone.now()


@pytest.fixture
def queue(broker_at, monkeypatch):
    """Publish for real, to a broker in memory; return what empties its queue and says how much it held."""
    app = broker_at("memory://")
    monkeypatch.setattr(jobs.messages, "publish", really_publish)

    def purge() -> int:
        with app.connection() as connection:
            return connection.default_channel.queue_purge("heavy")

    purge()
    return purge


def test_jobs_that_wait_behind_long_work_are_not_sent_again_and_again(toy, queue):
    made = [jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="") for _ in range(3)]
    for minutes in range(1, 11):
        jobs.reap(at=timezone.now() + timedelta(minutes=minutes))
    assert queue() == len(made)


def test_a_broker_that_lost_its_messages_gets_all_of_them_again(toy, queue):
    made = [jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="") for _ in range(3)]
    for minutes in (1, 2):
        assert jobs.reap(at=timezone.now() + timedelta(minutes=minutes)) == len(made)
        assert queue() == len(made)


def test_a_broker_that_is_not_there_holds_no_message(broker_at, tmp_path):
    broker_at(f"redis+socket://{tmp_path}/nobody.sock")
    assert jobs.messages.waiting("heavy") == 0
