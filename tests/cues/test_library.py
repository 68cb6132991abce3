"""The library of cues from its file, and what everybody has of it from the start."""

import tomllib
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from accounts.models import User
from core.versions import version_of
from cues.domain.attachments import attached_cues, detach
from cues.domain.cues import copy_cue
from cues.domain.library import load_library
from cues.models import Cue, CueAttachment
from tests.conftest import PASSWORD
from workouts.domain.bodyweight import save_bodyweight
from workouts.models import Bodyweight

CHECKLIST = Path(__file__).resolve().parent.parent / "learn" / "checklist.toml"
ARTICLE = tomllib.loads(CHECKLIST.read_text())["cues"]
DEFAULTS = ["push-hips-back", "neutral-spine", "squeeze-glutes"]


def on(owner, exercise):
    return [cue.slug for cue in attached_cues(owner).get(exercise, [])]


def test_the_articles_cues_are_there_word_for_word(cue_library):
    stored = {cue.slug: (cue.text, cue.phase, cue.fault, cue.exercise_id or "") for cue in Cue.objects.all()}
    assert stored == {one["key"]: (one["text"], one["phase"], one["fault"], one.get("exercise", "")) for one in ARTICLE}
    assert len(stored) == 21


def test_each_says_why_in_a_sentence(cue_library):
    assert [cue.slug for cue in Cue.objects.all() if not cue.why.endswith(".")] == []


def test_a_coarse_cue_has_a_neutral_twin_against_the_same_fault(cue_library):
    coarse = Cue.objects.get(pk="push-butt-back")
    assert (coarse.neutral_id, coarse.neutral.fault, coarse.neutral.phase) == ("push-hips-back", "squatting", "start")
    assert coarse.neutral.neutral is None


def test_loading_again_changes_nothing_and_keeps_an_edit(cue_library):
    Cue.objects.filter(pk="bar-close").update(why="Our gym's own words.")
    Cue.objects.filter(pk="chest-up").update(seed={"slug": "chest-up", "text": "chest high"}, text="chest high")
    said = StringIO()
    call_command("load_cues", stdout=said)
    assert Cue.objects.get(pk="bar-close").why == "Our gym's own words."
    assert Cue.objects.get(pk="chest-up").text == "chest up"  # nobody had edited it: the library's new words
    assert said.getvalue() == "Library of cues: 0 added, 1 updated.\n"
    assert load_library().updated == 0


def test_a_persons_cue_under_an_id_that_the_library_takes_later_stays_theirs(library, athlete):
    Cue.objects.create(slug="chest-up", owner=athlete, text="my own", phase="down")
    load_library()
    assert Cue.objects.get(pk="chest-up").text == "my own"


# --- from the start ---------------------------------------------------------------------------------------------


def test_three_cues_stand_on_the_deadlift_and_the_romanian_deadlift_of_everybody_who_joins(cue_library, athlete):
    assert attached_cues(athlete).keys() == {"deadlift", "romanian-deadlift"}
    assert on(athlete, "deadlift") == on(athlete, "romanian-deadlift") == DEFAULTS
    assert version_of(athlete.pk) == 0  # they are as old as the person
    assert set(CueAttachment.objects.values_list("v", flat=True)) == {0}


def test_signing_up_in_the_browser_brings_them_too(cue_library, client):
    form = {"email": "eve@example.org", "password1": PASSWORD, "unit": "kg", "time_zone": "UTC"}
    client.post("/accounts/signup/", form)
    assert on(User.objects.get(email="eve@example.org"), "deadlift") == DEFAULTS


def test_without_the_library_nobody_gets_anything(athlete):
    assert not CueAttachment.objects.exists()


def test_who_was_there_before_the_library_gets_them_when_it_is_loaded(library, athlete, stranger, weighed):
    before = version_of(athlete.pk)
    load_library()
    assert on(athlete, "deadlift") == on(stranger, "deadlift") == DEFAULTS
    assert version_of(athlete.pk) > before == 1  # a device that has asked for changes hears of them
    assert (
        set(CueAttachment.objects.filter(owner=stranger).values_list("v", flat=True))
        == {version_of(stranger.pk)}
        == {1}
    )


def test_a_device_that_asked_before_anything_was_written_hears_of_them_too(library, api):
    before = api.get("/api/v1/changes")
    load_library()
    assert api.get("/api/v1/changes", headers={"If-None-Match": before["ETag"]}).status_code == 200
    found = api.get(f"/api/v1/changes?cursor={before.json()['cursor']}").json()["results"]
    assert {change["row"]["cue"] for change in found} == set(DEFAULTS)


@pytest.fixture
def weighed(athlete):
    """Something that Ada logged, so that her rows have a version."""
    return save_bodyweight(Bodyweight(owner=athlete, weight_kg=70, measured_at=datetime(2026, 3, 2, 6, tzinfo=UTC)))


def test_a_default_that_was_detached_does_not_come_back(cue_library, athlete):
    row = CueAttachment.objects.get(owner=athlete, exercise="deadlift", cue="neutral-spine")
    detach(row, at="2026-03-02T12:00:00Z")
    load_library()
    assert on(athlete, "deadlift") == ["push-hips-back", "squeeze-glutes"]


def test_a_default_that_an_own_copy_replaced_does_not_come_back(cue_library, athlete):
    copy = copy_cue(Cue.objects.get(pk="neutral-spine"), owner=athlete, replacing=True, text="long spine")
    version = version_of(athlete.pk)
    load_library()
    assert on(athlete, "deadlift") == ["push-hips-back", copy.slug, "squeeze-glutes"]
    assert version_of(athlete.pk) == version
