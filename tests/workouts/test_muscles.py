"""Weekly work of muscles: whole for primary ones, half for secondary ones, hinges told from accessories."""

from datetime import UTC, date, datetime, timedelta

import pytest

from workouts.domain.muscle_figures import muscle_tiles, muscles_figure, posterior_chain
from workouts.domain.muscles import by_month, muscle_log, week_of_exercise
from workouts.models import Exercise, ExerciseMuscle
from workouts.models.exercise import Muscle

MONDAY = datetime(2026, 3, 2, 17, tzinfo=UTC)
TODAY = date(2026, 3, 5)
WEEK = timedelta(days=7)


@pytest.fixture
def trained_muscles(lifts):
    """Say what the lifts train, and add a leg curl as an accessory."""
    Exercise.objects.create(slug="leg-curl", name="Leg curl", pattern="isolation", equipment="machine")
    parts = {
        "deadlift": (["glutes", "hamstrings"], ["quads"]),
        "leg-curl": (["hamstrings"], []),
        "pull-up": (["lats"], ["biceps"]),
    }
    ExerciseMuscle.objects.bulk_create(
        ExerciseMuscle(exercise_id=exercise, muscle=muscle, role=role)
        for exercise, both in parts.items()
        for role, muscles in zip(("primary", "secondary"), both, strict=True)
        for muscle in muscles
    )
    return lifts


@pytest.fixture
def week(trained_muscles, session, new_set):
    """Two hard deadlift sets, an easy one, and a leg curl, all this week."""
    new_set(session, load_kg=100, reps=5)
    new_set(session, load_kg=100, reps=5, rir=4)
    new_set(session, load_kg=80, reps=5, rir=6)
    new_set(session, "leg-curl", load_kg=40, reps=10)


def log(athlete, start=None, on=TODAY):
    return muscle_log(owner=athlete, start=start, on=on)


def test_a_primary_muscle_gets_a_whole_set_and_a_secondary_one_half(athlete, week):
    found = {line.muscle: (line.now.hard_sets, line.now.volume_kg) for line in log(athlete).muscles}
    assert found == {"glutes": (2, 1400), "hamstrings": (3, 1800), "quads": (1, 700)}


def test_hinges_and_accessories_are_told_apart(athlete, week):
    now = log(athlete).of(Muscle.HAMSTRINGS).now
    assert (now.hinge_sets, now.other_sets) == (2, 1)
    assert (now.hinge_volume_kg, now.other_volume_kg) == (1400, 400)


def test_an_untrained_muscle_of_the_chain_has_empty_weeks(athlete, week):
    assert log(athlete).of(Muscle.ERECTORS).now.hard_sets == 0


def test_weeks_begin_on_monday_and_empty_ones_are_there(athlete, trained_muscles, new_session, new_set):
    new_set(new_session(MONDAY - timedelta(days=1) - 2 * WEEK))
    new_set(new_session(MONDAY))
    found = log(athlete)
    assert found.weeks == [date(2026, 2, 9), date(2026, 2, 16), date(2026, 2, 23), date(2026, 3, 2)]
    assert [share.hard_sets for share in found.of(Muscle.GLUTES).shares] == [1, 0, 0, 1]


def test_the_usual_is_the_mean_of_the_four_weeks_before(athlete, trained_muscles, new_session, new_set):
    for weeks, sets in ((0, 9), (1, 1), (2, 2), (4, 3), (5, 9)):
        session = new_session(MONDAY - weeks * WEEK)
        for _ in range(sets):
            new_set(session)
    line = log(athlete).of(Muscle.GLUTES)
    assert (line.now.hard_sets, line.usual_sets()) == (9, 6 / 4)


def test_a_range_begins_with_the_week_of_its_first_day(athlete, trained_muscles, new_session, new_set):
    new_set(new_session(MONDAY - WEEK))
    found = log(athlete, start=date(2026, 2, 27))
    assert found.weeks[0] == date(2026, 2, 23)
    assert found.of(Muscle.GLUTES).shares[0].hard_sets == 1


