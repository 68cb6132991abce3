"""What the session screen is told about an exercise, and what a device keeps for working without a server."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.units import to_kg
from tests.workouts.conftest import MONDAY, lift
from workouts.domain.exercise_settings import save_settings
from workouts.domain.kit import exercise_facts, kit
from workouts.domain.library import change_own_exercise, create_own_exercise
from workouts.domain.sessions import delete_session
from workouts.models import Exercise, Template, TemplateLine

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
TODAY = (MONDAY + 2 * WEEK).date()


@pytest.fixture
def facts(athlete, lifts):
    """Return a function that gives the facts of an exercise, before a session where one is named."""

    def tell(slug="deadlift", *, before=None, on=TODAY):
        return exercise_facts(athlete, [lifts[slug]], on=on, before=before)[slug]

    return tell


# --- facts of an exercise -------------------------------------------------------------------------------------


def test_facts_tell_last_time_a_plan_bests_and_the_next_load(facts, session, new_session, new_set):
    new_set(session, load_kg=90, reps=5)
    latest = new_session(MONDAY + WEEK)
    new_set(latest, load_kg=60, reps=5, kind="warmup")
    new_set(latest, load_kg=100, reps=5, rpe=8)
    found = facts().as_json()
    assert json.loads(json.dumps(found)) == found
    assert (found["last"]["day"], found["last"]["session"]) == ("2026-03-09", str(latest.pk))
    assert [(row["kind"], row["load_kg"], row["reps"], row["rpe"]) for row in found["last"]["sets"]] == [
        ("warmup", 60, 5, None), ("working", 100, 5, 8),
    ]  # fmt: skip
    assert [(row["kind"], row["load_kg"], row["planned_reps"]) for row in found["plan"]] == [
        ("warmup", 60, 5), ("working", 100, 5),
    ]  # fmt: skip
    assert found["bests"]["reps"] == {str(count): 100 for count in range(1, 6)}
    assert (found["bests"]["e1rm_kg"], found["bests"]["heaviest_kg"]) == (pytest.approx(116.666667), 100)
    assert (found["suggestion"]["change"], found["suggestion"]["load_kg"]) == ("up", 102.5)


def test_an_exercise_never_done_has_one_bare_row_and_no_suggestion(facts):
    found = facts()
    assert (found.last, found.bests, found.suggestion) == (None, None, None)
    assert [(row["kind"], row["load_kg"], row["reps"]) for row in found.plan] == [("working", None, None)]


def test_facts_are_as_they_stood_before_a_session(facts, session, new_session, new_set):
    new_set(session, load_kg=100)
    middle = new_session(MONDAY + WEEK)
    new_set(middle, load_kg=110)
    new_set(new_session(MONDAY + 2 * WEEK), load_kg=120)
    found = facts(before=middle, on=(MONDAY + 52 * WEEK).date())
    assert (found.last.session, found.bests.heaviest_kg) == (session.pk, 100)
    assert found.suggestion.load_kg == 102.5  # judged on its own day, not on the day of looking back


def test_deleted_and_planned_sets_and_other_people_are_no_facts(facts, session, new_session, new_set, theirs):
    new_set(session, load_kg=100)
    gone = new_session(MONDAY + DAY)
    new_set(gone, load_kg=200)
    delete_session(gone, at=MONDAY + 2 * DAY)
    new_set(new_session(MONDAY + 3 * DAY), load_kg=210, done=False)
    new_set(theirs, load_kg=333.25)
    assert (facts().last.session, facts().bests.heaviest_kg) == (session.pk, 100)


def test_own_rest_and_step_come_before_the_usual_ones(athlete, facts, lifts, session, new_set):
    new_set(session, load_kg=100)
    assert (facts().rest_s, facts().step_kg) == (120, 2.5)
    athlete.step_kg = 1
    assert facts().step_kg == 1
    save_settings(owner=athlete, exercise=lifts["deadlift"], rest_s=0, step_kg=5)
    assert (facts().rest_s, facts().step_kg, facts().suggestion.load_kg) == (0, 5, 105)


def test_anothers_settings_are_not_mine(stranger, facts, lifts):
    save_settings(owner=stranger, exercise=lifts["deadlift"], rest_s=10, step_kg=5)
    assert (facts().rest_s, facts().step_kg) == (120, 2.5)


def test_somebody_who_reads_pounds_is_told_pounds(athlete, facts, session, new_set):
    athlete.unit = "lb"
    new_set(session, load_kg=to_kg(225, "lb"))
    assert (facts().suggestion.load_kg, facts().step_kg) == (to_kg(230, "lb"), to_kg(5, "lb"))
    assert "225 lb" in facts().suggestion.reason and facts().suggestion.reason.endswith("go up 5 lb.")


def test_the_last_increase_is_found_in_the_log(facts, new_session, new_set):
    for days, load in ((0, 95), (9, 100), (12, 100)):
        new_set(new_session(MONDAY + days * DAY), load_kg=load)
    assert "it went up on Wednesday" in facts().suggestion.reason


def test_the_heaviest_load_with_form_held_is_known_and_warned_about(facts, session, new_set):
    new_set(session, load_kg=90, form_rating=4)
    new_set(session, load_kg=95, form_rating=5, faults=["bar-drift"])
    new_set(session, load_kg=97.5, form_rating=3)
    new_set(session, load_kg=100)
    assert (facts().bests.held_kg, facts().suggestion.warning) == (
        90, "100 kg is above 90 kg, your heaviest with form held.",
    )  # fmt: skip


def test_pain_in_one_lift_holds_the_others_back(facts, session, new_session, new_set):
    new_set(session, load_kg=100)
    new_set(new_session(MONDAY + 10 * DAY), "romanian-deadlift", pain=6, pain_place="lower-back")
    assert facts().suggestion.change == "repeat"
    assert "pain 6/10 in the lower back on 12 Mar (romanian deadlift)" in facts().suggestion.reason
    assert facts("romanian-deadlift").suggestion.change == "pause"


@pytest.mark.parametrize("sessions", [2, 12])
def test_facts_take_four_queries_however_much_there_is(athlete, lifts, sessions, new_session, new_set):
    for week in range(sessions):
        later = new_session(MONDAY - week * WEEK)
        for slug in lifts:
            new_set(later, slug, load_kg=50)
    with CaptureQueriesContext(connection) as queries:
        found = exercise_facts(athlete, lifts.values(), on=TODAY)
    assert (len(queries), len(found)) == (4, len(lifts))  # one of them asks for a programme
    with CaptureQueriesContext(connection) as queries:
        assert exercise_facts(athlete, [], on=TODAY) == {}
    assert len(queries) == 0


# --- the kit --------------------------------------------------------------------------------------------------


def ask(page, **headers):
    return page.get("/kit.json", headers={"Accept": "application/json", **headers})


def test_the_kit_holds_every_exercise_and_what_the_profile_says(page, athlete, lifts, session, new_set):
    new_set(session, "romanian-deadlift", load_kg=80)
    new_set(session, load_kg=100)
    found = ask(page).json()
    assert (found["account"], found["unit"], found["step_kg"]) == (str(athlete.pk), "kg", 2.5)
    assert (found["bars"], found["plates"], found["ramp"][1]) == (athlete.bars, athlete.plates, [0.4, 5])
    assert set(found["exercises"]) == set(lifts)
    rdl = found["exercises"]["romanian-deadlift"]
    assert (rdl["aliases"], rdl["plan"][0]["load_kg"]) == (["rdl"], 80) and "rdl" in rdl["search"]
    assert found["exercises"]["plank"]["lately"] is None and found["exercises"]["deadlift"]["lately"] in (0, 1)


def test_own_exercises_are_in_the_kit_and_other_peoples_are_not(page, athlete, stranger, lifts):
    create_own_exercise(owner=athlete, name="Log press", pattern="push", equipment="barbell", primary=[], secondary=[])
    create_own_exercise(
        owner=stranger, name="Secret lift", pattern="push", equipment="barbell", primary=[], secondary=[]
    )
    assert set(ask(page).json()["exercises"]) == {*lifts, "log-press"}


def test_a_template_and_the_last_different_sessions_can_be_started(page, athlete, lifts, new_session, new_set):
    for week, title in enumerate(["A", "B", "A", "C", "D", "E"]):
        at = MONDAY + week * WEEK
        new_set(new_session(at, title=title), load_kg=100 + week, reps=5)
    template = Template.objects.create(owner=athlete, title="Heavy", weekdays=list(range(7)))
    line = {"template": template, "exercise": lifts["deadlift"], "block": 0}
    TemplateLine.objects.create(**line, position=0, sets=2, reps=3)
    TemplateLine.objects.create(**line, position=1, sets=1, reps=8, load_kg=70)
    Template.objects.create(owner=athlete, title="Gone", deleted_at=MONDAY)
    heavy, *again = ask(page).json()["starts"]
    assert (heavy["kind"], heavy["id"], heavy["title"], heavy["due"]) == ("template", str(template.pk), "Heavy", True)
    assert [(row["exercise"], row["position"], row["load_kg"], row["reps"]) for row in heavy["rows"]] == [
        ("deadlift", 0, 105, 3), ("deadlift", 1, 105, 3), ("deadlift", 2, 70, 8),
    ]  # fmt: skip
    assert [(start["kind"], start["title"]) for start in again] == [("session", title) for title in "EDCA"]
    assert again[3]["rows"] == [
        {
            "exercise": "deadlift", "block": 0, "superset": None, "position": 0, "kind": "working", "load_kg": 102,
            "reps": 5, "planned_reps": 5, "side": "both", "duration_s": None, "distance_m": None, "rest_s": None,
        }
    ]  # fmt: skip


def test_a_running_session_is_not_offered_to_repeat(page, new_session, new_set):
    new_set(new_session(running=True, title="Now"))
    assert ask(page).json()["starts"] == []


def test_other_peoples_sessions_and_templates_are_not_in_my_kit(page, stranger, lifts, theirs, new_set):
    new_set(theirs, load_kg=333.25)
    template = Template.objects.create(owner=stranger, title="Sam's secret plan")
    TemplateLine.objects.create(template=template, exercise=lifts["deadlift"])
    text = ask(page).text
    assert "secret" not in text and "333.25" not in text


def test_a_device_that_has_the_kit_gets_it_once(page, session, new_set):
    first = ask(page)
    again = ask(page, **{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    weak = ask(page, **{"If-None-Match": f"W/{first['ETag']}"})
    assert weak.status_code == 304
    assert first["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("change", ["a set", "an own exercise", "a renamed exercise", "the unit", "own rest"])
def test_what_changes_the_kit_changes_its_tag(page, athlete, lifts, session, new_set, change):
    own = create_own_exercise(
        owner=athlete, name="Log press", pattern="push", equipment="barbell", primary=[], secondary=[]
    )
    before = ask(page)["ETag"]
    if change == "a set":
        new_set(session)
    elif change == "an own exercise":
        create_own_exercise(owner=athlete, name="Yoke", pattern="carry", equipment="box", primary=[], secondary=[])
    elif change == "a renamed exercise":
        change_own_exercise(own, name="Log clean", primary=[], secondary=[])
    elif change == "the unit":
        athlete.unit = "lb"
        athlete.save()
    else:
        save_settings(owner=athlete, exercise=lifts["deadlift"], rest_s=60, step_kg=None)
    assert ask(page, **{"If-None-Match": before}).status_code == 200


def test_another_persons_writes_leave_my_kit_as_it_is(page, theirs, new_set):
    before = ask(page)["ETag"]
    new_set(theirs)
    assert ask(page)["ETag"] == before


def test_nobody_gets_a_kit_without_signing_in(client, db):
    response = client.get("/kit.json")
    assert (response.status_code, response["Content-Type"]) == (401, "application/problem+json")
    assert response.json()["code"] == "signed_out"


@pytest.mark.parametrize("sessions", [1, 15])
def test_the_kit_takes_eight_queries_however_much_there_is(page, athlete, lifts, sessions, new_session, new_set):
    for week in range(sessions):
        later = new_session(MONDAY - week * WEEK, title=f"Week {week}")
        for slug in lifts:
            new_set(later, slug, load_kg=50)
    for title in ("A", "B"):
        template = Template.objects.create(owner=athlete, title=title)
        for slug in lifts:
            TemplateLine.objects.create(template=template, exercise=lifts[slug])
    with CaptureQueriesContext(connection) as queries:
        found = ask(page).json()
    assert len(queries) == 8
    assert len(found["starts"]) == 2 + min(sessions, 4)


def test_the_kit_is_json_as_it_stands(athlete, lifts, session, new_set):
    new_set(session)
    found = kit(athlete, on=TODAY, at=MONDAY + 2 * WEEK)
    assert json.loads(json.dumps(found))["exercises"]["deadlift"]["last"]["sets"][0]["load_kg"] == 100


def test_a_name_is_kept_as_it_is_spelt(page, athlete):
    Exercise.objects.bulk_create([lift("snatch", name="Snatch <script>", owner=athlete)])
    assert ask(page).json()["exercises"]["snatch"]["name"] == "Snatch <script>"


def test_an_exercise_left_for_pain_is_paused_until_it_was_trained_again(athlete, lifts, new_session, new_set):
    new_set(new_session(MONDAY - WEEK))
    hurt = new_session(MONDAY)
    new_set(hurt, done=False, pain=4, pain_place="lower-back")

    def suggested(day):
        return exercise_facts(athlete, [lifts["deadlift"]], on=day)["deadlift"].suggestion

    paused = suggested(MONDAY.date())
    assert (paused.change, paused.load_kg) == ("pause", None)
    assert "4/10 in the lower back" in paused.reason
    new_set(new_session(MONDAY + WEEK))
    assert suggested((MONDAY + 2 * WEEK).date()).change == "up"
