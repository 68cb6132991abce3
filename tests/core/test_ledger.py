import uuid

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from core import jobs
from core.ledger import MOVES, Job, State


def test_every_state_has_its_row_in_the_table():
    assert set(MOVES) == set(State)
    assert set().union(*MOVES.values()) <= set(State)


def test_an_ended_job_moves_only_when_it_is_wanted_anew():
    assert MOVES[State.DONE] == MOVES[State.FAILED] == {State.QUEUED}


def test_the_table_holds_exactly_the_moves_that_the_code_makes(toy):
    made: set[tuple[State, State]] = set()

    def move(job, act):
        before = State(Job.objects.get(pk=job.pk).state)
        act()
        made.add((before, State(Job.objects.get(pk=job.pk).state)))

    def new():
        return jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")

    def claimed(job):
        taken = []
        move(job, lambda: taken.append(jobs.claim(job.pk)))
        return taken[0]

    def finish(mine):
        with mine.finishing():
            pass

    done = new()
    mine = claimed(done)
    move(done, lambda: mine.beat(done=1, total=2))
    move(done, lambda: finish(mine))
    given_back = new()
    mine = claimed(given_back)
    move(given_back, lambda: mine.release(error="x"))
    judged = new()
    mine = claimed(judged)
    move(judged, lambda: mine.fail(reason="No.", error="x"))
    abandoned = new()
    for _ in range(jobs.MAX_ATTEMPTS):
        claimed(abandoned)
        toy.lapse(abandoned)
    move(abandoned, jobs.reap)
    changed = new()
    for act in (lambda: None, lambda: jobs.claim(changed.pk), lambda: jobs.work(changed.pk)):
        act()
        move(changed, lambda: jobs.want(kind="toy", subject=changed.subject, input_hash=uuid.uuid4().hex))
    move(judged, lambda: jobs.again(judged.pk))

    assert made == {(before, after) for before, moves in MOVES.items() for after in moves}


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "resting"},
        {"state": State.RUNNING, "lease_until": None},
        {"state": State.DONE, "lease_until": timezone.now()},
    ],
)
def test_the_database_refuses_a_job_that_cannot_be(toy, changes):
    job = toy.enqueue()
    with pytest.raises(IntegrityError), transaction.atomic():
        Job.objects.filter(pk=job.pk).update(**changes)
    job.refresh_from_db()
    assert job.state == State.QUEUED


@pytest.mark.parametrize(
    ("state", "done", "total", "share"),
    [("queued", 0, 0, 0.0), ("running", 0, 10, 0.0), ("running", 4, 10, 0.4), ("done", 4, 10, 1.0)],
)
def test_progress_is_the_share_of_the_steps(state, done, total, share):
    assert Job(state=state, done=done, total=total).progress == share
