"""How a job ends: done, given back, failed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import jobs
from core.jobs import GAVE_UP, MAX_ATTEMPTS, LeaseLost, Verdict
from core.ledger import Job, State
from core.versions import UserVersion, next_version


def test_a_late_failure_fails_nothing(toy):
    job = toy.enqueue()
    late = jobs.claim(job.pk)
    toy.lapse(job)
    jobs.claim(job.pk)
    with pytest.raises(LeaseLost):
        late.fail(reason="Too late.", error="x")
    late.release(error="too late as well")
    job.refresh_from_db()
    assert (job.state, job.reason, job.last_error) == (State.RUNNING, "", "")
    assert toy.told == []


def test_an_error_gives_the_job_back_with_its_text(toy):
    job, now = toy.enqueue(), timezone.now()

    def stumble(claim):
        raise RuntimeError("the disk hiccuped")

    toy.run = stumble
    jobs.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.lease_until, job.last_error) == (State.QUEUED, None, "RuntimeError: the disk hiccuped")
    assert now < job.due_at <= timezone.now() + jobs.RETRY_AFTER
    assert toy.told == []


def test_an_error_while_the_result_is_stored_stores_none_of_it(toy, athlete):
    job = toy.enqueue()

    def half(claim):
        with claim.finishing():
            next_version(athlete.pk)
            raise RuntimeError("half-way")

    toy.run = half
    jobs.work(job.pk)
    job.refresh_from_db()
    assert job.state == State.QUEUED
    assert not UserVersion.objects.exists()


def test_the_third_failed_attempt_ends_the_job_with_a_reason_people_can_read(toy):
    job = toy.enqueue()

    def stumble(claim):
        raise RuntimeError("again")

    toy.run = stumble
    for _ in range(MAX_ATTEMPTS):
        assert toy.told == []
        jobs.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.reason) == (State.FAILED, MAX_ATTEMPTS, GAVE_UP)
    assert job.last_error == "RuntimeError: again"
    assert toy.told == [(toy.subject, GAVE_UP)]


def test_a_job_succeeds_in_its_last_attempt(toy):
    job = toy.enqueue()
    for _ in range(MAX_ATTEMPTS - 1):
        jobs.claim(job.pk)
        toy.lapse(job)
    jobs.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, MAX_ATTEMPTS)


def test_a_verdict_fails_at_once_and_is_not_tried_again(toy, sent):
    job = toy.enqueue()

    def judge(claim):
        raise Verdict("There is no picture in it.")

    toy.run = judge
    jobs.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.reason) == (State.FAILED, 1, "There is no picture in it.")
    assert toy.told == [(toy.subject, "There is no picture in it.")]
    assert jobs.reap(at=timezone.now() + timedelta(days=1)) == 0
    assert sent == []


def test_a_failure_that_cannot_be_told_is_not_half_written(toy):
    job = toy.enqueue()

    class Deaf(list):
        def append(self, said):
            raise RuntimeError("the subject's app is broken")

    toy.told = Deaf()
    with pytest.raises(RuntimeError):
        jobs.claim(job.pk).fail(reason="No.", error="x")
    job.refresh_from_db()
    assert (job.state, job.reason) == (State.RUNNING, "")


def test_the_text_of_an_error_is_kept_within_bounds(toy):
    job = toy.enqueue()
    jobs.claim(job.pk).fail(reason="No.", error="x" * 100_000)
    job.refresh_from_db()
    assert job.last_error == "x" * 2000


def test_a_failed_job_tells_a_verdict_from_attempts_that_were_used_up(toy):
    toy.run = lambda claim: claim.release(error="no luck")
    tried = jobs.enqueue(kind="toy", subject=toy.subject, input_hash="")
    for _ in range(MAX_ATTEMPTS):
        jobs.work(tried.pk)
    judged = jobs.enqueue(kind="toy", subject=tried.pk, input_hash="")
    toy.fails(judged)
    verdicts = dict(Job.objects.filter(state=State.FAILED).values_list("pk", "verdict"))
    assert verdicts == {tried.pk: False, judged.pk: True}


def test_a_job_of_a_kind_that_no_app_knows_any_more_fails_after_its_attempts(toy):
    job = toy.enqueue()
    jobs.unregister("toy")
    for _ in range(MAX_ATTEMPTS):
        jobs.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.reason, job.last_error) == (State.FAILED, GAVE_UP, "KeyError: 'toy'")
