"""Strength over time: which sets count, how they are bucketed, and what each value names as its source."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.units import KG_PER_LB
from workouts.domain.progression import estimates, latest_strength, strength, top_sets, trained, working_sets
from workouts.domain.sessions import delete_session
from workouts.domain.sets import delete_set
from workouts.models import Exercise

DAY = timedelta(days=1)
MONDAY = datetime(2026, 3, 2, 17, tzinfo=UTC)


@pytest.fixture
def deadlift(lifts):
    return lifts["deadlift"]


@pytest.fixture
def line(athlete, deadlift):
    """Return a function that reads Ada's deadlift line."""

    def read(**asked):
        return strength(owner=athlete, exercise=deadlift, **asked)

    return read


def test_a_value_names_the_set_and_session_it_came_from(line, session, new_set):
    new_set(session, load_kg=80, reps=5)
    best = new_set(session, load_kg=100, reps=5)
    new_set(session, load_kg=90, reps=5)
    (point,) = line()
    assert (point.set, point.session, point.load, point.reps) == (best.pk, session.pk, 100, 5)
    assert point.value == 116.67


def test_a_lighter_set_with_more_repetitions_can_be_the_best(line, session, new_set):
    new_set(session, load_kg=100, reps=3)
    best = new_set(session, load_kg=95, reps=8)
    assert [point.set for point in line()] == [best.pk]


def test_the_top_set_is_the_heaviest_load_whatever_the_repetitions(line, session, new_set):
    heavy = new_set(session, load_kg=100, reps=1)
    new_set(session, load_kg=95, reps=10)
    (point,) = line(metric="top_set")
    assert (point.set, point.value, point.low, point.high) == (heavy.pk, 100, 100, 100)


def test_of_two_top_sets_at_one_load_the_one_with_more_repetitions_counts(line, session, new_set):
    new_set(session, load_kg=100, reps=3)
    more = new_set(session, load_kg=100, reps=5)
    new_set(session, load_kg=100, reps=4)
    assert [point.set for point in line(metric="top_set")] == [more.pk]


def test_a_single_shows_no_spread(line, session, new_set):
    new_set(session, load_kg=140, reps=1)
    (point,) = line()
    assert (point.low, point.value, point.high) == (140, 140, 140)


def test_an_estimate_shows_the_spread_of_the_formulas(line, session, new_set):
    new_set(session, load_kg=100, reps=10)
    (point,) = line()
    assert (round(point.low, 1), round(point.high, 1)) == (125.9, 134.8)


def test_reps_in_reserve_raise_the_estimate(line, session, new_set):
    new_set(session, load_kg=100, reps=5, rir=2)
    assert line()[0].value == 123.33


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "warmup"},
        {"done": False},
        {"kind": "failure", "reps": 0},
        {"load_kg": None},
        {"load_kg": -20},
        {"load_kg": 0},
    ],
    ids=["warm-up", "planned", "missed", "no load", "assisted", "empty"],
)
@pytest.mark.parametrize("metric", ["e1rm", "top_set"])
def test_what_is_no_lifted_working_load_never_counts(line, session, new_set, values, metric):
    new_set(session, **({"load_kg": 200} | values))
    counted = new_set(session, load_kg=60)
    assert [point.set for point in line(metric=metric)] == [counted.pk]


@pytest.mark.parametrize("kind", ["working", "drop", "amrap", "failure"])
def test_every_kind_but_the_warm_up_counts(line, session, new_set, kind):
    row = new_set(session, kind=kind)
    assert [point.set for point in line()] == [row.pk]


def test_a_session_of_sets_beyond_twelve_reps_has_a_top_set_but_no_estimate(line, session, new_set):
    row = new_set(session, load_kg=60, reps=20)
    assert line() == []
    assert [point.set for point in line(metric="top_set")] == [row.pk]


def test_another_persons_sets_are_never_in_it(line, session, theirs, new_set):
    mine = new_set(session, load_kg=60)
    new_set(theirs, load_kg=300)
    assert [point.set for point in line()] == [mine.pk]


