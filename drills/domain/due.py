"""What is due on a day: the programme's drills, those put beside it, and those that failed self-tests ask for.

Past days come from the same functions as today. A pause of the programme pauses all practice.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from accounts.models import User
from drills.domain.breaks import Break
from drills.domain.dose import Dose, Source
from drills.domain.plan import Plan, Week, read_plan
from drills.domain.prerequisites import HelperDue, helpers_due, prerequisites, results_of
from drills.gates.rows import DOWEL
from drills.models import Baseline, Drill, PhaseItem, PlannedDrill, SelfTest
from drills.models.drill import DrillKind, DrillMeasure, Level
from drills.models.planned_drill import When

USUAL_DAYS: Final = (0, 2, 4)  # training days of who follows no programme and has said none: ours
WARM_UP_LEVELS: Final = (Level.BODYWEIGHT, Level.LIGHT_LOAD)
TRAINING: Final = (When.TRAINING_DAYS, When.WARM_UP)  # due on training days only


@dataclass(frozen=True)
class Practice:
    """What practice is worked out from: the plan, drills put beside it, results of self-tests with the latest first.

    `drills` holds the dowel hinge and the drills that failed self-tests ask for. `usual_days` are the weekdays that
    count as training days on days without a programme.
    """

    plan: Plan
    planned: tuple[PlannedDrill, ...] = ()
    results: tuple[SelfTest, ...] = ()
    drills: dict[str, Drill] | None = None
    usual_days: Sequence[int] = USUAL_DAYS

    @property
    def on(self) -> date:
        """Return the day on which it was read."""
        return self.plan.on

    @property
    def begun(self) -> bool:
        """Tell whether anything is planned: a programme, drills beside it, also such to come, or a failed self-test."""
        beside = (row for row in self.planned if not row.off and (row.ends_on is None or self.on <= row.ends_on))
        return bool(self.plan.current or any(beside) or self.helpers(self.on))

    def paused(self, day: date) -> Break | None:
        """Return the break from the programme that a day is part of."""
        week = self.plan.week(day)
        return week.paused if week else None

    def is_training_day(self, day: date) -> bool:
        """Tell whether a day is for training: as the programme says, else one of the usual days."""
        if self.plan.way(day):
            return self.plan.is_training_day(day)
        return day.weekday() in self.usual_days

    def planned_for(self, day: date, *, off: bool = False) -> list[PlannedDrill]:
        """Return the drills put beside the programme, or with `off` those left out of it, that hold on a day."""
        rows = (row for row in self.planned if row.off == off and row.starts_on <= day)
        return [row for row in rows if row.ends_on is None or day <= row.ends_on]

    def helpers(self, day: date) -> list[HelperDue]:
        """Return what failed self-tests ask for on a day."""
        place = bisect_right(self._result_days, day)
        return self._helpers[place - 1] if place else []

    @cached_property
    def _result_days(self) -> list[date]:
        return sorted({row.day for row in self.results})

    @cached_property
    def _helpers(self) -> list[list[HelperDue]]:
        """What is asked for from each day with a result up to the next."""
        return [helpers_due(self.results, on=day) for day in self._result_days]


def read_practice(
    owner: User, *, on: date, days: int | None = 1, plan: Plan | None = None, warm_up: bool = True
) -> Practice:
    """Return what the person's practice of `days` days up to `on` is worked out from; None: of all days.

    Three queries beside the plan's; a fourth for drills of training days without a programme. A `plan` that was read
    already must reach as far back. Without `warm_up` it is enough for what is due: two queries while no test is failed.
    """
    if plan is None:
        plan = read_plan(owner, on=on, since=date.min if days is None else on - timedelta(days=days - 1))
    rows = PlannedDrill.objects.for_user(owner).filter(drill__deleted_at=None)
    planned = tuple(rows.select_related("drill").order_by("created_at", "id"))
    results = tuple(results_of(owner))
    wanted = {one.drill for found in prerequisites().values() for one in found.helpers if one.due} | {DOWEL}
    asked = warm_up or any(not row.passed for row in results)
    usual: Sequence[int] = USUAL_DAYS
    if any(row.when == When.TRAINING_DAYS for row in planned) and not (plan.current and days == 1):
        usual = Baseline.objects.filter(owner=owner).values_list("training_days", flat=True).first() or USUAL_DAYS
    drills = Drill.objects.alive().in_bulk(wanted) if asked else {}
    return Practice(plan, planned, results, drills, usual)


def due_on(practice: Practice, day: date) -> list[Dose]:
    """Return what is due on a day, each drill once: the larger dose, with all reasons. Nothing on paused days.

    What belongs into the warm-up is due on the programme's training days, since a session is planned for them.
    """
    week = practice.plan.week(day)
    if week and week.paused:
        return []
    training = practice.is_training_day(day)
    asked = _of_programme(practice, day, week)
    beside = [_put_beside(row) for row in practice.planned_for(day)]
    if not training:
        asked, beside = _every_day(asked), _every_day(beside)
    elif week is None:
        beside = [dose for dose in beside if dose.when != When.WARM_UP]
    own = {dose.drill.pk for dose in beside if dose.when == When.WARM_UP}
    asked = [dose for dose in asked if dose.when != When.WARM_UP or dose.drill.pk not in own]
    return _once([*asked, *beside, *_of_self_tests(practice, day)])


def warm_up(practice: Practice, day: date) -> list[Dose]:
    """Return the drills that open a lower-body session of a day, the dowel hinge first and always.

    The warm-up's own drills come in the doses that the person gave them, then those of the programme, then the light
    hinge drills that are due.
    """
    week = practice.plan.week(day)
    beside = [dose for dose in map(_put_beside, practice.planned_for(day)) if dose.when == When.WARM_UP]
    asked = [] if week and week.paused else [dose for dose in _of_programme(practice, day, week) if _warms_up(dose)]
    left_out = {row.drill_id for row in practice.planned_for(day, off=True) if row.when == When.WARM_UP}
    due = [dose for dose in due_on(practice, day) if _is_light_hinge(dose.drill) and dose.drill.pk not in left_out]
    chosen = {dose.drill.pk: dose for dose in _once(beside)}
    for dose in _once([*asked, *due]):
        chosen.setdefault(dose.drill.pk, dose)
    dowel = chosen.pop(DOWEL, None) or _default_dowel(practice)
    return [replace(dose, when=When.WARM_UP.value) for dose in (dowel, *chosen.values()) if dose]


def _of_programme(practice: Practice, day: date, week: Week | None) -> list[Dose]:
    """Return the drills of the programme's phase, but for those that the person left out."""
    if week is None:
        return []
    training = practice.is_training_day(day)
    off = {(row.drill_id, row.when) for row in practice.planned_for(day, off=True)}
    return [
        _asked_for(item, week)
        for item in practice.plan.items(day)
        if item.drill_id and not _left_out(item, off, training=training)
    ]


