"""The next load of an exercise, with the reason in words.

Double progression with a small step: once every planned repetition was made the load rises by the step, until then
it stays. The rule is ours, from two sources. The article that FitnessRec comes from adds weight weekly in weeks 5
and 6, and never gives up technique for weight: hence at most one increase in seven days, and none after a fault.
ACSM's position stand (Ratamess et al. 2009, Med Sci Sports Exerc 41(3), 687-708) raises a load when one or two
repetitions more than asked could be made: hence something in reserve, RPE 9 or one repetition. After four weeks
away it goes lighter, since strength holds for about three (McMaster et al. 2013, Sports Med 43(5), 367-384); that
it is by a tenth is ours. Pain pauses it: what hurts, and why, is not judged here.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import accumulate
from typing import Literal

from core.units import Unit, from_kg, show_load, show_number, to_kg
from workouts.domain.advice import Advice
from workouts.domain.attempts import (
    LEAST_RESERVE,
    Attempt,
    Outing,
    attempts,
    fell_short,
    form_broke,
    heaviest,
    numbered,
    too_hard,
)
from workouts.domain.next_load_words import (
    amount_words,
    day_words,
    gap_words,
    goal_words,
    pain_words,
    rise_words,
)
from workouts.models.set import MAX_LOAD_KG

Change = Literal["up", "repeat", "pause", "lighter"]

A_WEEK = timedelta(days=7)
AWAY = timedelta(weeks=4)
LIGHTER = 0.9
MORE = {"reps": 1.0, "time": 5.0, "distance": 5.0}  # what rises where there is no load: repetitions, seconds, metres


@dataclass(frozen=True)
class Sore:
    """Pain noted in another exercise, or on a set that was left for it."""

    day: date
    exercise: str
    pain: int
    place: str


@dataclass(frozen=True)
class Suggestion:
    """What to do next and why. `base_kg` is the load it starts from: rows at another load are meant to differ.

    `reps` is None where the sets at this load were to make different numbers, such as 10, 9 and 8: these stay.
    `warning` is said before the set: the load is above the heaviest one at which form was rated as held.
    """

    change: Change
    reason: str
    load_kg: float | None = None
    reps: int | None = None
    duration_s: float | None = None
    distance_m: float | None = None
    base_kg: float | None = None
    warning: str = ""


def suggest(
    history: Sequence[Outing],
    *,
    measure: str,
    step_kg: float,
    unit: Unit,
    on: date,
    sore: Sore | None = None,
    skipped: Sore | None = None,
    held_kg: float | None = None,
    advice: Advice | None = None,
) -> Suggestion | None:
    """Return what to do next, or None for an exercise that was never done.

    `history` runs from the oldest session to the latest and holds at least the last one, every one of the seven
    days before `on`, and the one before these. `step_kg` is the person's step, and the words are in their unit.
    `sore` is pain in another exercise, `skipped` the pain that this one was left for since it was last done.
    `held_kg` is the heaviest load with form held, None where form was never rated. `advice` is that of a plan, which
    never makes a load higher than it would be.
    """
    if skipped is not None:
        return _pause(pain_words(skipped.pain, skipped.place, skipped.day, on))
    found = _suggest(history, measure=measure, step_kg=step_kg, unit=unit, on=on, sore=sore, advice=advice)
    if found is not None and advice is not None and found.load_kg is not None:
        found = replace(found, reps=None)  # how many it is now, the plan says
    if found is None or held_kg is None or found.load_kg is None or found.load_kg <= held_kg:
        return found
    said = f"{show_load(found.load_kg, unit)} is above {show_load(held_kg, unit)}, your heaviest with form held."
    return replace(found, warning=said)


def _suggest(
    history: Sequence[Outing],
    *,
    measure: str,
    step_kg: float,
    unit: Unit,
    on: date,
    sore: Sore | None,
    advice: Advice | None,
) -> Suggestion | None:
    judged = [(outing, tries) for outing in history if (tries := attempts(outing, measure))]
    if not judged:
        return None
    last, tries = judged[-1]
    top = heaviest(tries)
    alike = {attempt.goal for attempt in tries if attempt.load_kg == top.load_kg} == {top.goal}
    by_load = top.load_kg != 0 and measure != "time"
    plan = _Plan(measure, step_kg, unit, top.load_kg, top.goal, alike=alike, rises_by_load=by_load)
    hurt = max((row for row in history[-1].sets if row.pain), key=lambda row: row.pain or 0, default=None)
    if hurt is not None:
        return _pause(pain_words(hurt.pain or 0, hurt.pain_place, history[-1].day, on))
    if advice is not None and advice.begins is not None and last.day < advice.begins:
        return None
    if advice is not None and advice.change == "lighter" and (advice.since is None or last.day < advice.since):
        return plan.lighter(advice.reason)
    if on - last.day >= AWAY:
        return plan.lighter(f"{gap_words(last.day, on)} since last time")
    why_not = (
        form_broke(last)
        or form_broke(history[-1])  # of which nothing else may count, such as drop sets alone
        or fell_short(tries, measure)
        or too_hard(tries)
        or _sore_elsewhere(sore, on)
        or _up_this_week(judged, by_load=plan.rises_by_load, on=on)
        or (advice.reason if advice is not None and advice.change != "free" else "")
    )
    return plan.repeat(why_not) if why_not else plan.up(_praise(last, tries, plan))


def _pause(said: str) -> Suggestion:
    return Suggestion("pause", f"Paused: {said}. It comes back once you have trained this without pain.")


@dataclass(frozen=True)
class _Plan:
    """What was done at the heaviest load, and how it changes."""

    measure: str
    step_kg: float
    unit: Unit
    load_kg: float
    goal: float
    alike: bool  # every set at this load was to make the same
    rises_by_load: bool

    def up(self, done: str) -> Suggestion:
        """Raise the load by the step, or what is counted where there is no load."""
        if self.rises_by_load:
            raised = self._raised()
            if raised > MAX_LOAD_KG:
                return self.repeat("it is the most that can be logged")
            words = rise_words(self.load_kg, raised, self.step_kg, self.unit)
            return self._suggestion("up", f"{done}: {words}.", load_kg=raised)
        more = {
            "reps": "one more rep",
            "time": f"{show_number(MORE['time'])} s longer",
            "distance": f"{show_number(MORE['distance'])} m further",
        }[self.measure]
        return self._suggestion("up", f"{done}: {more}.", goal=self.goal + MORE[self.measure])

    def repeat(self, why: str) -> Suggestion:
        """Keep everything as it was."""
        return self._suggestion("repeat", f"Repeat {self._as_it_was()}: {why}.")

    def lighter(self, why: str) -> Suggestion:
        """Take a tenth off, in whole steps; what is light enough stays."""
        load_kg, goal = self.load_kg, self.goal
        if self.rises_by_load:
            load_kg = self._lightened()
        else:
            step = MORE[self.measure]
            goal = max(min(step, goal), math.floor(goal * LIGHTER / step + 1e-9) * step)
        if (load_kg, goal) == (self.load_kg, self.goal):
            return self.repeat(why)
        return self._suggestion("lighter", f"Repeat, a little lighter: {why}.", load_kg=load_kg or None, goal=goal)

    def _raised(self) -> float:
        """Return the load one step up, exact in the reader's unit; help ends at none.

        A load that came from the other unit (225 lb read in kilograms) goes to the step's own grid instead.
        """
        load, step = from_kg(self.load_kg, self.unit), from_kg(self.step_kg, self.unit)
        foreign = abs(load * 4 - round(load * 4)) > 1e-6
        raised = load + step
        on_grid = math.floor(raised / step + 1e-9) * step
        if foreign and on_grid > load:
            raised = on_grid
        raised_kg = to_kg(round(raised, 2), self.unit)
        return min(raised_kg, 0.0) if self.load_kg < 0 else raised_kg

    def _lightened(self) -> float:
        load, step = from_kg(self.load_kg, self.unit), from_kg(self.step_kg, self.unit)
        if load < 0:
            return max(to_kg(load - step, self.unit), -MAX_LOAD_KG)
        less = round(math.floor(load * LIGHTER / step + 1e-9) * step, 2)
        return to_kg(less, self.unit) if less > 0 else self.load_kg

    def _as_it_was(self) -> str:
        if self.load_kg:
            return amount_words(self.load_kg, self.unit)
        return f"{goal_words(self.goal, self.measure)}{' reps' if self.measure == 'reps' else ''}"

    def _suggestion(
        self, change: Change, reason: str, *, load_kg: float | None = None, goal: float | None = None
    ) -> Suggestion:
        goal = self.goal if goal is None else goal
        return Suggestion(
            change,
            reason,
            load_kg=load_kg if load_kg is not None else (self.load_kg or None),
            reps=int(goal) if self.measure == "reps" and (self.alike or not self.rises_by_load) else None,
            duration_s=goal if self.measure == "time" else None,
            distance_m=goal if self.measure == "distance" else None,
            base_kg=self.load_kg or None,
        )


def _sore_elsewhere(sore: Sore | None, on: date) -> str:
    if sore is None or on - sore.day >= A_WEEK:
        return ""
    return f"{pain_words(sore.pain, sore.place, sore.day, on)} ({sore.exercise.lower()})"


def _up_this_week(judged: Sequence[tuple[Outing, list[Attempt]]], *, by_load: bool, on: date) -> str:
    levels = [(outing.day, _level(tries, by_load=by_load)) for outing, tries in judged]
    best = list(accumulate((level for _, level in levels), max))  # back at a load after a light day is no increase
    risen = [day for (day, level), before in zip(levels[1:], best[:-1], strict=True) if level > before]
    raised = [day for day in risen if on - day < A_WEEK]
    return f"it went up {day_words(raised[-1], on)}; once a week is enough" if raised else ""


def _level(tries: Sequence[Attempt], *, by_load: bool) -> tuple[float, float]:
    """Return how far somebody has come: the heaviest load, and where no load rises the most that was made."""
    top = round(max(attempt.load_kg for attempt in tries), 3)
    return top, 0.0 if by_load else max(attempt.made for attempt in tries)


def _praise(outing: Outing, tries: Sequence[Attempt], plan: _Plan) -> str:
    """Return what went well: All 3 sets of 8 at 97.5 kg done, hardest RPE 8, form held."""
    one_load = len({attempt.load_kg for attempt in tries}) == 1
    what = "The set" if len(tries) == 1 else "Both sets" if len(tries) == 2 else f"All {len(tries)} sets"
    if one_load and plan.alike:
        what += f" of {goal_words(plan.goal, plan.measure)}"
    if plan.load_kg:
        at = ("at" if plan.load_kg > 0 else "with") if one_load else "up to"
        what += f" {at} {amount_words(plan.load_kg, plan.unit)}"
    said = [f"{what} done"]
    efforts = [attempt.set.rpe for attempt in tries if attempt.set.rpe is not None]
    reserves = [attempt.set.rir for attempt in tries if attempt.set.rir is not None]
    if efforts:
        said.append(f"hardest RPE {show_number(max(efforts))}")
    elif reserves and min(reserves) >= LEAST_RESERVE:
        said.append(f"{min(reserves)} or more in reserve")
    rated = any(row.form_rating is not None for _, row in numbered(outing))
    said.append("form held" if rated else "no fault noted")
    return ", ".join(said)
