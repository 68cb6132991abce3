"""What a gate says in the session about an exercise at its planned load."""

import html
import json
import re

import pytest

from tests.workouts.conftest import MONDAY

REASON = "0 of 20 clean dowel hinges so far"


@pytest.fixture
def running(new_session):
    return new_session(MONDAY, running=True)


def said(page, session):
    """Return what stands at the runs of a session."""
    text = page.get(f"/sessions/{session.pk}").text.partition('<template id="block-template">')[0]
    found = re.findall(r"<p[^>]* data-gate-word>.*?</p>", text, re.DOTALL)
    return [html.unescape(" ".join(re.sub(r"<[^>]+>", "", one).split())) for one in found]


def test_a_heavy_deadlift_is_told_to_wait_for_clean_hinges_and_how_to_get_there(page, running, new_set):
    new_set(running, load_kg=100, done=False)
    (words,) = said(page, running)
    assert words.startswith("First: 20 clean dowel hinges.")
    assert REASON in words
    assert 'href="/gates/dowel-20"' in page.get(f"/sessions/{running.pk}").text


def test_a_light_one_is_left_alone_and_so_is_what_is_done_or_another_lift(page, running, new_set):
    new_set(running, load_kg=20, done=False)
    new_set(running, load_kg=100)
    new_set(running, load_kg=100, kind="warmup", done=False)
    new_set(running, "pull-up", load_kg=100, done=False)
    assert said(page, running) == []


def test_hinges_that_were_clean_silence_it(page, running, new_set, new_log):
    new_set(running, load_kg=100, done=False)
    new_log(20, clean_reps=20)
    assert said(page, running) == []


def test_a_session_that_is_over_hears_nothing(page, new_session, new_set):
    over = new_session(MONDAY)
    new_set(over, load_kg=100, done=False)
    assert said(page, over) == []


def test_the_screen_knows_what_gates_say_of_exercises_that_are_added_later(page, lifts):
    text = page.get("/sessions/log").text
    words = json.loads(re.search(r'<script[^>]* id="gate-data"[^>]*>(.*?)</script>', text, re.DOTALL)[1])
    assert words["deadlift"]["above_kg"] > 20
    assert words["deadlift"]["url"] == "/gates/dowel-20"
    assert '<template id="gate-word-template">' in text
