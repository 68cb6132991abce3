"""`manage.py jobs`: what people read there, and what it starts anew."""

import json
import uuid
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from core import jobs
from core.ledger import Job, State


def said(*words) -> str:
    out = StringIO()
    call_command("jobs", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def failed(toy):
    """Return a job that failed."""
    job = toy.enqueue()
    toy.fails(job, reason="There is no picture in it.", error="InvalidData: moov atom not found\nmore")
    return job


def test_an_empty_ledger_says_so(db):
    assert said() == "There are no jobs.\n"


def test_it_counts_by_kind_and_state_and_says_how_long_the_oldest_waits(toy, failed):
    toy.run = lambda claim: None
    for minutes in (3, 8):
        at = timezone.now() - timedelta(minutes=minutes)
        jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="", at=at)
    jobs.claim(jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="").pk)
    lines = said().splitlines()
    assert lines[0].split() == ["kind", "queued", "running", "done", "failed"]
    assert lines[1].split() == ["toy", "2", "1", "0", "1"]
    assert lines[2] == "The oldest that waits was asked for 8 min ago."


def test_it_lists_what_failed_with_its_reason_and_error(failed):
    printed = said()
    assert f"{failed.pk}  toy of {failed.subject}, 1 of 3 attempts" in printed
    assert "      There is no picture in it.\n      InvalidData: moov atom not found\n" in printed
    assert "more" not in printed
    assert "manage.py jobs retry ID" in printed


def test_a_state_is_listed_alone(toy, failed):
    waiting = jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")
    printed = said("--state", "queued")
    assert printed.startswith("Queued:\n")
    assert str(waiting.pk) in printed
    assert str(failed.pk) not in printed


def test_a_running_job_shows_how_far_it_is(toy):
    jobs.claim(toy.enqueue().pk).beat(done=1, total=4)
    assert "25%, 1 of 3 attempts" in said("--state", "running")


def test_where_nothing_is_in_a_state_it_says_so(toy, failed):
    assert said("--state", "running") == "No job is running.\n"


def test_the_list_is_cut_and_says_of_how_many(toy):
    for _ in range(3):
        toy.fails(jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash=""))
    assert "Failed, 2 of 3:" in said("--failed", "--limit", "2")


def test_a_kind_is_listed_alone(toy, failed):
    toy.register(name="other")
    other = jobs.enqueue(kind="other", subject=uuid.uuid4(), input_hash="")
    toy.fails(other)
    printed = said("--kind", "other")
    jobs.unregister("other")
    assert str(other.pk) in printed
    assert str(failed.pk) not in printed


def test_json_holds_counts_and_jobs(failed):
    found = json.loads(said("--json"))
    assert found["counts"] == {"toy": {"queued": 0, "running": 0, "done": 0, "failed": 1}}
    (job,) = found["jobs"]
    assert (job["id"], job["verdict"], job["reason"]) == (str(failed.pk), True, "There is no picture in it.")


@pytest.mark.parametrize("name", ["pk", "subject"])
def test_a_failed_job_is_started_anew_by_its_id_or_its_subjects(toy, failed, name):
    assert said("retry", str(getattr(failed, name))) == "1 job is started anew.\n"
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (State.QUEUED, 0)
    assert toy.retried == [failed.subject]


def test_all_failed_jobs_are_started_anew(toy, failed):
    toy.fails(jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash=""))
    assert said("retry", "--failed") == "2 jobs are started anew.\n"
    assert set(Job.objects.values_list("state", flat=True)) == {State.QUEUED}


def test_only_the_failed_jobs_of_a_kind_are_started_anew(toy, failed):
    toy.register(name="other")
    assert said("retry", "--failed", "--kind", "other") == "No job was started anew.\n"
    jobs.unregister("other")
    failed.refresh_from_db()
    assert failed.state == State.FAILED


def test_a_job_that_is_not_failed_is_named_and_the_others_start(toy, failed):
    waiting = jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")
    with pytest.raises(CommandError, match=f"{waiting.pk} is queued; only a failed job"):
        said("retry", str(waiting.pk), str(failed.pk))
    failed.refresh_from_db()
    assert failed.state == State.QUEUED


def test_a_failed_job_of_an_unknown_kind_is_named(toy, failed):
    jobs.unregister("toy")
    with pytest.raises(CommandError, match="of the kind toy, which no app knows"):
        said("retry", str(failed.pk))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("retry",), "Say which jobs"),
        (("retry", str(uuid.UUID(int=1)), "--failed"), "Say which jobs"),
        (("retry", "seven"), "seven is no id"),
        (("retry", str(uuid.UUID(int=1))), "There is no job"),
        (("list", str(uuid.UUID(int=1))), "manage.py jobs retry ID"),
        (("--kind", "unheard-of"), "There is no kind unheard-of"),
        (("--limit", "0"), "--limit is at least 1"),
    ],
)
def test_what_it_cannot_do_it_says_and_changes_nothing(toy, failed, words, sentence):
    with pytest.raises(CommandError, match=sentence):
        said(*words)
    failed.refresh_from_db()
    assert failed.state == State.FAILED
