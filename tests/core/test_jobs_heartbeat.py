"""The thread that keeps a lease alive."""

import threading

import pytest
from django.db.models import F
from django.utils import timezone

from core import jobs
from core.jobs import LEASE, LeaseLost, heartbeat
from core.jobs.heartbeat import Heartbeat
from core.ledger import Job, State

LONG = 60.0


@pytest.fixture
def quick(monkeypatch):
    """Let hearts beat a hundred times a second."""
    monkeypatch.setattr(heartbeat, "EVERY_S", 0.01)


@pytest.fixture
def closed(monkeypatch):
    """Count how often a heartbeat gave its connection back."""
    times = []
    monkeypatch.setattr(heartbeat.connections, "close_all", lambda: times.append(threading.current_thread().name))
    return times


def beating(renew, *, ended=None, longest_s=LONG):
    heart = Heartbeat(renew, ended=ended or threading.Event(), longest_s=longest_s)
    heart.start()
    return heart


def test_it_beats_until_the_job_ended(quick, closed):
    ended, beats = threading.Event(), []

    def renew():
        beats.append(1)
        if len(beats) == 3:
            ended.set()
        return True

    heart = beating(renew, ended=ended)
    heart.join(10)
    assert not heart.is_alive()
    assert len(beats) == 3
    assert closed == ["heartbeat"] * 3


def test_it_ends_when_the_lease_is_lost(quick, closed):
    heart = beating(lambda: False)
    heart.join(10)
    assert not heart.is_alive()


def test_a_database_that_does_not_answer_is_asked_again(quick, closed, caplog):
    answers = iter([OSError("gone"), True, False])

    def renew():
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    beating(renew).join(10)
    assert list(answers) == []
    assert "could not be renewed" in caplog.text


def test_a_job_that_hangs_loses_its_heartbeat_in_the_end(quick, closed):
    beats = []
    heart = beating(lambda: beats.append(1) or True, longest_s=0.05)
    heart.join(10)
    assert not heart.is_alive()
    assert beats


def test_a_short_job_never_sees_it(toy, closed, monkeypatch):
    monkeypatch.setattr(jobs.Claim, "_keep", lambda claim: pytest.fail("it was asked before its first interval"))
    jobs.work(toy.enqueue().pk)
    assert Job.objects.get().state == State.DONE
    assert closed == []
    assert not hearts()


@pytest.mark.parametrize("error", [RuntimeError, LeaseLost, KeyboardInterrupt])
def test_it_ends_with_the_job_however_that_ends(toy, error):
    alive = []

    def run(claim):
        alive.extend(hearts())
        raise error

    toy.run = run
    job = toy.enqueue()
    if error is KeyboardInterrupt:
        with pytest.raises(KeyboardInterrupt):
            jobs.work(job.pk)
    else:
        jobs.work(job.pk)
    assert len(alive) == 1
    assert not hearts()


def test_a_heartbeat_renews_the_lease_and_shows_life_but_no_progress(toy):
    job = toy.enqueue()
    before = timezone.now() - LEASE
    mine = jobs.claim(job.pk, at=before)
    assert mine._keep() is True
    job.refresh_from_db()
    assert job.lease_until > timezone.now()
    assert job.beat_at > before
    assert (job.done, job.total) == (0, 0)


def test_a_heartbeat_after_the_end_finds_nothing_lost(toy):
    mine = jobs.claim(toy.enqueue().pk)
    with mine.finishing():
        pass
    assert mine._keep() is False
    assert not mine.lost


@pytest.mark.django_db(transaction=True)
def test_long_work_hears_from_its_heartbeat_that_it_was_taken_over(toy, quick):
    job = toy.enqueue()
    said = []

    def run(claim):
        Job.objects.filter(pk=job.pk).update(fence=F("fence") + 1)  # as another worker's claim does
        assert claim.signs.lost.wait(10)
        said.append(claim.lost)
        with pytest.raises(LeaseLost), claim.finishing():
            pytest.fail("there is nothing to store any more")
        claim.progress(done=1, total=2)

    toy.run = run
    jobs.work(job.pk)
    job.refresh_from_db()
    assert said == [True]
    assert (job.state, job.done, job.last_error) == (State.RUNNING, 0, "")


def hearts() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if isinstance(thread, Heartbeat)]
