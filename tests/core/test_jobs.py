import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core import jobs
from core.jobs import GAVE_UP, LEASE, MAX_ATTEMPTS, PATIENCE, LeaseLost, Verdict
from core.jobs import publish as really_publish  # the fixture `sent` replaces it in the module
from core.ledger import Job, State
from core.tasks import run_job
from core.versions import UserVersion, next_version

SECOND = timedelta(seconds=1)


def lapse(job):
    """Let the lease of a job run out, as it does when its worker was killed."""
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - SECOND, due_at=timezone.now() - SECOND)


def test_the_message_goes_out_once_the_row_is_committed(toy, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = toy.enqueue()
        assert sent == []
    assert sent == [(job.pk, "toy")]


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_fails_leaves_neither_row_nor_message(toy, sent):
    with transaction.atomic():
        toy.enqueue()
        transaction.set_rollback(True)
    assert sent == []
    assert not Job.objects.exists()


def test_a_job_remembers_what_it_was_made_of(toy):
    job = toy.enqueue()
    assert (job.state, job.input_hash, job.version, job.attempts) == (State.QUEUED, "0" * 64, 3, 0)


def test_there_is_one_job_of_a_kind_for_a_subject(toy):
    toy.enqueue()
    with pytest.raises(IntegrityError), transaction.atomic():
        toy.enqueue()
    assert Job.objects.count() == 1


def test_an_unregistered_kind_writes_no_row(toy):
    with pytest.raises(KeyError):
        jobs.enqueue(kind="unheard-of", subject=toy.subject, input_hash="")
    assert not Job.objects.exists()


def test_a_claim_takes_the_lease_and_bumps_fence_and_attempts(toy):
    job, now = toy.enqueue(), timezone.now()
    mine = jobs.claim(job.pk, at=now)
    job.refresh_from_db()
    assert (mine.job_id, mine.subject, mine.kind, mine.fence, mine.attempt) == (job.pk, toy.subject, "toy", 1, 1)
    assert (job.state, job.fence, job.attempts, job.lease_until) == (State.RUNNING, 1, 1, now + LEASE)


def test_a_doubled_message_finds_nothing_to_claim(toy):
    job = toy.enqueue()
    jobs.claim(job.pk)
    assert jobs.claim(job.pk) is None
    job.refresh_from_db()
    assert (job.fence, job.attempts) == (1, 1)


@pytest.mark.parametrize("end", ["finish", "fail"])
def test_an_ended_job_is_not_claimed_again(toy, end):
    job = toy.enqueue()
    mine = jobs.claim(job.pk)
    if end == "finish":
        toy.run(mine)
    else:
        mine.fail(reason="It cannot be.", error="x")
    before = Job.objects.values().get()
    assert jobs.claim(job.pk, at=timezone.now() + timedelta(days=1)) is None
    assert Job.objects.values().get() == before


def test_a_message_for_a_job_that_is_gone_does_nothing(toy):
    job = toy.enqueue()
    job_id = job.pk
    job.delete()
    toy.run = lambda claim: pytest.fail("there is nothing to do")
    jobs.work(job_id)
    assert not Job.objects.exists()


def test_a_beat_shows_progress(toy):
    job = toy.enqueue()
    jobs.claim(job.pk).beat(done=3, total=12)
    job.refresh_from_db()
    assert job.progress == 0.25


def test_a_beat_renews_the_lease(toy):
    job, now = toy.enqueue(), timezone.now()
    mine = jobs.claim(job.pk, at=now - LEASE + SECOND)
    mine.beat(done=1, total=2)
    assert jobs.claim(job.pk, at=now + 5 * SECOND) is None


def test_a_job_starts_over_at_no_progress_when_it_is_claimed_again(toy):
    job = toy.enqueue()
    jobs.claim(job.pk).beat(done=9, total=10)
    lapse(job)
    jobs.claim(job.pk)
    job.refresh_from_db()
    assert job.progress == 0


def test_a_worker_killed_in_mid_job_leaves_exactly_one_result(toy, athlete):
    job = toy.enqueue()
    killed = jobs.claim(job.pk)
    killed.beat(done=5, total=10)
    lapse(job)
    second = jobs.claim(job.pk)
    with second.finishing():
        next_version(athlete.pk)
    done = Job.objects.values().get()

    with pytest.raises(LeaseLost), killed.finishing():
        next_version(athlete.pk)

    assert UserVersion.objects.get(user=athlete).v == 1
    assert Job.objects.values().get() == done
    assert (done["state"], done["fence"], done["attempts"]) == (State.DONE, 2, 2)


def test_a_late_finish_stores_nothing_while_the_second_worker_is_still_at_it(toy, athlete):
    job = toy.enqueue()
    late = jobs.claim(job.pk)
    lapse(job)
    jobs.claim(job.pk)
    with pytest.raises(LeaseLost), late.finishing():
        next_version(athlete.pk)
    job.refresh_from_db()
    assert job.state == State.RUNNING
    assert not UserVersion.objects.exists()


def test_a_late_beat_loses_and_leaves_the_second_workers_progress(toy):
    job = toy.enqueue()
    late = jobs.claim(job.pk)
    lapse(job)
    jobs.claim(job.pk).beat(done=2, total=4)
    with pytest.raises(LeaseLost):
        late.beat(done=9, total=10)
    job.refresh_from_db()
    assert (job.done, job.total) == (2, 4)


def test_a_late_failure_fails_nothing(toy):
    job = toy.enqueue()
    late = jobs.claim(job.pk)
    lapse(job)
    jobs.claim(job.pk)
    with pytest.raises(LeaseLost):
        late.fail(reason="Too late.", error="x")
    late.release(error="too late as well")
    job.refresh_from_db()
    assert (job.state, job.reason, job.last_error) == (State.RUNNING, "", "")
    assert toy.told == []


def test_a_worker_that_lost_its_lease_ends_quietly(toy):
    job = toy.enqueue()

    def overtaken(claim):
        lapse(job)
        second = jobs.claim(job.pk)
        with second.finishing():
            pass
        claim.beat(done=1, total=1)

    toy.run = overtaken
    jobs.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 2)


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
        lapse(job)
    jobs.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, MAX_ATTEMPTS)