def test_another_exercise_is_never_in_it(line, session, new_set):
    new_set(session, "romanian-deadlift", load_kg=300)
    mine = new_set(session, load_kg=60)
    assert [point.set for point in line()] == [mine.pk]


def test_a_deleted_set_is_never_in_it(line, session, new_set):
    gone = new_set(session, load_kg=300)
    stays = new_set(session, load_kg=60)
    delete_set(gone, at=MONDAY)
    assert [point.set for point in line()] == [stays.pk]


def test_a_deleted_session_is_never_in_it(line, session, new_session, new_set):
    stays = new_set(session, load_kg=60)
    gone = new_session(MONDAY + DAY)
    new_set(gone, load_kg=300)
    delete_session(gone, at=MONDAY + 2 * DAY)
    assert [point.set for point in line()] == [stays.pk]


@pytest.fixture
def five_weeks(new_session, new_set):
    """Two sessions on Monday, one on Wednesday, one the week after, one in April; the load grows."""
    starts = [MONDAY, MONDAY + timedelta(hours=3), MONDAY + 2 * DAY, MONDAY + 7 * DAY, MONDAY + 30 * DAY]
    return [new_set(new_session(at), load_kg=100 + number) for number, at in enumerate(starts)]


@pytest.mark.parametrize(
    ("bucket", "best"),
    [("session", [0, 1, 2, 3, 4]), ("day", [1, 2, 3, 4]), ("week", [2, 3, 4]), ("month", [3, 4])],
)
def test_a_bucket_keeps_its_best_set_oldest_bucket_first(line, five_weeks, bucket, best):
    points = line(bucket=bucket)
    assert [point.set for point in points] == [five_weeks[number].pk for number in best]
    assert [point.date for point in points] == sorted(point.date for point in points)


def test_a_week_begins_on_monday(line, new_session, new_set):
    new_set(new_session(MONDAY - DAY), load_kg=110)
    new_set(new_session(MONDAY), load_kg=100)
    assert [point.load for point in line(bucket="week")] == [110, 100]


def test_a_week_over_new_year_is_one_week(line, new_session, new_set):
    new_set(new_session(datetime(2025, 12, 31, 12, tzinfo=UTC)), load_kg=100)
    new_set(new_session(datetime(2026, 1, 2, 12, tzinfo=UTC)), load_kg=110)
    assert [point.load for point in line(bucket="week")] == [110]


def test_the_same_month_of_two_years_is_two_months(line, new_session, new_set):
    new_set(new_session(datetime(2025, 3, 2, 12, tzinfo=UTC)), load_kg=120)
    new_set(new_session(datetime(2026, 3, 2, 12, tzinfo=UTC)), load_kg=110)
    assert [point.load for point in line(bucket="month")] == [120, 110]


def test_from_and_to_keep_both_their_days(line, five_weeks):
    points = line(start=date(2026, 3, 4), end=date(2026, 3, 9))
    assert [point.set for point in points] == [five_weeks[2].pk, five_weeks[3].pk]


def test_the_range_goes_by_the_athletes_local_day(line, new_session, new_set):
    late = new_session(datetime(2026, 3, 1, 23, 30, tzinfo=UTC))  # 0:30 on the 2nd in Berlin
    row = new_set(late)
    assert [point.set for point in line(start=date(2026, 3, 2))] == [row.pk]
    assert line(end=date(2026, 3, 1)) == []


def test_pounds_convert_every_number_of_a_value(line, session, new_set):
    new_set(session, load_kg=round(225 * KG_PER_LB, 3), reps=5)
    (point,) = line(unit="lb")
    assert (point.load, point.value) == (225.0, 262.5)
    assert point.low < point.value < point.high
    assert point.low == pytest.approx(line()[0].low / KG_PER_LB, abs=0.02)


def test_ten_years_are_read_in_one_query(line, new_session, new_set, django_assert_num_queries):
    for years in range(10):
        new_set(new_session(datetime(2016 + years, 5, 1, tzinfo=UTC)), load_kg=100 + years)
    with django_assert_num_queries(1):
        points = line()
    assert [point.date.year for point in points] == list(range(2016, 2026))


