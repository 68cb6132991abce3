"""Week arithmetic over drawn pauses, against a count day by day."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from drills.domain.breaks import counted_day, days_counted, merged, returning
from drills.domain.plan import Way, stretches
from drills.models import Enrolment, Pause, Phase, Programme
from tests.drills.programme.conftest import MONDAY

DAY = timedelta(days=1)
HORIZON = 120

spans = st.tuples(st.integers(0, 80), st.integers(0, 20))


def rows(drawn, open_at):
    """Return drawn pauses, the last of them without an end where `open_at` says when it begins."""
    found = [Pause(starts_on=MONDAY + a * DAY, ends_on=MONDAY + (a + n) * DAY, reason="other") for a, n in drawn]
    if open_at is not None:
        found.append(Pause(starts_on=MONDAY + open_at * DAY, reason="illness"))
    return found


def off(pauses, day):
    """Tell by the rows alone whether a day is one off."""
    return any(row.starts_on <= day and (row.ends_on is None or day < row.ends_on) for row in pauses)


@given(st.lists(spans, max_size=5), st.none() | st.integers(0, 100))
def test_days_count_as_a_naive_walk_counts_them(drawn, open_at):
    pauses = rows(drawn, open_at)
    breaks = merged(pauses)
    counted = 0
    for n in range(HORIZON):
        day = MONDAY + n * DAY
        assert days_counted(breaks, MONDAY, day) == counted
        assert any(one.holds(day) for one in breaks) == off(pauses, day)
        counted += not off(pauses, day)


@given(st.lists(spans, max_size=5), st.none() | st.integers(0, 100))
def test_the_first_week_back_follows_seven_days_off_in_a_row_and_nothing_else(drawn, open_at):
    pauses = rows(drawn, open_at)
    breaks = merged(pauses)
    in_a_row, since_long = 0, None
    for n in range(HORIZON):
        day = MONDAY + n * DAY
        if off(pauses, day):
            in_a_row += 1
            continue
        if in_a_row >= 7:
            since_long = 0
        in_a_row = 0
        assert (returning(breaks, day) is not None) == (since_long is not None and since_long < 7)
        since_long = None if since_long is None else since_long + 1


@given(st.lists(spans, max_size=5), st.integers(0, 60))
def test_a_week_begins_on_the_first_day_that_counts_for_it(drawn, number):
    breaks = merged(rows(drawn, None))
    day = counted_day(breaks, MONDAY, number)
    assert not any(one.holds(day) for one in breaks)
    assert days_counted(breaks, MONDAY, day) == number


@given(
    st.lists(spans, max_size=4),
    st.integers(1, 12),
    st.lists(st.integers(1, 6), min_size=1, max_size=5),
    st.dictionaries(st.sampled_from(["p0", "p1", "p2"]), st.integers(1, 2)),
)
def test_weeks_never_go_back_and_each_belongs_to_one_phase(drawn, start_week, lengths, extra):
    phases = [Phase(key=f"p{n}", title=f"P{n}", weeks=weeks, position=n) for n, weeks in enumerate(lengths)]
    programme = Programme(title="Drawn")
    programme._prefetched_objects_cache = {"phases": phases}
    row = Enrolment(programme=programme, started_on=MONDAY, start_week=start_week, extra_weeks=extra)
    row._prefetched_objects_cache = {"pauses": rows(drawn, None)}
    way, laid = Way(row), stretches(phases, extra)
    before, seen = None, []
    for n in range(HORIZON):
        day = MONDAY + n * DAY
        week = way.week(day)
        (mine,) = [one for one in laid if one.first <= week.number and (one.last is None or week.number <= one.last)]
        assert (week.phase, week.week_of_phase) == (mine.phase, week.number - mine.first + 1)
        assert before is None or before <= week.number <= before + 1
        assert week.starts_on <= day
        before = week.number
        seen += [week.number] * (not week.paused)
    assert seen[0] == start_week
    assert all(seen.count(number) == 7 for number in set(seen) - {seen[-1]})