def _left_out(item: PhaseItem, off: set[tuple[str, str]], *, training: bool) -> bool:
    drill = item.drill_id or ""
    if item.when == When.WARM_UP:
        return (drill, When.WARM_UP) in off and drill != DOWEL
    return (drill, When.DAILY) in off or (training and (drill, When.TRAINING_DAYS) in off)


def _every_day(doses: Iterable[Dose]) -> list[Dose]:
    return [dose for dose in doses if dose.when not in TRAINING]


def _warms_up(dose: Dose) -> bool:
    return dose.when == When.WARM_UP


def _is_light_hinge(drill: Drill) -> bool:
    return drill.kind == DrillKind.HINGE and drill.level in WARM_UP_LEVELS


def _asked_for(item: PhaseItem, week: Week) -> Dose:
    assert item.drill is not None
    said = f"{week.title}, warm-up" if item.when == When.WARM_UP else week.title
    return _dose(item.drill, item.when, item.sets, item.reps, item.duration_s, "programme", said)


def _put_beside(row: PlannedDrill) -> Dose:
    said = row.reason or ("You put it into the warm-up" if row.when == When.WARM_UP else "You put it on Today")
    return _dose(row.drill, row.when, row.sets, row.reps, row.hold_s, "own", said, row.distance_m)


def _of_self_tests(practice: Practice, day: date) -> list[Dose]:
    drills = practice.drills or {}
    return [
        _dose(drills[one.drill], When.DAILY, None, None, None, "self-test", one.reason.rstrip("."))
        for one in practice.helpers(day)
        if one.drill in drills
    ]


def _default_dowel(practice: Practice) -> Dose | None:
    drill = (practice.drills or {}).get(DOWEL)
    said = "Opens every lower-body session"
    return _dose(drill, When.WARM_UP, None, None, None, "warm-up", said) if drill else None


def _dose(
    drill: Drill,
    when: str,
    sets: int | None,
    reps: int | None,
    hold_s: int | None,
    source: Source,
    reason: str,
    distance_m: float | None = None,
) -> Dose:
    """Return a dose in what the drill counts; what is not given is the drill's own."""
    timed = drill.measure == DrillMeasure.TIME
    return Dose(
        drill=drill,
        when=str(when),
        sets=sets or drill.sets,
        reps=None if timed else reps or drill.reps,
        hold_s=(hold_s or drill.hold_s) if timed else None,
        per_side=drill.per_side,
        source=source,
        reason=reason,
        distance_m=distance_m,
    )


def _once(doses: Iterable[Dose]) -> list[Dose]:
    """Return each drill once, where it came first: with its larger dose, all reasons, and a distance if any has one."""
    found: dict[str, Dose] = {}
    for dose in doses:
        before = found.get(dose.drill.pk)
        if before is None:
            found[dose.drill.pk] = dose
            continue
        larger, other = (dose, before) if dose.total > before.total else (before, dose)
        reasons = dict.fromkeys((before.reason, dose.reason))
        found[dose.drill.pk] = replace(
            larger, reason="; ".join(reasons), distance_m=larger.distance_m or other.distance_m
        )
    return list(found.values())
