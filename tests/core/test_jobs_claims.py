"""Who may work on a job, and what a late worker can change: nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import jobs
from core.jobs import LEASE, LeaseLost
from core.ledger import Job, State
from core.versions import UserVersion, next_version

SECOND = timedelta(seconds=1)


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
    toy.lapse(job)
    jobs.claim(job.pk)
    job.refresh_from_db()
    assert job.progress == 0


def test_a_worker_killed_in_mid_job_leaves_exactly_one_result(toy, athlete):
    job = toy.enqueue()
    killed = jobs.claim(job.pk)
    killed.beat(done=5, total=10)
    toy.lapse(job)
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
    toy.lapse(job)
    jobs.claim(job.pk)
    with pytest.raises(LeaseLost), late.finishing():
        next_version(athlete.pk)
    job.refresh_from_db()
    assert job.state == State.RUNNING
    assert not UserVersion.objects.exists()


def test_a_late_beat_loses_and_leaves_the_second_workers_progress(toy):
    job = toy.enqueue()
    late = jobs.claim(job.pk)
    toy.lapse(job)
    jobs.claim(job.pk).beat(done=2, total=4)
    with pytest.raises(LeaseLost):
        late.beat(done=9, total=10)
    job.refresh_from_db()
    assert (job.done, job.total) == (2, 4)


def test_a_worker_that_lost_its_lease_ends_quietly(toy):
    job = toy.enqueue()

    def overtaken(claim):
        toy.lapse(job)
        second = jobs.claim(job.pk)
        with second.finishing():
            pass
        claim.beat(done=1, total=1)

    toy.run = overtaken
    jobs.work(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 2)


def test_a_claim_knows_its_input_and_when_it_began(toy):
    job, now = toy.enqueue(), timezone.now()
    mine = jobs.claim(job.pk, at=now)
    job.refresh_from_db()
    assert mine.input_hash == "0" * 64
    assert (job.started_at, job.beat_at) == (now, now)


def test_a_beat_is_a_sign_of_life(toy):
    job, before = toy.enqueue(), timezone.now() - SECOND
    mine = jobs.claim(job.pk, at=before)
    mine.beat(done=1, total=2)
    job.refresh_from_db()
    assert job.started_at == before < job.beat_at


def test_progress_is_written_twice_a_second_at_most(toy, monkeypatch):
    clock = iter(range(10_000))
    monkeypatch.setattr("core.jobs.claims.time.monotonic", lambda: next(clock) / 40)
    job, written = toy.enqueue(), []
    mine = jobs.claim(job.pk)
    for frame in range(1, 201):
        mine.progress(done=frame, total=200)
        job.refresh_from_db()
        written.append(job.done)
    assert written[0] == 1  # the first is written at once
    passed_s = next(clock) / 40
    assert 1 < len(set(written)) <= passed_s / 0.5 + 1


def test_progress_says_so_when_the_job_is_lost(toy):
    job = toy.enqueue()
    late = jobs.claim(job.pk)
    toy.lapse(job)
    jobs.claim(job.pk)
    assert not late.lost
    with pytest.raises(LeaseLost):
        late.progress(done=1, total=2)
    assert late.lost
    with pytest.raises(LeaseLost):
        late.progress(done=2, total=2)
