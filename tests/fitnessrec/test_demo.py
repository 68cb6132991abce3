"""The demonstration: an athlete whose every page has something to show."""

from datetime import date

import pytest

from accounts.demo import ATHLETE_EMAIL
from fitnessrec.demo import seed
from tests.workouts.bests import counted_bests, stored_bests
from tests.workouts.plans import next_due
from workouts.domain.kit import exercise_facts
from workouts.domain.next_load import Suggestion
from workouts.models import Exercise, Session, Set, Template

SUNDAY = date(2026, 11, 22)


@pytest.fixture
def athlete(library, monkeypatch):
    monkeypatch.setattr(seed, "FILMED", ())  # clips take seconds, and other tests render them
    assert seed.seed_demo(on=SUNDAY)
    return seed.User.objects.get(email=ATHLETE_EMAIL)


def test_the_athlete_has_a_history_and_templates_on_weekdays(athlete):
    assert Session.objects.for_user(athlete).count() > 25
    planned = dict(Template.objects.for_user(athlete).values_list("title", "weekdays"))
    assert planned == {"Lower A": [0], "Upper": [2], "Lower B": [4]}
    template, day = next_due(athlete, on=SUNDAY)
    assert (template.title, day) == ("Lower A", date(2026, 11, 23))


def test_sets_say_what_was_planned_so_that_a_next_load_can_be_suggested(athlete):
    assert Set.objects.for_user(athlete).working().filter(reps__gt=0, planned_reps=None).count() == 0
    deadlift = Exercise.objects.get(pk="deadlift")
    suggestion = exercise_facts(athlete, [deadlift], on=SUNDAY)["deadlift"].suggestion
    assert isinstance(suggestion, Suggestion) and suggestion.reason.endswith(".")


def test_what_sessions_did_best_is_there_to_read(athlete):
    assert stored_bests() == counted_bests() != {}


def test_a_second_time_changes_nothing(athlete):
    before = Set.objects.count(), Template.objects.count()
    assert not seed.seed_demo(on=SUNDAY)
    assert (Set.objects.count(), Template.objects.count()) == before
