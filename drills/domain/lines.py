"""Today's drills as lines to tick off: what is due, what is done of it, what a tap would log."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Case, F, Max, Q, Sum, UUIDField, When

from accounts.models import User
from core.versions import version_of
from drills.domain.adherence import Streak, streak
from drills.domain.breaks import Break
from drills.domain.dose import Dose
from drills.domain.due import Practice, due_on, read_practice, warm_up
from drills.domain.logs import sets_left
from drills.domain.plan import Plan, Week
from drills.domain.todays_dose import dose_words
from drills.models import Drill, DrillLog


@dataclass(frozen=True)
class Line:
    """One drill of a day with its dose, and what was logged of it, oldest first."""

    dose: Dose
    logs: tuple[DrillLog, ...] = ()

    @property
    def drill(self) -> Drill:
        """Return the drill."""
        return self.dose.drill

    @property
    def total(self) -> int:
        """Return the repetitions, or seconds, that are meant."""
        return self.dose.total

    @property
    def sets(self) -> int:
        """Return the sets of the whole dose."""
        return self.dose.sets

    @property
    def timed(self) -> bool:
        """Tell whether seconds are counted."""
        return self.dose.timed

    @property
    def distance_m(self) -> float | None:
        """Return the way from the wall, where the dose says it."""
        return self.dose.distance_m

    @property
    def reason(self) -> str:
        """Say why it is due."""
        return self.dose.reason

    @property
    def done(self) -> float:
        """Return the repetitions, or seconds, that were logged."""
        return float(sum((log.duration_s if self.timed else log.reps) or 0 for log in self.logs))

    @property
    def left(self) -> int:
        """Return what is left of the dose."""
        return max(0, self.total - int(self.done))

    @property
    def left_sets(self) -> int:
        """Return how many sets are left, at least one."""
        return sets_left(self.dose, self.done)

    @property
    def complete(self) -> bool:
        """Tell whether the whole dose is done."""
        return self.done >= self.total

    @property
    def last_log(self) -> DrillLog | None:
        """Return what was logged last."""
        return self.logs[-1] if self.logs else None

    @property
    def logs_json(self) -> str:
        """Return the logs for the page's script."""
        return json.dumps(
            [
                {
                    "id": str(log.pk),
                    "reps": log.reps,
                    "clean_reps": log.clean_made,
                    "duration_s": log.duration_s,
                    "counted": log.clean_counted is not None,
                }
                for log in self.logs
            ]
        )

    @property
    def dose_words(self) -> str:
        """Say the dose: 3 × 15, 40 cm from the wall."""
        dose = self.dose
        said = dose_words(sets=dose.sets, reps=dose.reps, hold_s=dose.hold_s, per_side=dose.per_side)
        return f"{said}, {dose.distance_m * 100:.0f} cm from the wall" if dose.distance_m else said

    @property
    def done_words(self) -> str:
        """Say how much is done: 45 reps to do, 20 / 45 reps, 45 reps done. The page's script says the same."""
        unit = "s" if self.timed else "reps"
        done = f"{self.done:g}"
        if self.complete:
            return f"{done} {unit}"
        return f"{done} / {self.total} {unit}" if self.done else f"{self.total} {unit}"


@dataclass(frozen=True)
class Today:
    """The drills of a local day, its logs by drill. `v` is the owner's version that was read before the logs."""

    practice: Practice
    logs: dict[str, list[DrillLog]]
    streak: Streak
    v: int

    @property
    def day(self) -> date:
        """Return the day."""
        return self.practice.on

    @property
    def week(self) -> Week | None:
        """Return the week of the programme."""
        return self.practice.plan.week(self.day)

    @property
    def paused(self) -> Break | None:
        """Return the break that the day is part of."""
        return self.practice.paused(self.day)

    @cached_property
    def lines(self) -> list[Line]:
        """Return what is due."""
        return lines_of(due_on(self.practice, self.day), self.logs)

    @cached_property
    def opening(self) -> list[Line]:
        """Return what opens a lower-body session, where the practice was read with it."""
        return lines_of(warm_up(self.practice, self.day), self.logs)

    @property
    def complete(self) -> int:
        """Return how many of the drills are done."""
        return sum(line.complete for line in self.lines)

    @cached_property
    def next_day(self) -> date | None:
        """Return the first of the next seven days on which something is due, as things are now."""
        days = (self.day + timedelta(days=number) for number in range(1, 8))
        return next((day for day in days if due_on(self.practice, day)), None)

    @cached_property
    def words(self) -> str:
        """Say how many are done: 2 of 3 done."""
        return f"{self.complete} of {len(self.lines)} done"


def read_today(owner: User, *, on: date, plan: Plan | None = None, opening: bool = False) -> Today:
    """Return today's drills. Four queries beside the plan's while no self-test is failed, else five.

    A `plan` that was read already must reach back to the first day of practice. `opening` reads what the warm-up needs.
    """
    v = version_of(owner.pk)
    practice = read_practice(owner, on=on, days=None, plan=plan, warm_up=opening)
    logs, practised = read_logs(owner, on=on)
    return Today(practice, logs, streak(practice, practised), v)


def lines_of(doses: Iterable[Dose], logs: Mapping[str, Sequence[DrillLog]]) -> list[Line]:
    """Return a line for each dose, with the day's logs by drill."""
    return [Line(dose, tuple(logs.get(dose.drill.pk, ()))) for dose in doses]


def read_logs(owner: User, *, on: date) -> tuple[dict[str, list[DrillLog]], frozenset[date]]:
    """Return a day's logs by drill, oldest first, and all days up to it on which something was done. One query."""
    rows = DrillLog.objects.for_user(owner).filter(Q(day=on) | Q(reps__gt=0) | Q(duration_s__gt=0), day__lte=on)
    one = Case(When(day=on, then=F("id")), output_field=UUIDField())  # a group each; the days before are one each
    found = (
        rows.order_by()
        .values_list("day", one)
        .annotate(
            drill=Max("drill_id"),
            at=Max("performed_at"),
            counted=Sum("reps"),
            timed=Sum("duration_s"),
            clean=Max("clean_reps"),
            of_clip=Max("clean_counted"),
            seen=Max("reps_counted"),
        )
    )
    logs: dict[str, list[DrillLog]] = {}
    days = set()
    for day, pk, drill, at, reps, seconds, clean, of_clip, seen in sorted(found, key=_when):
        if reps or seconds:
            days.add(day)
        if pk is not None:
            row = DrillLog(pk=pk, owner=owner, drill_id=drill, performed_at=at, day=day, reps=reps, clean_reps=clean)
            row.duration_s, row.clean_counted, row.reps_counted = seconds, of_clip, seen
            logs.setdefault(drill, []).append(row)
    return logs, frozenset(days)


def _when(row: tuple[date, object, str, datetime]) -> tuple[datetime, str]:
    return row[3], str(row[1])
