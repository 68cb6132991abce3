"""Templates by weekday: which is due next, in the athlete's own days."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workouts.plans import next_due
from workouts.domain.schedule import agenda, day_names
from workouts.domain.sessions import delete_session, start_session
from workouts.domain.templates import delete_template, save_template
from workouts.models import Template

MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)
EVENING = datetime(2026, 3, 2, 17, tzinfo=UTC)  # 18:00 on that Monday in Berlin


@pytest.fixture
def template(athlete):
    def make(title="Lower A", weekdays=(0,), owner=athlete):
        return save_template(Template(owner=owner, title=title, weekdays=list(weekdays)))

    return make


def test_a_template_is_due_on_its_weekday(athlete, template):
    row = template(weekdays=[2])
    assert next_due(athlete, on=MONDAY) == (row, MONDAY + 2 * DAY)
    assert next_due(athlete, on=MONDAY + 2 * DAY) == (row, MONDAY + 2 * DAY)
    assert next_due(athlete, on=MONDAY + 3 * DAY) == (row, MONDAY + 9 * DAY)


def test_the_nearest_of_several_comes_first(athlete, template):
    template("Upper", [4])
    near = template("Lower B", [1, 5])
    template("Any time", [])
    assert next_due(athlete, on=MONDAY) == (near, MONDAY + DAY)


def test_one_started_today_is_due_a_week_later(athlete, template):
    row = template()
    start_session(owner=athlete, at=EVENING, template=row)
    assert next_due(athlete, on=MONDAY) == (row, MONDAY + 7 * DAY)


def test_a_session_of_the_same_title_counts_as_done(athlete, template, new_session):
    row = template("Lower A")
    new_session(EVENING, title="lower a")
    assert next_due(athlete, on=MONDAY) == (row, MONDAY + 7 * DAY)


def test_the_other_template_of_that_day_is_still_due(athlete, template):
    start_session(owner=athlete, at=EVENING, template=template("Morning"))
    other = template("Evening")
    assert next_due(athlete, on=MONDAY) == (other, MONDAY)


def test_a_deleted_session_leaves_its_template_due(athlete, template):
    row = template()
    delete_session(start_session(owner=athlete, at=EVENING, template=row), at=EVENING)
    assert next_due(athlete, on=MONDAY) == (row, MONDAY)


def test_a_session_of_yesterday_or_of_somebody_else_changes_nothing(athlete, stranger, template, new_session):
    row = template("Lower A")
    new_session(EVENING - DAY, title="Lower A")
    new_session(EVENING, owner=stranger, title="Lower A")
    assert next_due(athlete, on=MONDAY) == (row, MONDAY)


def test_without_a_scheduled_template_nothing_is_due(athlete, stranger, template):
    template(weekdays=[])
    template(owner=stranger)
    delete_template(template(), at=EVENING)
    assert next_due(athlete, on=MONDAY) is None


@pytest.mark.parametrize(
    ("zone", "day"), [("Europe/Berlin", date(2026, 3, 3)), ("America/Los_Angeles", MONDAY), ("UTC", MONDAY)]
)
def test_started_late_counts_for_the_athletes_own_day(athlete, template, zone, day):
    athlete.time_zone = zone
    athlete.save()
    late = datetime(2026, 3, 2, 23, 30, tzinfo=UTC)  # Tuesday in Berlin, Monday afternoon in Los Angeles
    assert athlete.local_date(late) == day
    row = template(weekdays=[0, 1])
    start_session(owner=athlete, at=late, template=row)
    due = next_due(athlete, on=day)
    assert due == (row, MONDAY + DAY if day == MONDAY else MONDAY + 7 * DAY)


@given(on=st.dates(date(1970, 1, 1), date(2199, 12, 1)), weekdays=st.sets(st.integers(0, 6), min_size=1))
def test_the_next_day_is_a_named_one_within_a_week_and_none_is_skipped(on, weekdays):
    (due,) = agenda([Template(title="A", weekdays=sorted(weekdays))], [], on=on)
    assert due.day.weekday() in weekdays and 0 <= (due.day - on).days < 7
    assert not any((on + n * DAY).weekday() in weekdays for n in range((due.day - on).days))


def test_the_agenda_ends_with_what_has_no_day():
    rows = [Template(title=title, weekdays=days) for title, days in (("c", []), ("a", []), ("b", [6]), ("d", [0]))]
    assert [due.template.title for due in agenda(rows, [], on=MONDAY)] == ["d", "b", "a", "c"]


def test_it_costs_two_queries(athlete, template, django_assert_num_queries):
    for number in range(5):
        template(f"T{number}", [number])
    with django_assert_num_queries(2):
        next_due(athlete, on=MONDAY)


def test_weekdays_are_said_in_their_order():
    assert (day_names([3, 0]), day_names(range(7)), day_names([])) == ("Mon, Thu", "every day", "")
