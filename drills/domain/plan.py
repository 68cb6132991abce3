"""What somebody's programme asks for on a day: week, phase and what is in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import F, Prefetch, Q, prefetch_related_objects

from accounts.models import User
from drills.domain.breaks import WEEK_DAYS, Break, counted_day, days_counted, merged, returning
from drills.models import Enrolment, Pause, Phase, PhaseItem, Programme

OF_PAUSES = ("id", "starts_on", "ends_on", "reason")


@dataclass(frozen=True)
class Week:
    """Where somebody stands on `day`: week `number` of the programme, the `week_of_phase`-th of its phase.

    `weeks_of_phase` is None where the phase has no end. `paused` is the break that the day is part of; `back_from` the
    long break after which this is the lighter first week.
    """

    day: date
    number: int
    phase: Phase
    week_of_phase: int
    weeks_of_phase: int | None
    starts_on: date
    paused: Break | None = None
    back_from: Break | None = None

    @property
    def returning(self) -> bool:
        """Tell whether this is the lighter first week after a long break."""
        return self.back_from is not None

    @property
    def last(self) -> bool:
        """Tell whether it is the last week of its phase; a phase without an end has none."""
        return self.week_of_phase == self.weeks_of_phase

    @property
    def title(self) -> str:
        """Name the week: "Week 3 · Light loading", and "Week 9, Strength" where the phase has no end."""
        between = ", " if self.weeks_of_phase is None else " · "
        return f"Week {self.number}{between}{self.phase.title}"


@dataclass(frozen=True)
class Stretch:
    """A phase with the programme's weeks that it takes, from `first` to `last`; None: without an end."""

    phase: Phase
    first: int
    last: int | None

    @property
    def weeks(self) -> int | None:
        """Return how many weeks it takes."""
        return None if self.last is None else self.last - self.first + 1

    @property
    def label(self) -> str:
        """Say which weeks, as people write them."""
        if self.last is None:
            return f"Week {self.first} and on"
        return f"Week {self.first}" if self.first == self.last else f"Weeks {self.first} to {self.last}"


def stretches(phases: Sequence[Phase], extra_weeks: dict[str, int] | None = None) -> tuple[Stretch, ...]:
    """Return the phases with their weeks. The last one has no end, and neither has what nobody gave a length."""
    found, first = [], 1
    for place, phase in enumerate(phases, start=1):
        if phase.weeks is None or place == len(phases):
            found.append(Stretch(phase, first, None))
            break
        weeks = phase.weeks + (extra_weeks or {}).get(phase.key, 0)
        found.append(Stretch(phase, first, first + weeks - 1))
        first += weeks
    return tuple(found)


def stretch_of(found: Sequence[Stretch], number: int) -> Stretch | None:
    """Return the phase that a week of the programme belongs to, None where there are no phases."""
    return next((one for one in found if one.last is None or number <= one.last), None)


