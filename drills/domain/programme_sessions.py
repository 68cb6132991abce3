"""The sessions of a programme: which one is next, and what it is planned with."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import Max

from accounts.models import User
from drills.domain.load_advice import load_advice
from drills.domain.plan import Plan, Week, read_plan
from drills.models import PhaseItem
from workouts.domain.advice import Advice
from workouts.domain.next_load import Suggestion
from workouts.domain.outings import History
from workouts.domain.planning import BARE
from workouts.domain.template_rows import planned_rows
from workouts.models import Session, Set, Template, TemplateLine

DAYS_AHEAD = 14
MOST_TITLES = 500  # of sessions since a programme began
KIND = "programme"
PLACE = ("block", "superset", "position")


@dataclass(frozen=True)
class Coming:
    """The next session of a programme: what it is called, what it holds, when it is due, and in which week."""

    title: str
    items: tuple[PhaseItem, ...]
    week: Week
    day: date | None
    today: bool

    @property
    def outline(self) -> list[str]:
        """Return one phrase an exercise: Deadlift 3 × 5."""
        return [f"{item.exercise} {dose_words(item)}" for item in self.items]


def dose_words(item: PhaseItem) -> str:
    """Return sets and reps, or seconds, as people write them."""
    return f"{item.sets} × {item.reps}" if item.reps else f"{item.sets} × {item.duration_s} s"


def sessions_of(items: Iterable[PhaseItem]) -> dict[str, list[PhaseItem]]:
    """Return the exercises of a phase by the session that they belong to, in the order of the phase."""
    found: dict[str, list[PhaseItem]] = {}
    for item in items:
        if item.exercise_id:
            found.setdefault(item.session, []).append(item)
    return found


def trained(owner: User, plan: Plan) -> list[tuple[date, str]]:
    """Return the titles of the sessions since the programme began with their last day, the latest first. One query.

    Each title once: however many other sessions somebody did since, those of the programme are among them.
    """
    way = plan.current
    if way is None:
        return []
    rows = Session.objects.for_user(owner).filter(day__gte=way.enrolment.started_on, day__lte=plan.on)
    by_title = rows.exclude(title="").values("title").annotate(last=Max("started_at"), last_day=Max("day"))
    return list(by_title.order_by("-last").values_list("last_day", "title")[:MOST_TITLES])


def next_session(plan: Plan, done: Sequence[tuple[date, str]], *, on: date) -> Coming | None:
    """Return the session that is due next: today on a training day, else on the next one.

    The phase's sessions take turns, wherever the last one that was done left off: a missed day shifts nothing by
    force, and what was missed is simply next. One is known by its title. None while paused, or without sessions.
    """
    now = plan.week(on)
    if now is None or now.paused:
        return None
    today = plan.is_training_day(on) and not _done_today(plan, done, on)
    day = on if today else plan.next_training_day(on, most=DAYS_AHEAD)
    week = (plan.week(day) if day else None) or now
    sessions = sessions_of(plan.phase_items(week.day))
    if not sessions:
        return None
    titles = list(sessions)
    places = {title.casefold(): place for place, title in enumerate(titles)}
    last = next((places[title.casefold()] for _, title in done if title.casefold() in places), -1)
    title = titles[(last + 1) % len(titles)]
    return Coming(title, tuple(sessions[title]), week, day, today)


def _done_today(plan: Plan, done: Iterable[tuple[date, str]], on: date) -> bool:
    mine = {title.casefold() for title in sessions_of(plan.phase_items(on))}
    return any(day == on and title.casefold() in mine for day, title in done)


@dataclass(frozen=True)
class ProgrammeGuide:
    """What a programme says to the log, on the day of its plan (workouts.domain.guides)."""

    plan: Plan
    owner: User
    kind: str = KIND

    @property
    def _items(self) -> list[PhaseItem]:
        return [item for item in self.plan.phase_items(self.plan.on) if item.exercise_id]

    def exercises(self) -> list[str]:
        """Return the exercises of the phase."""
        return [item.exercise_id or "" for item in self._items]

    def advice(self) -> Mapping[str, Advice]:
        """Return what the phase says about next loads."""
        return load_advice(self.plan)

    def starts(
        self, history: History, suggestions: Mapping[str, Suggestion | None], *, at: datetime
    ) -> list[dict[str, Any]]:
        """Return the sessions of the phase with their planned sets, the next one first. One query."""
        coming = next_session(self.plan, trained(self.owner, self.plan), on=self.plan.on)
        if coming is None:
            return []
        found = [
            {
                "kind": KIND,
                "id": title,
                "title": title,
                "due": coming.today and title == coming.title,
                "rows": self._rows(items, history, suggestions, at=at),
            }
            for title, items in sessions_of(self._items).items()
        ]
        return sorted(found, key=lambda start: start["title"] != coming.title)

    def _rows(
        self,
        items: Sequence[PhaseItem],
        history: History,
        suggestions: Mapping[str, Suggestion | None],
        *,
        at: datetime,
    ) -> list[dict[str, Any]]:
        last, loads = history.last_sets(), self._first_loads(history)
        template = Template(owner=self.owner, title=items[0].session)
        runs = [list(run) for _, run in groupby(items, key=lambda item: item.exercise_id)]
        template._prefetched_objects_cache = {  # type: ignore[attr-defined]  # lines that are never stored
            "lines": [
                TemplateLine(
                    exercise=item.exercise,
                    block=block,
                    position=position,
                    sets=item.sets,
                    reps=item.reps,
                    duration_s=item.duration_s,
                    load_kg=loads.get(item.exercise_id or ""),
                )
                for block, run in enumerate(runs)
                for position, item in enumerate(run)
            ]
        }
        rows = planned_rows(template, owner=self.owner, at=at, before=last)
        return [_lightened(_plain(row), suggestions.get(row.exercise_id)) for row in rows]

    def _first_loads(self, history: History) -> dict[str, float]:
        """Return the loads to begin with, of exercises that were not done since the programme began."""
        way = self.plan.current
        if way is None:
            return {}
        since = {slug for slug, rows in history.last_sets().items() if rows[0].session.day >= way.enrolment.started_on}
        return {slug: load for slug, load in way.enrolment.loads.items() if slug not in since}


def _plain(row: Set) -> dict[str, Any]:
    return {"exercise": row.exercise_id} | {name: getattr(row, name) for name in (*PLACE, *BARE)}


def _lightened(row: dict[str, Any], suggestion: Suggestion | None) -> dict[str, Any]:
    """Return the row at the lighter load where one is advised: the first week back begins with it."""
    if suggestion is not None and suggestion.change == "lighter" and row["load_kg"] == suggestion.base_kg:
        row["load_kg"] = suggestion.load_kg
    return row


def programme_guide(owner: User, on: date) -> ProgrammeGuide | None:
    """Return what the person's programme says to the log on a day; None without one, or while it is paused."""
    plan = read_plan(owner, on=on)
    week = plan.week(on)
    return ProgrammeGuide(plan, owner) if week and not week.paused else None
