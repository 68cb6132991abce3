"""Adherence over random practice is what counting the same days in the plainest way gives.

Instants are drawn around changes of clocks, some of which happen at midnight, in several zones; programmes with pauses
come and go, drills are put beside them and taken out, self-tests fail and pass.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from drills.domain.adherence import calendar, first_day, read_logged, streak
from drills.domain.due import read_practice
from drills.domain.lines import read_logs
from drills.models import Drill, DrillLog, Enrolment, Pause, Phase, PhaseItem, PlannedDrill, Programme, SelfTest
from tests.drills.practice.rows import DAY, drill, noon

CHANGES = {
    "Europe/Berlin": datetime(2026, 3, 29, 1, tzinfo=UTC),
    "America/New_York": datetime(2025, 11, 2, 6, tzinfo=UTC),
    "Africa/Cairo": datetime(2026, 4, 23, 22, tzinfo=UTC),  # midnight does not exist
    "America/Santiago": datetime(2026, 4, 5, 3, tzinfo=UTC),  # the hour before midnight comes twice
    "Australia/Lord_Howe": datetime(2026, 4, 4, 15, tzinfo=UTC),  # half an hour
    "Asia/Kathmandu": datetime(2026, 3, 1, 18, 15, tzinfo=UTC),  # no change: 5:45 ahead
}
HINGES = ("dowel-hinge", "wall-touch-hinge", "banded-hinge")
STRETCH = "hamstring-stretch"
WHEN = ("daily", "training-days", "warm-up")

days_off = st.integers(-40, 6)
spans = st.tuples(days_off, st.one_of(st.none(), st.integers(0, 12)))
minutes = st.one_of(st.integers(-180, 180), st.integers(-60 * 24 * 30, 60 * 24 * 7))
logs = st.lists(
    st.tuples(st.sampled_from((*HINGES, STRETCH)), minutes, st.sampled_from((0, 5, 15, 30, 60))), max_size=25
)
items = st.lists(st.tuples(st.sampled_from(HINGES), st.sampled_from(WHEN), st.sampled_from((5, 15))), max_size=4)
beside = st.tuples(st.sampled_from(HINGES), st.sampled_from(WHEN), st.booleans(), spans, st.sampled_from((4, 20)))
world = st.fixed_dictionaries(
    {
        "zone": st.sampled_from(sorted(CHANGES)),
        "on": st.integers(-2, 6),
        "logs": logs,
        "phases": st.one_of(st.none(), st.tuples(items, items)),
        "enrolled": spans,
        "training_days": st.sets(st.integers(0, 6), max_size=4),
        "pauses": st.lists(spans, max_size=2),
        "planned": st.lists(beside, max_size=4),
        "tests": st.lists(st.tuples(days_off, st.booleans()), max_size=3, unique_by=lambda one: one[0]),
    }
)


class Naive:
    """The same facts as plain values, and the days counted one by one."""

    def __init__(self, facts):
        self.facts = facts
        self.zone = ZoneInfo(facts["zone"])
        self.change = CHANGES[facts["zone"]]
        self.middle = self.change.astimezone(self.zone).date()
        self.on = self.middle + DAY * facts["on"]

    def span(self, span):
        first = self.middle + DAY * span[0]
        return first, None if span[1] is None else first + DAY * span[1]

    def holds(self, span, day):
        first, end = self.span(span)
        return first <= day and (end is None or day < end)

    def enrolled(self, day):
        return self.facts["phases"] is not None and self.holds(self.facts["enrolled"], day)

    def paused(self, day):
        return any(self.holds(span, day) for span in self.facts["pauses"])

    def phase(self, day):
        """Return the items of the day's phase: the first takes seven days that were not paused."""
        first = self.span(self.facts["enrolled"])[0]
        counted = sum(not self.paused(first + DAY * n) for n in range((day - first).days))
        return self.facts["phases"][0 if counted < 7 else 1]

    def off(self, day, slug, *whens):
        rows = [row for row in self.facts["planned"] if row[2] and row[0] == slug and row[1] in whens]
        return any(self.up_to(row[3], day) for row in rows)

    def up_to(self, span, day):
        first, end = self.span(span)
        return first <= day and (end is None or day <= end)

    def due(self, day):
        """Return the repetitions, or seconds, of each drill that is due."""
        on_path = self.enrolled(day)
        if on_path and self.paused(day):
            return {}
        trains = day.weekday() in self.facts["training_days"]
        found = defaultdict(list)
        mine = set()
        for slug, when, off, span, reps in self.facts["planned"]:
            if off or not self.up_to(span, day):
                continue
            usual = trains if on_path else day.weekday() in (0, 2, 4)
            if when == "daily" or (when == "training-days" and usual):
                found[slug].append(3 * reps)
            if when == "warm-up" and on_path and trains:
                found[slug].append(3 * reps)
                mine.add(slug)
        for slug, when, reps in self.phase(day) if on_path else ():
            if when == "warm-up":
                kept = trains and slug not in mine and (slug == "dowel-hinge" or not self.off(day, slug, "warm-up"))
            else:
                whens = ("daily", "training-days") if trains else ("daily",)
                kept = (when == "daily" or trains) and not self.off(day, slug, *whens)
            if kept:
                found[slug].append(2 * reps)
        results = [(offset, passed) for offset, passed in self.facts["tests"] if self.middle + DAY * offset <= day]
        if results and not max(results)[1]:
            found[STRETCH].append(60)
        return {slug: max(doses) for slug, doses in found.items()}

    def done(self, day):
        """Return what was logged between the midnight that begins the day and the one that ends it."""
        begin, end = (datetime.combine(one, time(0), self.zone).timestamp() for one in (day, day + DAY))
        found = defaultdict(int)
        for slug, offset, amount in self.facts["logs"]:
            if begin <= (self.change + timedelta(minutes=offset)).timestamp() < end:
                found[slug] += amount
        return found

    def practised(self, day):
        return sum(self.done(day).values()) > 0

    def streak(self):
        row = longest = 0
        day = self.middle - DAY * 45
        while day <= self.on:
            if self.practised(day):
                row += 1
            elif self.due(day) and day < self.on:
                row = 0
            longest = max(longest, row)
            day += DAY
        return row, longest

    def shade(self, day):
        due, done = self.due(day), self.done(day)
        if not self.practised(day):
            return "none" if due else ""
        shares = [min(1, done[slug] / total) for slug, total in due.items()]
        if all(share == 1 for share in shares):
            return "all"
        return "half" if sum(shares) / len(shares) >= 0.5 else "some"


