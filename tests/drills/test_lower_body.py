"""Which exercises make a session one for the lower body."""

from drills.domain.lower_body import lower_body_slugs
from tests.workouts.conftest import lift
from workouts.models import ExerciseMuscle

CASES = [
    ("deadlift", True), ("squat", True), ("hip-thrust", True), ("calf-raise", True), ("back-extension", True),
    ("pull-up", False), ("bench-press", False), ("plank", False),
]  # fmt: skip


def test_the_pattern_or_a_muscle_that_it_trains_above_all_says_so(library, athlete):
    found = lower_body_slugs(athlete)
    assert {slug: slug in found for slug, _ in CASES} == dict(CASES)


def test_muscles_that_only_help_say_nothing(athlete):
    row = lift("sled-push", pattern="push")
    row.save()
    ExerciseMuscle.objects.create(exercise=row, muscle="quads", role="secondary")
    assert not lower_body_slugs(athlete)


def test_own_exercises_count_and_those_of_others_do_not(athlete, stranger, django_assert_num_queries):
    for owner in (athlete, stranger):
        lift(f"hinge-{owner.pk}", owner=owner).save()
    with django_assert_num_queries(1):
        assert lower_body_slugs(athlete) == {f"hinge-{athlete.pk}"}
