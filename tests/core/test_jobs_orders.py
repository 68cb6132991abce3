"""What is to be done: wanted, wanted anew, tried again, forgotten."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from core import jobs
from core.jobs import LeaseLost
from core.ledger import Job, State
from core.versions import UserVersion, next_version

OTHER = "1" * 64


def test_the_message_goes_out_once_the_row_is_committed(toy, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = toy.enqueue()
        assert sent == []
    assert sent == [(job.pk, "toy")]


def test_a_message_that_cannot_be_sent_for_any_reason_undoes_nothing_of_what_was_written(
    toy, monkeypatch, django_capture_on_commit_callbacks
):
    def broken(*args):
        raise RuntimeError("the database is locked")

    monkeypatch.setattr("core.jobs.messages.publish", broken)
    with django_capture_on_commit_callbacks(execute=True):  # an error here would come after the commit
        job = toy.enqueue()
    assert Job.objects.get() == job


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


def test_what_is_wanted_is_queued_once_for_the_same_input(toy, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = toy.want()
        before = Job.objects.values().get()
        assert toy.want() == job
    assert Job.objects.values().get() == before
    assert sent == [(job.pk, "toy")]


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING, State.DONE, State.FAILED])
def test_the_same_input_changes_nothing_whatever_became_of_it(toy, state):
    job = in_state(toy, state)
    before = Job.objects.values().get()
    toy.want(job.input_hash)
    assert Job.objects.values().get() == before


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING, State.DONE, State.FAILED])
def test_another_input_starts_the_job_anew(toy, sent, state, django_capture_on_commit_callbacks):
    job = in_state(toy, state)
    with django_capture_on_commit_callbacks(execute=True):
        assert toy.want(OTHER).pk == job.pk
    fence = job.fence
    job.refresh_from_db()
    assert (job.state, job.input_hash, job.attempts, job.fence) == (State.QUEUED, OTHER, 0, fence)
    assert (job.done, job.reason, job.last_error, job.verdict) == (0, "", "", False)
    assert (job.lease_until, job.started_at, job.beat_at, job.finished_at) == (None, None, None, None)
    assert sent[-1] == (job.pk, "toy")
    assert jobs.claim(job.pk).fence == fence + 1


def test_a_new_version_of_the_kind_starts_the_job_anew(toy):
    job = in_state(toy, State.DONE)
    toy.register(version=4)
    toy.want(job.input_hash)
    job.refresh_from_db()
    assert (job.state, job.version) == (State.QUEUED, 4)


def test_a_worker_on_the_old_input_stores_nothing(toy):
    mine = jobs.claim(toy.want().pk)
    job = toy.want(OTHER)
    with pytest.raises(LeaseLost):
        mine.beat(done=1, total=2)
    with pytest.raises(LeaseLost), mine.finishing():
        pytest.fail("the old input is not wanted any more")
    job.refresh_from_db()
    assert (job.state, job.done) == (State.QUEUED, 0)


def test_a_failed_job_is_tried_again_from_its_first_attempt(toy, sent, django_capture_on_commit_callbacks):
    job = in_state(toy, State.FAILED)
    with django_capture_on_commit_callbacks(execute=True):
        assert jobs.again(job.pk) is True
    job.refresh_from_db()
    assert (job.state, job.attempts, job.fence, job.reason, job.verdict) == (State.QUEUED, 0, 1, "", False)
    assert toy.retried == [toy.subject]
    assert sent == [(job.pk, "toy")]
    jobs.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, job.fence) == (State.DONE, 1, 2)


@pytest.mark.parametrize("state", [State.QUEUED, State.RUNNING, State.DONE])
def test_only_a_failed_job_is_tried_again(toy, state):
    job = in_state(toy, state)
    before = Job.objects.values().get()
    assert jobs.again(job.pk) is False
    assert Job.objects.values().get() == before
    assert toy.retried == []


def test_a_retry_that_the_app_refuses_is_not_half_written(toy):
    job = in_state(toy, State.FAILED)

    def refuse(subject):
        raise RuntimeError("the app is broken")

    toy.register(on_retry=refuse)
    with pytest.raises(RuntimeError):
        jobs.again(job.pk)
    job.refresh_from_db()
    assert (job.state, job.reason) == (State.FAILED, "It cannot be.")


def test_one_who_comes_too_late_to_try_again_changes_nothing(toy, athlete):
    job = in_state(toy, State.FAILED)

    def meanwhile(subject):
        next_version(athlete.pk)
        Job.objects.filter(pk=job.pk).update(state=State.QUEUED)

    toy.register(on_retry=meanwhile)
    assert jobs.again(job.pk) is False
    assert not UserVersion.objects.exists()


def test_a_kind_that_keeps_no_account_of_it_need_not_hear_of_a_retry(toy):
    job = in_state(toy, State.FAILED)
    toy.register(on_retry=None)
    assert jobs.again(job.pk) is True


def test_all_failed_jobs_of_a_subject_are_tried_again_together(toy):
    job = in_state(toy, State.FAILED)
    other = jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")
    toy.fails(other)
    assert jobs.again_of(toy.subject) == 1
    assert dict(Job.objects.values_list("pk", "state")) == {job.pk: State.QUEUED, other.pk: State.FAILED}


def in_state(toy, state: State) -> Job:
    """Bring the toy's job there by the moves that the code makes."""
    job = toy.want()
    if state == State.RUNNING:
        jobs.claim(job.pk).beat(done=3, total=4)
    elif state == State.DONE:
        jobs.work(job.pk)
    elif state == State.FAILED:
        toy.fails(job)
    job.refresh_from_db()
    assert job.state == state
    return job