@dataclass(frozen=True)
class Way:
    """One enrolment with what its weeks are worked out from."""

    enrolment: Enrolment

    @property
    def programme(self) -> Programme:
        """Return the programme."""
        return self.enrolment.programme

    @cached_property
    def breaks(self) -> tuple[Break, ...]:
        """Return its days off."""
        return merged(self.enrolment.pauses.all())

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Return its phases with their weeks, repeated ones as long as they became."""
        return stretches(list(self.programme.phases.all()), self.enrolment.extra_weeks)

    def holds(self, day: date) -> bool:
        """Tell whether it is the one that counts on a day."""
        enrolment = self.enrolment
        return enrolment.started_on <= day and (enrolment.ended_on is None or day < enrolment.ended_on)

    def week(self, day: date) -> Week | None:
        """Return the week of a day on which it holds."""
        started, begun_in = self.enrolment.started_on, self.enrolment.start_week
        whole = days_counted(self.breaks, started, day) // WEEK_DAYS
        stretch = stretch_of(self.stretches, begun_in + whole)
        if stretch is None or not self.holds(day):
            return None
        paused = next((one for one in self.breaks if one.holds(day)), None)
        return Week(
            day=day,
            number=begun_in + whole,
            phase=stretch.phase,
            week_of_phase=begun_in + whole - stretch.first + 1,
            weeks_of_phase=stretch.weeks,
            starts_on=min(counted_day(self.breaks, started, whole * WEEK_DAYS), day),
            paused=paused,
            back_from=None if paused else returning(self.breaks, day),
        )

    def training_days(self, day: date) -> list[int]:
        """Return the weekdays of its sessions as they were planned on a day, 0 for Monday."""
        for until, weekdays in self.enrolment.former_days:
            if day.isoformat() < until:
                return list(weekdays)
        return list(self.enrolment.training_days)


@dataclass(frozen=True)
class Plan:
    """A person's programme on `on`, and those of the days before it that were asked for, the latest first."""

    owner_id: int
    on: date
    ways: tuple[Way, ...] = ()

    @property
    def current(self) -> Way | None:
        """Return the enrolment that holds on the day of asking."""
        return self.way(self.on)

    def way(self, day: date) -> Way | None:
        """Return the enrolment that holds on a day."""
        return next((way for way in self.ways if way.holds(day)), None)

    def week(self, day: date) -> Week | None:
        """Return the week and phase of a day, None on days without a programme; a paused day still has its week."""
        way = self.way(day)
        return way.week(day) if way else None

    def is_training_day(self, day: date) -> bool:
        """Tell whether a session of the programme is planned for a day; on paused days none is."""
        way, week = self.way(day), self.week(day)
        return bool(way and week and not week.paused and day.weekday() in way.training_days(day))

    def items(self, day: date) -> list[PhaseItem]:
        """Return what the programme asks for on a day, in its order; nothing on paused days.

        Daily drills, drills of training days only on a training day, and always the warm-up's drills (`when` is
        "warm-up": they are due with a lower-body session) and the exercises of all sessions of the phase.
        """
        asked = self.phase_items(day)
        if self.is_training_day(day):
            return asked
        return [item for item in asked if item.when != "training-days"]

    def phase_items(self, day: date) -> list[PhaseItem]:
        """Return everything that the phase of a day asks for, whichever days it is for; nothing on paused days."""
        week = self.week(day)
        if week is None or week.paused:
            return []
        return [item for item in week.phase.items.all() if not (item.drill and item.drill.deleted_at)]

    def next_training_day(self, after: date, *, most: int = 14) -> date | None:
        """Return the first training day after a day, None where none is planned for so many days."""
        days = (after + timedelta(n) for n in range(1, most + 1))
        return next((day for day in days if self.is_training_day(day)), None)


def read_plan(owner: User, *, on: date, since: date | None = None) -> Plan:
    """Return the person's plan as of a local day, with the enrolments that held since another one.

    Three queries; one for a person without a programme.
    """
    first = min(since or on, on)
    rows = (
        Enrolment.objects.for_user(owner)
        .filter(Q(ended_on=None) | Q(ended_on__gt=first), started_on__lte=on)
        .select_related("programme")
        .annotate(**{f"pause_{name}": F(f"pauses__{name}") for name in OF_PAUSES})
        .order_by("-started_on", "-created_at", "pk", "pauses__starts_on")
    )
    found: list[Enrolment] = []
    for row in rows:  # one for each pause, or one without any: a query less than reading them by themselves
        if not found or found[-1].pk != row.pk:
            row._prefetched_objects_cache = {"pauses": []}
            found.append(row)
        if row.pause_id:
            values = {name: getattr(row, f"pause_{name}") for name in OF_PAUSES}
            found[-1]._prefetched_objects_cache["pauses"].append(Pause(enrolment=found[-1], **values))  # type: ignore[attr-defined]
    programmes = {row.programme_id: row.programme for row in found}
    for row in found:
        row.programme = programmes[row.programme_id]
    prefetch_related_objects(list(programmes.values()), with_items())
    return Plan(owner.pk, on, tuple(Way(row) for row in found))


def with_items(path: str = "phases") -> "Prefetch[str]":
    """Return what reads phases along with their items, and with the drills and exercises that these ask for."""
    items = PhaseItem.objects.select_related("drill", "exercise")
    return Prefetch(path, Phase.objects.prefetch_related(Prefetch("items", items)))
