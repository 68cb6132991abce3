"""Searches look for every word, and for so many only."""

import pytest
from django.utils import timezone

from core.search import MOST_WORDS, with_every_word, words_of
from cues.models import Cue
from drills.domain.library import described_by
from drills.models import Drill
from workouts.domain.history import search
from workouts.domain.sessions import save_session
from workouts.models import Exercise, Session

MANY = "swing " * 1500  # more conditions than SQLite takes in one statement


def test_words_beyond_the_twentieth_are_passed_over():
    assert words_of(" ".join(map(str, range(30)))) == [str(number) for number in range(MOST_WORDS)]
    assert words_of("  ") == []


def test_each_word_may_stand_in_another_column_and_in_capitals(db):
    Cue.objects.create(slug="bar-close", text="Bar close", why="It saves your back.", phase="up")
    Cue.objects.create(slug="chest-up", text="Chest up", why="The bar stays with you.", phase="up")
    found = with_every_word(Cue.objects.all(), "BACK bar", "text", "why")
    assert [cue.slug for cue in found] == ["bar-close"]


@pytest.mark.parametrize(
    ("find", "found"),
    [
        (lambda user: Exercise.objects.available_to(user).search(MANY), "Kettlebell swing"),
        (lambda user: Cue.objects.available_to(user).search(MANY), "Swing from the hips"),
        (lambda user: described_by(Drill.objects.available_to(user), MANY), "Dowel swing"),
        (lambda user: search(user, words=MANY), "A day of swings"),
    ],
    ids=["exercises", "cues", "drills", "sessions"],
)
def test_a_search_for_very_many_words_finds_what_the_first_ones_say(athlete, find, found):
    Exercise.objects.create(slug="kb-swing", name="Kettlebell swing", pattern="hinge", equipment="kettlebell")
    Cue.objects.create(slug="swing", text="Swing from the hips", phase="up")
    Drill.objects.create(slug="swing", name="Dowel swing", sets=1, reps=5)
    save_session(Session(owner=athlete, title="A day of swings", started_at=timezone.now()))
    assert [str(row) for row in find(athlete)] == [found]