def store(naive):
    """Write the facts as rows and return whose they are."""
    facts = naive.facts
    ada = User.objects.create(email="ada@example.org", time_zone=facts["zone"])
    if facts["phases"] is not None:
        path = Programme.objects.create(slug="path", title="Path")
        for place, asked in enumerate(facts["phases"]):
            weeks = None if place else 1
            phase = Phase.objects.create(programme=path, position=place, key=f"{place}", title="Phase", weeks=weeks)
            for slug, when, reps in asked:
                PhaseItem.objects.create(phase=phase, drill_id=slug, when=when, sets=2, reps=reps)
        started, ended = naive.span(facts["enrolled"])
        row = Enrolment.objects.create(
            owner=ada, programme=path, started_on=started, ended_on=ended, training_days=sorted(facts["training_days"])
        )
        for number, pause in enumerate(facts["pauses"]):
            first, end = naive.span(pause)
            if end is None and number:
                end = date(2030, 1, 1)  # one without an end is as many as there can be
            Pause.objects.create(enrolment=row, starts_on=first, ends_on=end)
    for slug, when, off, span, reps in facts["planned"]:
        first, end = naive.span(span)
        PlannedDrill.objects.create(
            owner=ada, drill_id=slug, when=when, off=off, sets=3, reps=reps, starts_on=first, ends_on=end
        )
    for offset, passed in facts["tests"]:
        day = naive.middle + DAY * offset
        SelfTest.objects.create(owner=ada, test="toe-touch", performed_at=noon(day), day=day, passed=passed)
    for slug, offset, amount in facts["logs"]:
        counted = {"duration_s": amount} if slug == STRETCH else {"reps": amount}
        if slug == STRETCH and not amount:
            continue  # no time is no log
        log = DrillLog(owner=ada, drill_id=slug, performed_at=naive.change + timedelta(minutes=offset), **counted)
        log.set_day()
        log.save()
    return ada


@pytest.fixture
def drills(db):
    drill(STRETCH, kind="mobility", measure="time", hold_s=30, sets=1, per_side=True)
    return [drill(slug) for slug in HINGES]


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=world)
def test_adherence_is_what_counting_each_day_by_itself_gives(drills, facts):
    naive = Naive(facts)
    with transaction.atomic():
        ada = store(naive)
        since = first_day(naive.on)
        practice = read_practice(ada, on=naive.on, days=None)
        logged, practised = read_logged(ada, since=since, on=naive.on), read_logs(ada, on=naive.on)[1]
        found = calendar(practice, logged, streak(practice, practised))
        assert Drill.objects.count() == 4
        transaction.set_rollback(True)
    assert found.days[-1].date == naive.on and found.days[0].date == since
    for day in found.days:
        due, done = naive.due(day.date), naive.done(day.date)
        assert {tick.dose.drill.slug: tick.dose.total for tick in day.ticks} == due, day.date
        assert {tick.dose.drill.slug: tick.done for tick in day.ticks} == {slug: done[slug] for slug in due}, day.date
        assert (day.practised, day.shade) == (naive.practised(day.date), naive.shade(day.date)), day.date
    asked = [day for day in found.days if naive.due(day.date) and (day.date < naive.on or naive.practised(day.date))]
    assert found.asked == len(asked)
    assert found.kept == sum(naive.practised(day.date) for day in asked)
    assert (found.streak.now, found.streak.longest) == naive.streak()
