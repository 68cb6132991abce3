"""A page that was opened a while ago stores what was changed in it, and nothing else."""

import html
import json
import re

import pytest
from django.utils import timezone

from core.opened import OpenedMixin
from cues.domain.cues import change_cue, create_cue
from cues.models import Cue
from drills.domain.library import change_own_drill, create_own_drill
from drills.domain.planned import change_planned, plan_drill
from drills.domain.programmes import create_programme, save_programme
from drills.models import Drill, PlannedDrill
from workouts.models import Exercise

STEPS = ["Hold a towel.", "Hinge."]


def sent(page, path):
    """Return what a browser sends of the page's form where nothing is typed."""
    answer = page.get(path)
    form = answer.context["form"]
    found = {"opened": html.unescape(re.search(r'name="opened" value="([^"]*)"', answer.content.decode())[1])}
    for bound in form:
        value = form._stored(bound.name)
        if value or not bound.widget_type.startswith("checkbox"):
            found[bound.html_name] = [one.replace("\n", "\r\n") for one in value] or ""
    return found


@pytest.fixture
def drill(athlete):
    about = {"equipment": ["wall"], "faults": ["squatting"], "steps": STEPS, "per_side": True}
    return create_own_drill(owner=athlete, name="Towel hinge", sets=2, reps=10, **about)


def test_a_drill_keeps_what_was_changed_elsewhere(page, drill):
    path = f"/drills/{drill.slug}/edit"
    old = sent(page, path)
    elsewhere = {"reps": 12, "per_side": False, "equipment": [], "faults": ["rounded-back"], "steps": ["Hinge."]}
    change_own_drill(Drill.objects.get(pk=drill.pk), **elsewhere)
    page.post(path, old | {"sets": "4"})
    drill.refresh_from_db()
    assert drill.sets == 4 and {name: getattr(drill, name) for name in elsewhere} == elsewhere


def test_what_was_changed_in_both_places_is_as_the_page_that_came_last_says(page, drill):
    path = f"/drills/{drill.slug}/edit"
    old = sent(page, path)
    change_own_drill(Drill.objects.get(pk=drill.pk), reps=12, per_side=True, loadable=True, faults=["rounded-back"])
    unticked = {name: value for name, value in old.items() if name not in ("per_side", "faults")}
    page.post(path, unticked | {"reps": "8"})
    drill.refresh_from_db()
    assert (drill.reps, drill.per_side, drill.faults) == (8, False, [])
    assert drill.loadable


def test_a_refused_form_that_is_corrected_stores_what_was_changed_before(page, drill):
    path = f"/drills/{drill.slug}/edit"
    old = sent(page, path)
    change_own_drill(Drill.objects.get(pk=drill.pk), summary="From elsewhere")
    wrong = page.post(path, old | {"name": "", "equipment": ["wall", "dowel"]})
    again = re.search(r'name="opened" value="([^"]*)"', wrong.content.decode())[1]
    assert wrong.status_code == 400 and "From elsewhere" in wrong.content.decode()
    typed = old | {"name": "Mine", "equipment": ["wall", "dowel"], "summary": "From elsewhere"}
    page.post(path, typed | {"opened": html.unescape(again)})
    drill.refresh_from_db()
    assert (drill.name, drill.summary) == ("Mine", "From elsewhere")
    assert sorted(drill.equipment) == ["dowel", "wall"]


def test_a_cue_keeps_what_was_changed_elsewhere(page, athlete):
    Exercise.objects.create(slug="deadlift", name="Deadlift", pattern="hinge", equipment="barbell")
    cue = create_cue(owner=athlete, text="stand tall", phase="top", why="One.\nTwo.", fault="rounded-back")
    path = f"/cues/{cue.slug}/edit"
    old = sent(page, path)
    change_cue(Cue.objects.get(pk=cue.pk), phase="up", why="Other", exercise_id="deadlift", fault="")
    page.post(path, old | {"text": "stand proud"})
    cue.refresh_from_db()
    assert (cue.text, cue.phase, cue.why, cue.exercise_id, cue.fault) == ("stand proud", "up", "Other", "deadlift", "")


def test_a_programmes_head_keeps_what_was_changed_elsewhere(page, athlete):
    programme = create_programme(owner=athlete, title="Mine", training_days=[0, 3])
    path = f"/programmes/{programme.slug}/edit"
    old = sent(page, path)
    programme.training_days, programme.summary = [1], "New"
    save_programme(programme)
    page.post(path, old | {"do": "save", "title": "Yours"})
    programme.refresh_from_db()
    assert (programme.title, programme.training_days, programme.summary) == ("Yours", [1], "New")


def test_a_planned_drill_keeps_what_was_changed_elsewhere(page, athlete, drill):
    today = athlete.local_date(timezone.now())
    row = plan_drill(owner=athlete, drill=drill, when="daily", on=today, sets=2)
    old = sent(page, f"/drills/plan/{row.pk}")
    change_planned(row, on=today, when="training-days", reps=3, ends_on=today)
    page.post(f"/drills/plan/{row.pk}", old | {"reason": "Stiff"})
    row = PlannedDrill.objects.get()
    assert (row.when, row.sets, row.reps, row.ends_on, row.reason) == ("training-days", 2, 3, today, "Stiff")


@pytest.mark.parametrize(
    "opened", ["", "null", "[]", "{", '{"reps": "10"}', '{"reps": [null, {}], "x": []}', "[" * 9999]
)
def test_what_no_page_sends_counts_as_nothing(page, drill, opened):
    path = f"/drills/{drill.slug}/edit"
    old = sent(page, path)
    page.post(path, old | {"opened": opened, "reps": "9"})
    drill.refresh_from_db()
    assert (drill.reps, drill.sets, drill.steps) == (9, 2, STEPS)


def test_a_form_of_something_new_sends_nothing_along(page, db):
    for path in ("/drills/new", "/cues/new", "/programmes/new"):
        answer = page.get(path)
        assert isinstance(answer.context["form"], OpenedMixin) and 'name="opened"' not in answer.content.decode()
    assert json.loads(page.get("/drills/new").context["form"].opened or "{}") == {}
