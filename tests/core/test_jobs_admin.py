"""Jobs in the admin pages: what staff see, and what they can do about it."""

import re
import uuid
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.utils import timezone

from core import jobs
from core.ledger import Job, State
from tests.conftest import PASSWORD

LIST = "/admin/core/job/"


@pytest.fixture
def keeper(client, db):
    """Return a browser in which Kim, who runs the server, is signed in."""
    client.force_login(get_user_model().objects.create_superuser("kim@example.org", PASSWORD))
    return client


@pytest.fixture
def failed(toy):
    """Return a job that failed."""
    job = toy.enqueue()
    toy.fails(job, reason="There is no picture in it.", error="InvalidData: moov atom not found")
    return job


def end(job) -> str:
    return f"…{str(job.subject)[-8:]}"


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text))


def test_the_list_shows_where_each_job_stands(keeper, toy, failed):
    running = jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="", at=timezone.now() - timedelta(hours=2))
    jobs.claim(running.pk).beat(done=1, total=4)
    said = words(keeper.get(LIST))
    assert re.search(rf"{end(failed)} Failed There is no picture in it\. 1 of 3 0% \d+ s ago \d+ s ago", said)
    assert re.search(rf"{end(running)} Running - 1 of 3 25% 2 h ago \d+ s ago", said)


def test_counts_stand_above_it_with_the_age_of_what_waits_longest(keeper, toy, failed):
    jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="", at=timezone.now() - timedelta(minutes=7))
    assert "1 queued · 0 running · 0 done · 1 failed · the oldest that waits was asked for 7 min ago" in words(
        keeper.get(LIST)
    )


def test_an_empty_ledger_shows_its_counts(keeper):
    assert "0 queued · 0 running · 0 done · 0 failed" in words(keeper.get(LIST))


def test_subjects_are_links_where_the_user_may_open_their_page(keeper, toy, failed):
    other = jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")
    asked = []

    def links(subjects, user):
        asked.append((set(subjects), user.email))
        return {failed.subject: "/videos/seven"}

    toy.register(links=links)
    page = keeper.get(LIST).text
    assert f'<a href="/videos/seven" title="{failed.subject}">{end(failed)}</a>' in page
    assert f'<span title="{other.subject}">{end(other)}</span>' in page
    assert page.count("/videos/seven") == 1
    assert asked == [({failed.subject, other.subject}, "kim@example.org")]
    assert f'<a href="/videos/seven">{failed.subject}</a>' in keeper.get(f"{LIST}{failed.pk}/change/").text


def test_the_list_costs_the_same_for_many_jobs(keeper, toy, django_assert_max_num_queries):
    for _ in range(30):
        jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")
    with django_assert_max_num_queries(11):
        keeper.get(LIST)


@pytest.mark.parametrize("wanted", ["pk", "subject"])
def test_a_job_is_found_by_its_id_and_by_its_subjects(keeper, toy, failed, wanted):
    jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")
    for text in (str(getattr(failed, wanted)), getattr(failed, wanted).hex):
        found = keeper.get(LIST, {"q": text}).context["cl"].result_list
        assert [job.pk for job in found] == [failed.pk]


def test_other_words_find_nothing(keeper, failed):
    assert keeper.get(LIST, {"q": "moov"}).context["cl"].result_list == []


def test_states_and_kinds_are_filters(keeper, toy, failed):
    jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")
    found = keeper.get(LIST, {"state__exact": "failed", "kind": "toy"}).context["cl"].result_list
    assert [job.pk for job in found] == [failed.pk]


def test_failed_jobs_are_tried_again_and_others_left_alone(keeper, toy, failed):
    waiting = jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="")
    chosen = {"action": "try_again", "_selected_action": [str(failed.pk), str(waiting.pk)]}
    said = words(keeper.post(LIST, chosen, follow=True))
    assert "1 job is started anew." in said
    assert "1 of the chosen was left alone: only a failed job can be tried again." in said
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == (State.QUEUED, 0)
    assert toy.retried == [failed.subject]


def test_a_job_shows_all_of_its_facts_and_takes_none(keeper, toy, failed):
    place = f"{LIST}{failed.pk}/change/"
    page = keeper.get(place)
    assert "InvalidData: moov atom not found" in page.text
    assert not re.search(r"<(input|select|textarea)[^>]*name=\"(?!csrf|_)", page.text)
    assert "Save" not in page.text
    before = Job.objects.values().get()
    keeper.post(place, {"state": "done", "attempts": "0", "_save": "Save"})
    assert Job.objects.values().get() == before


@pytest.mark.parametrize(("verdict", "words"), [(True, "what it is about"), (False, "three attempts without an end")])
def test_it_tells_a_verdict_from_attempts_that_were_used_up(keeper, toy, verdict, words):
    job = toy.enqueue()
    toy.fails(job, verdict=verdict)
    assert words in keeper.get(f"{LIST}{job.pk}/change/").text


def test_staff_who_may_only_look_cannot_try_again(client, stranger, failed):
    stranger.is_staff = True
    stranger.save()
    stranger.user_permissions.add(Permission.objects.get(codename="view_job"))
    client.force_login(stranger)
    assert end(failed) in client.get(LIST).text
    client.post(LIST, {"action": "try_again", "_selected_action": [str(failed.pk)]})
    failed.refresh_from_db()
    assert failed.state == State.FAILED


def test_no_job_is_written_or_deleted_by_hand(keeper, failed):
    assert keeper.get(f"{LIST}add/").status_code == 403
    assert keeper.post(f"{LIST}{failed.pk}/delete/", {"post": "yes"}).status_code == 403
    keeper.post(LIST, {"action": "delete_selected", "_selected_action": [str(failed.pk)], "post": "yes"})
    assert Job.objects.filter(pk=failed.pk).exists()


def test_nobody_but_staff_sees_jobs(page, failed):
    answer = page.get(LIST, follow=True)
    assert answer.status_code == 403
    assert end(failed) not in answer.text
