"""Own exercises and settings that were there before they had versions."""

from importlib import import_module

import pytest
from django.apps import apps

from core.versions import next_version, version_of
from workouts.domain.exercise_settings import save_settings
from workouts.domain.library import create_own_exercise
from workouts.models import Exercise, ExerciseSettings

migration = import_module("workouts.migrations.0003_exercise_versions")


@pytest.fixture
def old_rows(athlete, stranger, lifts):
    """Ada has an exercise and settings, and Sam settings, all from before; Ada's client holds the version returned."""
    about = {"pattern": "hinge", "equipment": "barbell", "primary": [], "secondary": []}
    create_own_exercise(owner=athlete, name="Old lift", **about)
    for owner in (athlete, stranger):
        save_settings(owner=owner, exercise=lifts["deadlift"], rest_s=90, step_kg=None)
    Exercise.objects.update(v=0)
    ExerciseSettings.objects.update(v=0)
    return next_version(athlete.pk)


def test_rows_from_before_become_newer_than_any_cursor_handed_out(athlete, stranger, old_rows):
    migration.stamp_what_is_there(apps, None)
    assert version_of(athlete.pk) == old_rows + 1
    assert Exercise.objects.get(owner=athlete).v == old_rows + 1
    assert ExerciseSettings.objects.get(owner=athlete).v == old_rows + 1
    assert ExerciseSettings.objects.get(owner=stranger).v == version_of(stranger.pk) == 2


def test_the_library_keeps_no_version(old_rows):
    migration.stamp_what_is_there(apps, None)
    assert set(Exercise.objects.filter(owner=None).values_list("v", flat=True)) == {0}


def test_a_person_without_own_rows_takes_no_version(stranger, db):
    migration.stamp_what_is_there(apps, None)
    assert version_of(stranger.pk) == 0