def test_trained_exercises_come_latest_first_and_once_with_their_last_day(athlete, new_session, new_set):
    new_set(new_session(MONDAY - DAY), "deadlift")
    new_set(new_session(MONDAY), "deadlift", load_kg=None)
    later = new_session(MONDAY + DAY)
    new_set(later, "romanian-deadlift")
    new_set(later, "romanian-deadlift")
    assert [line.last for line in trained(athlete)] == [date(2026, 3, 3), date(2026, 3, 2)]
    assert [line.exercise.pk for line in trained(athlete)] == ["romanian-deadlift", "deadlift"]


def test_what_was_only_warmed_up_planned_or_another_persons_is_not_trained(athlete, session, theirs, new_set):
    new_set(session, "deadlift", kind="warmup")
    new_set(session, "farmers-carry", done=False)
    new_set(theirs, "romanian-deadlift")
    assert trained(athlete) == []


def test_an_own_exercise_has_a_line_like_the_others(athlete, session, new_set):
    own = Exercise.objects.create(slug="ada-lift", name="Ada lift", owner=athlete, pattern="hinge", equipment="box")
    row = new_set(session, "ada-lift", load_kg=50, reps=1)
    assert [point.set for point in strength(owner=athlete, exercise=own)] == [row.pk]


def test_another_formula_is_used_where_it_is_asked_for(line, session, new_set):
    new_set(session, load_kg=100, reps=10)
    assert [point.value for point in line(formula="lombardi")] == [125.89]


def test_the_rpe_based_formula_reads_the_rpe_of_the_set(line, session, new_set):
    new_set(session, load_kg=100, reps=5)
    rated = new_set(session, load_kg=90, reps=5, rpe=8)
    (point,) = line(formula="rpe")
    assert (point.set, point.value) == (rated.pk, pytest.approx(90 / 0.8123, abs=0.1))
    assert point.low <= point.value <= point.high


def test_the_best_of_a_bucket_is_the_best_of_its_sessions(line, five_weeks):
    assert line(bucket="month")[0] == max(line(end=date(2026, 3, 31)), key=lambda point: point.value)


def test_a_history_in_kilograms_and_pounds_is_one_line(line, new_session, new_set):
    new_set(new_session(MONDAY), load_kg=100, reps=1)
    new_set(new_session(MONDAY + DAY), load_kg=round(225 * KG_PER_LB, 3), reps=1)
    assert [point.value for point in line()] == [100, 102.06]
    assert [point.value for point in line(unit="lb")] == [220.46, 225.0]


def test_rows_read_once_serve_every_line(athlete, deadlift, five_weeks, django_assert_num_queries):
    with django_assert_num_queries(1):
        rows = working_sets(owner=athlete, exercise=deadlift)
        assert len(estimates(rows)) == len(top_sets(rows)) == 5


def test_the_latest_lines_are_of_the_lifts_done_last(athlete, new_session, new_set, django_assert_num_queries):
    new_set(new_session(MONDAY), "deadlift", load_kg=100, reps=1)
    new_set(new_session(MONDAY + DAY), "romanian-deadlift", load_kg=80, reps=1)
    new_set(new_session(MONDAY + 2 * DAY), "pull-up", load_kg=10, reps=5)
    with django_assert_num_queries(1):
        found = latest_strength(owner=athlete, on=date(2026, 3, 5), unit="kg", most=2)
    assert [(line.slug, [point.value for point in line.points]) for line in found] == [
        ("romanian-deadlift", [80]), ("deadlift", [100]),
    ]  # fmt: skip


def test_a_lift_left_for_half_a_year_is_no_latest_one(athlete, theirs, session, new_set):
    new_set(session, "deadlift")
    new_set(theirs, "romanian-deadlift")
    assert latest_strength(owner=athlete, on=date(2026, 10, 1), unit="kg", most=3) == []
