"""Cues on the session's page: shown before the next set of an exercise, with and without scripts."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cues.domain.attachments import attach
from cues.domain.set_cues import save_set_cues
from tests.workouts.conftest import MONDAY


@pytest.fixture
def running(new_session):
    return new_session(MONDAY, running=True)


@pytest.fixture
def zip_up(athlete, new_cue, lifts):
    """A cue of Ada's own, on her deadlifts."""
    cue = new_cue("zip up the jacket")
    attach(owner=athlete, cue=cue, exercise=lifts["deadlift"])
    return cue


def strips(text):
    """Return what stands before the next set of each run: its words, and what is ticked off."""
    blocks = text.partition('<template id="block-template">')[0]
    found = re.findall(r'<form class="cue-strip".*?</form>', blocks, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def data_of(text):
    return json.loads(re.search(r'<script[^>]* id="cue-data"[^>]*>(.*?)</script>', text, re.DOTALL)[1])


def test_cues_stand_before_the_next_set_with_a_form_of_their_own(page, running, new_set, zip_up):
    new_set(running)
    row = new_set(running, done=False)
    text = page.get(f"/sessions/{running.pk}").text
    assert strips(text) == ["Before set 2 zip up the jacket Keep"]
    assert f'action="/sets/{row.pk}/cues"' in text
    assert f'value="{zip_up.slug}"' in text


def test_the_warm_up_set_is_called_so(page, running, new_set, zip_up):
    new_set(running, done=False, kind="warmup")
    assert strips(page.get(f"/sessions/{running.pk}").text) == ["Before the warm-up set zip up the jacket Keep"]


def test_where_all_is_done_over_or_without_cues_nothing_stands_there(page, running, new_session, new_set, zip_up):
    new_set(running)
    new_set(running, "pull-up", done=False)
    assert strips(page.get(f"/sessions/{running.pk}").text) == []
    over = new_session(MONDAY)
    new_set(over, done=False)
    text = page.get(f"/sessions/{over.pk}").text
    assert strips(text) == []
    assert 'id="cue-data"' not in text


def test_what_was_ticked_off_for_a_set_is_ticked_for_that_set_alone(page, running, new_set, zip_up):
    first, second = new_set(running, done=False), new_set(running, done=False)
    stored = save_set_cues(first, cues=[zip_up.slug])
    text = page.get(f"/sessions/{running.pk}").text
    assert f'value="{zip_up.slug}" autocomplete="off" checked' in text
    assert data_of(text) == {
        "v": stored.v,
        "exercises": {"deadlift": [{"slug": zip_up.slug, "text": "zip up the jacket", "picture": ""}]},
        "sets": {str(first.pk): [zip_up.slug]},
    }
    first.done = True
    first.save()
    text = page.get(f"/sessions/{running.pk}").text
    assert f'data-cues-of="{second.pk}"' in text
    assert f'value="{zip_up.slug}" autocomplete="off" checked' not in text


def test_the_empty_screen_knows_the_cues_of_every_exercise(page, zip_up):
    text = page.get("/sessions/log").text
    assert list(data_of(text)["exercises"]) == ["deadlift"]
    assert '<template id="cue-template">' in text


def test_nobody_reads_the_cues_of_somebody_else(client, stranger, zip_up):
    client.force_login(stranger)
    assert data_of(client.get("/sessions/log").text)["exercises"] == {}


def test_cues_cost_the_page_the_same_however_many_runs_and_sets(
    page, athlete, running, new_set, new_cue, lifts, zip_up
):
    new_set(running, done=False)
    before = count_of(page, running)
    for exercise in ("romanian-deadlift", "pull-up", "deadlift"):
        attach(owner=athlete, cue=new_cue(f"cue of {exercise}"), exercise=lifts[exercise])
        for _ in range(3):
            save_set_cues(new_set(running, exercise, done=False), cues=[zip_up.slug])
    assert count_of(page, running) == before


def count_of(page, session):
    with CaptureQueriesContext(connection) as queries:
        page.get(f"/sessions/{session.pk}")
    return len(queries)
