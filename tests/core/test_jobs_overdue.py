"""The reaper: what is overdue is sent again, and what cannot be done is given up."""

import uuid
from datetime import timedelta

from django.utils import timezone

from core import jobs
from core.jobs import GAVE_UP, LEASE, MAX_ATTEMPTS, PATIENCE
from core.ledger import Job, State

SECOND = timedelta(seconds=1)


def test_workers_that_die_without_a_word_use_the_attempts_up(toy, sent):
    job = toy.enqueue()
    for _ in range(MAX_ATTEMPTS):
        assert jobs.claim(job.pk) is not None
        toy.lapse(job)
    assert jobs.claim(job.pk) is None

    assert jobs.reap() == 1

    job.refresh_from_db()
    assert (job.state, job.reason, job.last_error) == (State.FAILED, GAVE_UP, "the worker died without a word")
    assert toy.told == [(toy.subject, GAVE_UP)]
    assert sent == []


def test_giving_up_is_told_once(toy):
    job = toy.enqueue()
    for _ in range(MAX_ATTEMPTS):
        jobs.claim(job.pk)
        toy.lapse(job)
    now = timezone.now()
    assert [jobs.reap(at=now), jobs.reap(at=now)] == [1, 0]
    assert len(toy.told) == 1


def test_the_last_attempt_is_left_alone_while_its_lease_runs(toy):
    job = toy.enqueue()
    for _ in range(MAX_ATTEMPTS - 1):
        jobs.claim(job.pk)
        toy.lapse(job)
    last = jobs.claim(job.pk)
    assert jobs.reap() == 0
    with last.finishing():
        pass
    assert toy.told == []


def test_a_fresh_job_is_not_sent_twice(toy, sent):
    toy.enqueue()
    assert jobs.reap() == 0
    assert sent == []


def test_an_overdue_job_is_sent_again(toy, sent):
    job, now = toy.enqueue(), timezone.now()
    assert jobs.reap(at=now + PATIENCE + SECOND) == 1
    assert sent == [(job.pk, "toy")]


def test_two_reapers_at_the_same_moment_send_once(toy, sent):
    job, at = toy.enqueue(), timezone.now() + PATIENCE + SECOND
    assert [jobs.reap(at=at), jobs.reap(at=at)] == [1, 0]
    assert sent == [(job.pk, "toy")]


def test_a_job_whose_worker_fell_silent_is_sent_again_and_done(toy, sent):
    job = toy.enqueue()
    jobs.claim(job.pk)
    toy.lapse(job)
    jobs.reap()
    assert sent == [(job.pk, "toy")]
    jobs.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 2)


def test_a_job_at_work_is_not_sent_again(toy, sent):
    job = toy.enqueue()
    jobs.claim(job.pk, at=timezone.now() - LEASE + SECOND).beat(done=1, total=2)
    assert jobs.reap(at=timezone.now() + 5 * SECOND) == 0
    assert sent == []


def test_a_job_that_cannot_be_given_up_keeps_no_other_from_its_turn(toy, caplog):
    broken, fine = toy.subject, uuid.uuid4()
    for subject in (broken, fine):
        job = jobs.enqueue(kind="toy", subject=subject, input_hash="")
        for _ in range(MAX_ATTEMPTS):
            jobs.claim(job.pk)
            toy.lapse(job)

    def on_failed(subject, reason):
        if subject == broken:
            raise RuntimeError("the app is broken")

    toy.register(on_failed=on_failed)
    assert jobs.reap() == 1
    states = dict(Job.objects.values_list("subject", "state"))
    assert states == {broken: State.RUNNING, fine: State.FAILED}
    assert "could not be given up" in caplog.text


def test_a_job_of_an_unknown_kind_keeps_no_other_from_being_sent(toy, sent, monkeypatch, caplog):
    first, second = toy.enqueue(), jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")

    def publish(job_id, kind):
        if job_id == first.pk:
            raise KeyError(kind)
        return sent.append((job_id, kind)) or True

    monkeypatch.setattr(jobs.messages, "publish", publish)
    assert jobs.reap(at=timezone.now() + PATIENCE + SECOND) == 1
    assert sent == [(second.pk, "toy")]
    assert "could not be sent" in caplog.text


def test_without_a_broker_a_round_of_the_reaper_asks_once(toy, monkeypatch):
    asked = []
    monkeypatch.setattr(jobs.messages, "publish", lambda job_id, kind: asked.append(job_id))
    for _ in range(5):
        jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")
    assert jobs.reap(at=timezone.now() + PATIENCE + SECOND) == 0
    assert len(asked) == 1