def test_without_any_set_there_is_a_week_and_no_muscle(athlete, trained_muscles):
    assert (log(athlete).weeks, log(athlete).muscles) == ([date(2026, 3, 2)], [])


def test_others_never_count(athlete, week, theirs, new_set):
    before = log(athlete).of(Muscle.GLUTES).now.hard_sets
    new_set(theirs)
    assert log(athlete).of(Muscle.GLUTES).now.hard_sets == before


def test_the_primary_muscles_of_an_exercise_come_with_this_weeks_sets(athlete, week, trained_muscles):
    assert week_of_exercise(owner=athlete, exercise=trained_muscles["deadlift"], on=TODAY) == [
        (Muscle.GLUTES, 2), (Muscle.HAMSTRINGS, 3),
    ]  # fmt: skip
    assert week_of_exercise(owner=athlete, exercise=trained_muscles["deadlift"], on=TODAY + WEEK) == []


def test_a_month_is_the_mean_of_its_weeks(athlete, trained_muscles, new_session, new_set):
    for weeks, sets in ((0, 4), (1, 1), (2, 2)):
        session = new_session(MONDAY - weeks * WEEK)
        for _ in range(sets):
            new_set(session)
    found = log(athlete)
    months = by_month(found.weeks, found.of(Muscle.GLUTES).shares)
    assert [(month, share.hard_sets) for month, share in months] == [(date(2026, 2, 1), 1.5), (date(2026, 3, 1), 4)]


def test_the_log_is_read_in_two_queries(athlete, week, django_assert_num_queries):
    with django_assert_num_queries(2):
        log(athlete)


def words(athlete, **asked):
    lines = posterior_chain(log(athlete), **({"volume": False, "monthly": False, "unit": "kg"} | asked))
    return {line.figure.key: line.words for line in lines}


def test_the_chain_is_said_in_words(athlete, week):
    found = words(athlete)
    assert list(found) == ["glutes", "hamstrings", "erectors", "adductors"]
    assert found["hamstrings"] == "Hamstrings: 3 hard sets this week, 2 from hinges"
    assert found["glutes"] == "Glutes: 2 hard sets this week, all from hinges"
    assert found["erectors"] == "Erectors: no hard set this week"


def test_the_chain_is_said_in_pounds_too(athlete, week):
    found = words(athlete, volume=True, unit="lb")
    assert found["hamstrings"] == "Hamstrings: 3,968 lb this week, 3,086 lb from hinges"


def test_the_parts_of_a_chain_figure_make_its_whole(athlete, week):
    for line in posterior_chain(log(athlete), volume=False, monthly=False, unit="kg"):
        for row in line.figure.rows:
            _, sets, hinges, accessories, *loads = row.cells
            assert sets == hinges + accessories and loads[0] == loads[1] + loads[2]


def test_the_table_of_muscles_names_each_with_its_unit(athlete, week):
    sets = muscles_figure(log(athlete), volume=False, monthly=False, unit="kg")
    assert sets.csv_columns == ("week", "glutes_sets", "hamstrings_sets", "quads_sets")
    assert sets.csv_rows() == [(date(2026, 3, 2), 2, 3, 1)]
    loads = muscles_figure(log(athlete), volume=True, monthly=False, unit="lb")
    assert loads.csv_columns[1] == "glutes_volume_lb" and loads.rows[0].cells[1] == 3086.5


def test_tiles_are_drawn_to_one_scale(athlete, week):
    tiles = {tile.name: tile for tile in muscle_tiles(log(athlete), volume=False, monthly=False, unit="kg")}
    assert tiles["Hamstrings"].path == "M0 48v-48.0h8V48z"
    assert tiles["Quads"].path == "M0 48v-16.0h8V48z"
