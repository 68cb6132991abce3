"""Runs of an exercise in a session: add, extend, warm up, reorder, bind into supersets, swap, remove and bring back.

The session screen does the same in the browser (static/js/session/runs.js); these serve its forms without JavaScript.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction
from django.db.models import Max

from workouts.domain.followers import stamp_followers
from workouts.domain.last_time import last_sets
from workouts.domain.next_load import Suggestion
from workouts.domain.planning import planned_like
from workouts.domain.session_bests import refresh_bests
from workouts.domain.sets import save_set
from workouts.models import Exercise, Session, Set
from workouts.models.set import MAX_PLACE, Kind

NO_RUN = "There is no such run in this session."


@dataclass
class Run:
    """The sets of one exercise done one after another."""

    block: int
    exercise: str
    sets: list[Set]
    superset: int | None


def runs(session: Session) -> list[Run]:
    """Return the session's runs in order. One query."""
    found: dict[tuple[int, str], Run] = {}
    for row in session.sets.alive().in_order():
        run = found.setdefault((row.block, row.exercise_id), Run(row.block, row.exercise_id, [], row.superset))
        run.sets.append(row)
    return list(found.values())


@transaction.atomic
def add_exercise(session: Session, *, exercise: Exercise, at: datetime) -> list[Set]:
    """Plan a run of an exercise with the rows of last time; one empty row where there is no last time."""
    session.stamp()  # first of all: two requests at once then take different blocks
    block = session.sets.alive().aggregate(last=Max("block"))["last"]
    return _plan(session, exercise, at=at, block=0 if block is None else min(block + 1, MAX_PLACE))


@transaction.atomic
def add_set(session: Session, *, block: int, exercise: str, at: datetime) -> Set:
    """Plan one more set in a run of an exercise, prefilled from the one before it; raises Set.DoesNotExist."""
    run = session.sets.alive().filter(block=block, exercise=exercise).order_by("position")
    last = run.last()
    if last is None:
        raise Set.DoesNotExist(NO_RUN)
    place = {"block": block, "superset": last.superset, "position": min(last.position + 1, MAX_PLACE)}
    row = planned_like(last, session=session, at=_when(session, at), **place)
    if row.kind == Kind.WARMUP and run.exclude(kind=Kind.WARMUP).exists():
        row.kind = Kind.WORKING
    return save_set(row)


@transaction.atomic
def add_warmups(
    session: Session, *, block: int, exercise: str, steps: Iterable[tuple[float, int]], at: datetime
) -> list[Set]:
    """Plan warm-up sets, (load in kg, reps) each, before the work of a run; raises Set.DoesNotExist.

    Warm-ups planned before and not done give way; done ones stay in front.
    """
    session.stamp()
    order = runs(session)
    run = order[_place(order, block, exercise)]
    planned = [row for row in run.sets if row.kind == Kind.WARMUP and not row.done]
    _bury(session, planned, at=at)
    kept = [row for row in run.sets if row not in planned]
    done = [row for row in kept if row.kind == Kind.WARMUP]
    about = {"owner": session.owner, "session": session, "exercise_id": exercise, "block": block}
    fresh = [
        Set(**about, superset=run.superset, kind=Kind.WARMUP, load_kg=load_kg, reps=reps, planned_reps=reps,
            done=False, performed_at=_when(session, at), v=session.v)
        for load_kg, reps in steps
    ]  # fmt: skip
    Set.objects.bulk_create(fresh)
    placed = [*done, *fresh, *(row for row in kept if row not in done)]
    for position, row in enumerate(placed):
        row.position = position
    _store(session, placed)
    return fresh


@transaction.atomic
def move(session: Session, *, block: int, exercise: str, by: Literal[-1, 1]) -> None:
    """Move a run one place up or down; it passes a superset that it is not part of as a whole.

    Raises Set.DoesNotExist.
    """
    session.stamp()
    order = runs(session)
    place = _place(order, block, exercise)
    to = place + by
    if 0 <= to < len(order):
        passed = order[to].superset
        if passed is not None and passed != order[place].superset:
            while 0 <= to + by < len(order) and order[to + by].superset == passed:
                to += by
        order.insert(to, order.pop(place))
    _arrange(session, order)


@transaction.atomic
def bind(session: Session, *, block: int, exercise: str) -> None:
    """Make a superset of a run and the next one, joining those they are in already; raises Set.DoesNotExist."""
    session.stamp()
    order = runs(session)
    place = _place(order, block, exercise)
    if place + 1 < len(order):
        first, second = order[place], order[place + 1]
        taken = {run.superset for run in order if run.superset is not None}
        number = first.superset if first.superset is not None else second.superset
        number = number if number is not None else next(free for free in range(1, MAX_PLACE) if free not in taken)
        joined = {first.superset, second.superset} - {None}
        for run in order:
            if run in (first, second) or run.superset in joined:
                run.superset = number
    _arrange(session, order)