def test_workers_that_die_without_a_word_use_the_attempts_up(toy, sent):
    job = toy.enqueue()
    for _ in range(MAX_ATTEMPTS):
        assert jobs.claim(job.pk) is not None
        lapse(job)
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
        lapse(job)
    now = timezone.now()
    assert [jobs.reap(at=now), jobs.reap(at=now)] == [1, 0]
    assert len(toy.told) == 1


def test_the_last_attempt_is_left_alone_while_its_lease_runs(toy):
    job = toy.enqueue()
    for _ in range(MAX_ATTEMPTS - 1):
        jobs.claim(job.pk)
        lapse(job)
    last = jobs.claim(job.pk)
    assert jobs.reap() == 0
    with last.finishing():
        pass
    assert toy.told == []


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
    lapse(job)
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


def test_a_forgotten_job_takes_its_workers_lease(toy):
    job = toy.enqueue()
    mine = jobs.claim(job.pk)
    jobs.forget(toy.subject)
    with pytest.raises(LeaseLost), mine.finishing():
        pass
    assert not Job.objects.exists()


def test_forgetting_one_subject_leaves_the_jobs_of_others(toy):
    toy.enqueue()
    other = jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")
    jobs.forget(toy.subject)
    assert Job.objects.get() == other


def test_work_that_is_started_anew_never_gets_an_old_fence(toy):
    job = toy.enqueue()
    stalled = jobs.claim(job.pk)
    again = toy.enqueue(fence=jobs.forget(toy.subject))
    assert jobs.claim(again.pk).fence > stalled.fence


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
    monkeypatch.setattr(jobs, "publish", really_publish)


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
    monkeypatch.setattr(jobs, "publish", lambda job_id, kind: sent.append((job_id, kind)) or True)
    jobs.reap()
    assert sent == [(job.pk, "toy")]
