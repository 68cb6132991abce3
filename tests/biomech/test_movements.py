"""The registry of movements, and the words it shares with the log."""

import tomllib
from pathlib import Path
from typing import get_args

import pytest

from biomech.fault_codes import FAULT_CODES
from biomech.movements.base import Movement, Pattern
from biomech.movements.generic import GENERIC
from biomech.movements.registry import MOVEMENTS, movement_for
from biomech.thresholds import HINGE, STRICT_HINGE
from workouts.faults import Fault

LABELS = Path(__file__).resolve().parents[3] / "shared" / "videos" / "labels.toml"
SLUGS = (
    "deadlift",
    "romanian-deadlift",
    "kettlebell-deadlift",
    "kettlebell-swing",
    "good-morning",
    "dowel-hinge",
    "wall-touch-hinge",
    "banded-hinge",
    "squat",
)
NAMES = [(movement, name) for movement in MOVEMENTS for name in (movement.slug, *movement.aliases)]


def test_the_movements_are_those_of_the_product():
    assert sorted(movement.slug for movement in MOVEMENTS) == sorted(SLUGS)


def test_no_slug_or_alias_stands_for_two_movements():
    names = [name for _, name in NAMES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("movement", "name"), NAMES, ids=[name for _, name in NAMES])
def test_every_slug_and_alias_leads_to_its_movement(movement: Movement, name: str):
    assert movement_for(name) is movement


@pytest.mark.parametrize("exercise", [None, "", "bench-press", "plank"])
def test_anything_else_is_any_hinge(exercise):
    assert movement_for(exercise) is GENERIC
    assert GENERIC.pattern == "hinge"


@pytest.mark.skipif(not LABELS.is_file(), reason="the labels in ../shared/videos are not on this machine")
def test_every_exercise_of_the_labelled_clips_is_known():
    clips = tomllib.loads(LABELS.read_text())["clip"]
    unknown = {clip["exercise"] for clip in clips} - {name for _, name in NAMES}
    assert unknown == set()


@pytest.mark.skipif(not LABELS.is_file(), reason="the labels in ../shared/videos are not on this machine")
def test_a_labelled_fault_is_one_that_is_looked_for_in_its_exercise():
    clips = tomllib.loads(LABELS.read_text())["clip"]
    for clip in clips:
        assert set(clip.get("faults", ())) <= movement_for(clip["exercise"]).checks, clip["file"]


def test_faults_have_the_same_words_as_in_the_log():
    assert sorted(FAULT_CODES) == sorted(Fault.values)


@pytest.mark.parametrize("movement", [*MOVEMENTS, GENERIC], ids=lambda movement: movement.slug)
def test_a_movement_looks_for_known_faults_and_has_a_known_pattern(movement: Movement):
    assert movement.checks <= set(FAULT_CODES)
    assert "rounded-back" in movement.checks
    assert movement.pattern in get_args(Pattern)


def test_squats_are_the_only_movement_that_is_no_hinge_and_are_not_blamed_for_squatting():
    squats = [movement for movement in MOVEMENTS if movement.pattern == "squat"]
    assert [movement.slug for movement in squats] == ["squat"]
    assert "squatting" not in squats[0].checks


@pytest.mark.parametrize("slug", ["romanian-deadlift", "good-morning", "dowel-hinge", "wall-touch-hinge"])
def test_lifts_with_nearly_straight_knees_are_held_to_the_stricter_limit(slug):
    assert movement_for(slug).least_trunk_over_thigh is STRICT_HINGE
    assert movement_for("deadlift").least_trunk_over_thigh.value == HINGE.value < STRICT_HINGE.value
