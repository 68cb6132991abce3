"""The demonstration: an athlete whose every page has something to show."""

from datetime import date

import pytest

from accounts.demo import ATHLETE_EMAIL
from cues.domain.cues import create_cue
from cues.domain.library import load_library as load_cues
from cues.models import CueAttachment, SetCues
from drills.domain.adherence import calendar, first_day, read_logged, streak
from drills.domain.baseline_answers import prompt_of
from drills.domain.due import due_on, read_practice
from drills.domain.lines import read_logs
from drills.domain.plan import read_plan
from drills.domain.programme_library import load_programmes
from drills.gates import evaluate
from drills.models import DrillLog
from fitnessrec.demo import seed
from tests.workouts.bests import counted_bests, stored_bests
from tests.workouts.plans import next_due
from workouts.domain.kit import exercise_facts
from workouts.domain.next_load import Suggestion
from workouts.models import Exercise, Session, Set, Template

SUNDAY = date(2026, 11, 22)


@pytest.fixture
def athlete(drill_library, monkeypatch):
    load_cues()
    load_programmes()
    monkeypatch.setattr(seed, "FILMED", ())  # clips take seconds, and other tests render them
    monkeypatch.setattr(seed, "FILMED_DRILLS", ())
    assert seed.seed_demo(on=SUNDAY)
    return seed.User.objects.get(email=ATHLETE_EMAIL)


def test_it_is_made_where_somebody_has_the_id_of_her_cue_already(stranger, drill_library, monkeypatch):
    load_cues()
    load_programmes()
    create_cue(owner=stranger, text="mine", phase="start", slug="belt-buckle-back")
    monkeypatch.setattr(seed, "FILMED", ())
    monkeypatch.setattr(seed, "FILMED_DRILLS", ())
    assert seed.seed_demo(on=SUNDAY)
    assert CueAttachment.objects.filter(cue="belt-buckle-back-2").exists()


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
    counted = (Set, Template, DrillLog, SetCues)
    before = [model.objects.count() for model in counted]
    assert not seed.seed_demo(on=SUNDAY)
    assert [model.objects.count() for model in counted] == before


def test_she_is_in_week_nine_of_the_programme_with_three_drills_for_today(athlete):
    assert read_plan(athlete, on=SUNDAY).week(SUNDAY).title == "Week 9, Strength"
    due = [dose.drill.pk for dose in due_on(read_practice(athlete, on=SUNDAY), SUNDAY)]
    assert due == ["dowel-hinge", "wall-touch-hinge", "hamstring-stretch"]
    assert prompt_of(athlete) is None


def test_the_calendar_has_good_days_gaps_and_a_row_of_nine(athlete):
    practice = read_practice(athlete, on=SUNDAY, days=None)
    logged = read_logged(athlete, since=first_day(SUNDAY), on=SUNDAY)
    row = streak(practice, read_logs(athlete, on=SUNDAY)[1])
    found = calendar(practice, logged, row)
    assert row.now == 9 < row.longest
    assert 55 < found.kept < found.asked < 84
    assert {"all", "half", "none"} <= {day.shade for day in found.days}


def test_the_dowel_gate_was_passed_on_the_way_and_technique_waits(athlete):
    gate = evaluate("dowel-20", athlete, on=SUNDAY)
    assert gate.passed and gate.passed_on > date(2026, 8, 26)
    held = evaluate("technique-held", athlete, on=SUNDAY)
    assert not held.passed and "back rounds" in held.reason


def test_her_own_cue_stands_after_the_usual_three_and_was_ticked_off_in_sets_of_both_kinds(athlete):
    rows = CueAttachment.objects.for_user(athlete).filter(exercise="deadlift").order_by("position")
    assert [row.cue_id for row in rows] == ["push-hips-back", "neutral-spine", "squeeze-glutes", "belt-buckle-back"]
    ticked = SetCues.objects.filter(owner=athlete).select_related("set")
    assert {bool(row.set.faults) for row in ticked if "neutral-spine" in row.cues} == {True, False}