@transaction.atomic
def unbind(session: Session, *, block: int, exercise: str) -> None:
    """Take a run out of its superset; raises Set.DoesNotExist."""
    session.stamp()
    order = runs(session)
    order[_place(order, block, exercise)].superset = None
    _arrange(session, order)


@transaction.atomic
def swap(session: Session, *, block: int, exercise: str, other: Exercise, at: datetime) -> list[Set]:
    """Do another exercise in the place of this one; raises Set.DoesNotExist.

    What is done stays, what is left gives way to the rows of the other.
    """
    session.stamp()
    order = runs(session)
    place = _place(order, block, exercise)
    old = order[place]
    left = [row for row in old.sets if not row.done]
    _bury(session, left, at=at)
    rows = _plan(session, other, at=at, block=block)
    new = Run(block, other.pk, rows, old.superset)
    old.sets = [row for row in old.sets if row.done]
    order[place : place + 1] = [old, new] if old.sets else [new]
    _arrange(session, order)
    return rows


@transaction.atomic
def remove_exercise(session: Session, *, block: int, exercise: str, at: datetime) -> int:
    """Delete a run of an exercise with its sets; return how many there were. `bring_back_exercise` undoes it."""
    session.stamp()
    rows = session.sets.alive().filter(block=block, exercise=exercise)
    count: int = rows.update(deleted_at=at, v=session.v)
    refresh_bests(session.pk, [exercise])
    stamp_followers(session.owner_id, session.v)
    return count


@transaction.atomic
def bring_back_exercise(session: Session, *, block: int, exercise: str) -> int:
    """Take back what `remove_exercise` deleted last in this place; return how many sets came back."""
    session.stamp()
    gone = session.sets.filter(block=block, exercise=exercise).exclude(deleted_at=None)
    last = gone.aggregate(last=Max("deleted_at"))["last"]
    count: int = gone.filter(deleted_at=last).update(deleted_at=None, v=session.v)
    refresh_bests(session.pk, [exercise])
    stamp_followers(session.owner_id, session.v)
    return count


@transaction.atomic
def take_suggestion(session: Session, *, exercise: str, suggestion: Suggestion) -> int:
    """Put the suggested numbers on the working sets of an exercise that are still to do; return how many.

    Rows at another load than the one the suggestion starts from are meant to differ, and stay.
    """
    answer(session, exercise=exercise, word="taken")
    numbers = {name: getattr(suggestion, name) for name in ("load_kg", "reps", "duration_s", "distance_m")}
    numbers["planned_reps"] = suggestion.reps
    left = session.sets.alive().filter(exercise=exercise, done=False, kind=Kind.WORKING)
    alike = left.filter(load_kg=suggestion.base_kg)
    meant = alike if alike.exists() else left
    count: int = meant.update(v=session.v, **{name: value for name, value in numbers.items() if value is not None})
    stamp_followers(session.owner_id, session.v, all_stay=True)
    return count


@transaction.atomic
def answer(session: Session, *, exercise: str, word: Literal["taken", "ignored"]) -> None:
    """Remember what became of the suggestion for an exercise."""
    session.suggestions = session.suggestions | {exercise: word}
    session.stamp()
    session.save()


def _plan(session: Session, exercise: Exercise, *, at: datetime, block: int) -> list[Set]:
    before = last_sets(session.owner, [exercise.pk], before=session).get(exercise.pk) or [Set(exercise=exercise)]
    at = _when(session, at)
    return Set.objects.bulk_create(
        planned_like(old, session=session, at=at, block=block, position=position) for position, old in enumerate(before)
    )


def _when(session: Session, at: datetime) -> datetime:
    """Return when a set added at this time counts as done: what is added to a session that is over was done then."""
    return session.finished_at or at


def _place(order: list[Run], block: int, exercise: str) -> int:
    for place, run in enumerate(order):
        if (run.block, run.exercise) == (block, exercise):
            return place
    raise Set.DoesNotExist(NO_RUN)


def _bury(session: Session, rows: list[Set], *, at: datetime) -> None:
    session.sets.filter(pk__in=[row.pk for row in rows]).update(deleted_at=at, v=session.v)
    stamp_followers(session.owner_id, session.v)


def _arrange(session: Session, order: list[Run]) -> None:
    """Number the runs in this order, and keep only supersets whose runs stand side by side."""
    numbers = [run.superset for run in order]
    for place, run in enumerate(order):
        beside = [*numbers[max(0, place - 1) : place], *numbers[place + 1 : place + 2]]
        for row in run.sets:
            row.block, row.superset = place, run.superset if run.superset in beside else None
    _store(session, [row for run in order for row in run.sets])


def _store(session: Session, rows: list[Set]) -> None:
    for row in rows:
        row.v = session.v
    Set.objects.bulk_update(rows, ["block", "superset", "position", "v"])
    # Of equal sets the first is the best, and which one is first may have changed.
    refresh_bests(session.pk, {row.exercise_id for row in rows if row.done and row.kind != Kind.WARMUP})
