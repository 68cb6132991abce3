"""What was done under an older version of its kind is made anew, a few at a time."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from core import jobs, ticks
from core.jobs.outdated import AT_A_TIME
from core.ledger import Job, State


@pytest.fixture
def done(toy):
    """Return jobs done under the toy's version, the oldest first, and then raise that version."""
    made = []
    for age in range(AT_A_TIME + 5, 0, -1):
        job = jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")
        jobs.work(job.pk)
        Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(days=age))
        made.append(job)
    toy.register(version=4)
    return made


def queued() -> set[uuid.UUID]:
    return set(Job.objects.filter(kind="toy", state=State.QUEUED).values_list("pk", flat=True))


def renew() -> int:
    return jobs.renew_outdated(timezone.now())


def test_the_newest_come_first_and_only_as_many_as_may_wait(done):
    assert renew() == AT_A_TIME
    assert queued() == {job.pk for job in done[-AT_A_TIME:]}
    assert renew() == 0


def test_the_rest_follows_as_work_is_done_until_all_are_of_the_new_version(done):
    rounds = 0
    while renew():
        for job_id in queued():
            jobs.work(job_id)
        rounds += 1
    assert rounds == 2
    assert set(Job.objects.values_list("state", "version", "attempts", "fence")) == {(State.DONE, 4, 1, 2)}


def test_each_is_sent_once_it_is_queued(done, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        renew()
    assert {job_id for job_id, _ in sent} == queued()


def test_what_waits_already_takes_room(done, toy):
    for _ in range(AT_A_TIME - 2):
        jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")
    assert renew() == 2


def test_a_job_of_a_subject_that_is_gone_is_forgotten_instead(done, toy):
    gone = Job.objects.get(pk=done[-1].pk)
    toy.gone.add(gone.subject)
    renew()
    assert not Job.objects.filter(pk=gone.pk).exists()


def test_a_failed_job_waits_for_people(toy):
    job = toy.enqueue()
    toy.fails(job)
    toy.register(version=4)
    assert renew() == 0
    job.refresh_from_db()
    assert (job.state, job.version) == (State.FAILED, 3)


def test_a_kind_that_does_not_say_what_is_still_there_is_never_done_anew(toy):
    jobs.work(toy.enqueue().pk)
    toy.register(version=4, still_there=None)
    assert renew() == 0
    assert Job.objects.get().state == State.DONE


def test_nothing_is_done_anew_under_the_same_version(toy):
    jobs.work(toy.enqueue().pk)
    assert renew() == 0


def test_it_is_asked_for_once_a_minute(done):
    ticks.run(at=timezone.now())
    assert len(queued()) == AT_A_TIME
