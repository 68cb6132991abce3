"""Which exercises make a session one for the lower body."""

import pytest

from drills.domain.lower_body import is_lower_body, lower_body_slugs
from tests.workouts.conftest import lift
from workouts.models import Exercise, ExerciseMuscle

CASES = [
    ("deadlift", True), ("squat", True), ("hip-thrust", True), ("calf-raise", True), ("back-extension", True),
    ("pull-up", False), ("bench-press", False), ("plank", False),
]  # fmt: skip


@pytest.mark.parametrize(("slug", "lower"), CASES)
def test_the_pattern_or_a_muscle_that_it_trains_above_all_says_so(library, slug, lower):
    exercise = Exercise.objects.prefetch_related("muscles").get(pk=slug)
    assert is_lower_body(exercise) is lower


def test_both_ways_to_ask_agree_on_the_whole_library(library, athlete):
    rows = Exercise.objects.prefetch_related("muscles")
    assert lower_body_slugs(athlete) == {row.pk for row in rows if is_lower_body(row)}


def test_muscles_that_only_help_say_nothing(db):
    row = lift("sled-push", pattern="push")
    row.save()
    ExerciseMuscle.objects.create(exercise=row, muscle="quads", role="secondary")
    assert not is_lower_body(row)


def test_own_exercises_count_and_those_of_others_do_not(athlete, stranger, django_assert_num_queries):
    for owner in (athlete, stranger):
        lift(f"hinge-{owner.pk}", owner=owner).save()
    with django_assert_num_queries(1):
        assert lower_body_slugs(athlete) == {f"hinge-{athlete.pk}"}
