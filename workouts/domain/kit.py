"""What a device needs to log without a server: exercises with last time, a plan, bests and the next load; starts."""

import hashlib
import json
import uuid
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from accounts.models import User
from core.units import Unit
from workouts.domain.attempts import Done, Outing
from workouts.domain.bests import Bests, bests
from workouts.domain.guides import Guide, guides, marks
from workouts.domain.last_time import earlier_sets
from workouts.domain.library import LIBRARY
from workouts.domain.next_load import Suggestion, suggest
from workouts.domain.outings import History, read_history
from workouts.domain.planning import BARE, planned_values
from workouts.domain.ramp import STEPS
from workouts.domain.starts import recent_sessions, session_starts, template_starts
from workouts.models import Exercise, Session, Set

SHOWN = ("kind", "load_kg", "reps", "rpe", "rir", "duration_s", "distance_m", "side")
JUDGED = (
    "kind", "load_kg", "reps", "planned_reps", "rpe", "rir", "duration_s", "distance_m", "form_rating", "faults",
    "pain", "pain_place",
)  # fmt: skip


@dataclass(frozen=True)
class LastTime:
    """The done sets of the last session with the exercise, in order."""

    day: date
    session: uuid.UUID
    sets: list[dict[str, Any]]


@dataclass(frozen=True)
class Facts:
    """What the session screen shows about an exercise. `plan` holds the rows to prefill, at least one."""

    id: str
    name: str
    load: str
    measure: str
    unilateral: bool
    pattern: str
    equipment: str
    rest_s: int
    step_kg: float
    last: LastTime | None = None
    plan: list[dict[str, Any]] = field(default_factory=lambda: [dict(BARE)])
    bests: Bests | None = None
    suggestion: Suggestion | None = None

    def as_json(self) -> dict[str, Any]:
        """Return it as JSON can hold it."""
        values = asdict(self)
        if self.last:
            values["last"] |= {"day": self.last.day.isoformat(), "session": str(self.last.session)}
        return values


def exercise_facts(
    owner: User,
    exercises: Iterable[Exercise],
    *,
    on: date,
    before: Session | None = None,
    read: Callable[..., list[Guide]] = guides,
) -> dict[str, Facts]:
    """Return the facts of each exercise by its slug, as they stood before a session, or as of now.

    Three queries and those that a plan costs; `read` may give plans that were read already. An old session is judged
    on its own day, whatever `on` says.
    """
    slugs = [row.pk for row in exercises]
    if not slugs:
        return {}
    on = min(on, before.day) if before else on
    history = read_history(owner, Exercise.objects.filter(pk__in=slugs), on=on, before=before)
    return _facts(owner, history, read(owner, on=on), on=on, before=before)


def guided_start(owner: User, kind: str, title: str, *, on: date, at: datetime) -> dict[str, Any] | None:
    """Return the start of a plan as the kit holds it, by its kind and title; None where no plan has it."""
    for guide in guides(owner, on=on):
        if guide.kind == kind:
            history = read_history(owner, Exercise.objects.filter(pk__in=list(guide.exercises())), on=on)
            starts = _guided_starts([guide], history, _facts(owner, history, [guide], on=on), at=at)
            return next((start for start in starts if start["title"] == title), None)
    return None


def bare_facts(exercise: Exercise, *, rest_s: int | None, step_kg: float) -> Facts:
    """Return the facts of an exercise without a history; without an own rest, the exercise's counts."""
    return Facts(
        id=exercise.pk,
        name=exercise.name,
        load=exercise.load,
        measure=exercise.measure,
        unilateral=exercise.unilateral,
        pattern=exercise.pattern,
        equipment=exercise.equipment,
        rest_s=exercise.rest_s if rest_s is None else rest_s,
        step_kg=step_kg,
    )


def kit_tag(owner: User, version: int, *, on: date) -> str:
    """Return a mark of everything the kit is made of: the person's rows and profile, the library, and the day."""
    profile = [owner.pk, owner.unit, owner.step_kg, owner.bars, owner.plates]
    return _digest(json.dumps([version, on.isoformat(), _library(), marks(), profile]).encode())


@cache
def _library() -> str:
    """Return a mark of the library, so that an update reaches devices whose person wrote nothing since."""
    return _digest(LIBRARY.read_bytes())


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:32]


def kit(owner: User, *, on: date, at: datetime) -> dict[str, Any]:
    """Return everything as JSON can hold it, but for the version.

    Four queries and those that a plan costs, however long the history.
    """
    available = Exercise.objects.available_to(owner).order_by("name", "pk")
    history = read_history(owner, available, on=on, also=recent_sessions(owner))
    plans = guides(owner, on=on)
    facts = _facts(owner, history, plans, on=on)
    lately = sorted(history.last_sets().items(), key=lambda item: item[1][0].session.started_at, reverse=True)
    ranks = {slug: rank for rank, (slug, _) in enumerate(lately)}
    exercises = {
        slug: facts[slug].as_json()
        | {"aliases": exercise.aliases, "search": exercise.search_text, "lately": ranks.get(slug)}
        for slug, exercise in history.exercises.items()
    }
    return {
        "account": str(owner.pk),
        "unit": owner.unit,
        "step_kg": owner.load_step_kg,
        "bars": owner.bars,
        "plates": owner.plates,
        "ramp": STEPS,
        "exercises": exercises,
        "starts": [
            *_guided_starts(plans, history, facts, at=at),
            *template_starts(owner, history, on=on, at=at),
            *session_starts(history),
        ],
    }


def _guided_starts(
    plans: Iterable[Guide], history: History, facts: dict[str, Facts], *, at: datetime
) -> list[dict[str, Any]]:
    suggestions = {slug: fact.suggestion for slug, fact in facts.items()}
    return [start for guide in plans for start in guide.starts(history, suggestions, at=at)]


def _facts(
    owner: User, history: History, plans: Iterable[Guide], *, on: date, before: Session | None = None
) -> dict[str, Facts]:
    last = history.last_sets()
    advice = {slug: said for guide in plans for slug, said in guide.advice().items()}
    best = bests(earlier_sets(owner, before=before).filter(exercise__in=list(last)))
    unit: Unit = "lb" if owner.unit == "lb" else "kg"
    found = {}
    for slug, exercise in history.exercises.items():
        rest_s, own_step_kg = history.settings_of(slug)
        found[slug] = bare_facts(exercise, rest_s=rest_s, step_kg=own_step_kg or owner.load_step_kg)
        if slug not in last:
            continue
        rows = last[slug]
        sets = [{name: getattr(row, name) for name in SHOWN} for row in rows]
        outings = [Outing(rows[0].session.day, [_plain(row) for row in rows]) for rows in history.outings_of(slug)]
        found[slug] = replace(
            found[slug],
            last=LastTime(rows[0].session.day, rows[0].session_id, sets),
            plan=[planned_values(row) for row in rows],
            bests=best.get(slug),
            suggestion=suggest(
                outings,
                measure=exercise.measure,
                step_kg=found[slug].step_kg,
                unit=unit,
                on=on,
                sore=history.sore_beside(slug),
                skipped=history.skipped(slug),
                held_kg=best[slug].held_kg if slug in best else None,
                advice=advice.get(slug),
            ),
        )
    return found


def _plain(row: Set) -> Done:
    return Done(**{name: getattr(row, name) for name in JUDGED})
