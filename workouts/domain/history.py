"""Sessions in lists, on Today and once they are over: what was in them, which ones a search finds."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from accounts.models import User
from core.owned import OwnedQuerySet
from core.search import words_of
from workouts.domain.strength import HALF, is_hard, volume
from workouts.models import Exercise, ExerciseMuscle, Session, Set
from workouts.models.exercise import Muscle
from workouts.models.set import Kind

ROTATION = timedelta(days=14)  # what was not trained for longer has left the rotation


@dataclass
class Summary:
    """A session in a list: its exercises in order, sets done, and volume (load times reps of working sets)."""

    session: Session
    exercises: list[str] = field(default_factory=list)
    sets: int = 0
    volume_kg: float = 0.0


def summaries(sessions: Iterable[Session]) -> list[Summary]:
    """Return a summary of each session, in the order given. One query, none for no session."""
    found = {session.pk: Summary(session) for session in sessions}
    rows = Set.objects.alive().filter(session__in=found).in_order() if found else Set.objects.none()
    for session, name, done, kind, load_kg, reps in rows.values_list(
        "session", "exercise__name", "done", "kind", "load_kg", "reps"
    ):
        summary = found[session]
        if name not in summary.exercises:
            summary.exercises.append(name)
        if done:
            summary.sets += 1
            summary.volume_kg += _volume_kg(kind, load_kg, reps)
    return list(found.values())


def whose_turn(recent: Sequence[Session]) -> Session | None:
    """Return the session to repeat next: of those in rotation, by title, the one that was done longest ago.

    `recent` holds sessions, the latest first.
    """
    latest: dict[str, Session] = {}
    for session in recent:
        if recent[0].started_at - session.started_at <= ROTATION:
            latest.setdefault(session.title, session)
    return list(latest.values())[-1] if latest else None


def distinct_titles(recent: Iterable[Session], *, most: int) -> list[Session]:
    """Keep the latest session of each title; `recent` holds sessions, the latest first."""
    latest: dict[str, Session] = {}
    for session in recent:
        latest.setdefault(session.title.casefold() or str(session), session)
    return list(latest.values())[:most]


def search(
    owner: User,
    *,
    words: str = "",
    exercise: str = "",
    start: date | None = None,
    end: date | None = None,
    on: date | None = None,
) -> OwnedQuerySet:
    """Return the sessions of these days that hold every word in their title, note or the names of their exercises."""
    rows = Session.objects.for_user(owner)
    for word in words_of(words):
        in_a_name = Exercise.objects.filter(Q(name__icontains=word) | Q(search_text__icontains=word))
        trained = Set.objects.for_user(owner).filter(exercise__in=in_a_name.values("pk")).values("session")
        rows = rows.filter(Q(title__icontains=word) | Q(note__icontains=word) | Q(pk__in=trained))
    if exercise:
        rows = rows.filter(pk__in=Set.objects.for_user(owner).filter(exercise=exercise).values("session"))
    days = {"day__gte": start, "day__lte": end, "day": on}
    return rows.filter(**{name: day for name, day in days.items() if day is not None})


@dataclass(frozen=True)
class Best:
    """The best set of an exercise in one session: the heaviest, then the one with the most reps, time or distance."""

    exercise: Exercise
    set: Set
    sets: int


@dataclass(frozen=True)
class Afterwards:
    """What a session came to. `hard_sets` are working sets at four or fewer reps in reserve, or without a number.

    `muscles` holds hard sets by muscle, most first: a primary muscle counts one, a secondary one half.
    """

    session: Session
    duration: timedelta | None
    sets: int
    volume_kg: float
    hard_sets: int
    exercises: list[Best]
    muscles: list[tuple[Muscle, float]]


def summary(session: Session, *, sets: Iterable[Set] | None = None) -> Afterwards:
    """Return what a session came to. Two queries; one where `sets` are its sets in order, read with their exercises."""
    rows = session.sets.alive().in_order().select_related("exercise") if sets is None else sets
    done = [row for row in rows if row.done]
    working = [row for row in done if row.kind != Kind.WARMUP]
    hard = [row for row in working if is_hard(row.rir)]
    by_exercise: dict[str, list[Set]] = {}
    for row in working:
        by_exercise.setdefault(row.exercise_id, []).append(row)
    return Afterwards(
        session=session,
        duration=session.length,
        sets=len(done),
        volume_kg=sum(_volume_kg(row.kind, row.load_kg, row.reps) for row in done),
        hard_sets=len(hard),
        exercises=[Best(rows[0].exercise, max(rows, key=_rank), len(rows)) for rows in by_exercise.values()],
        muscles=_muscles(Counter(row.exercise_id for row in hard)),
    )


def _volume_kg(kind: str, load_kg: float | None, reps: int | None) -> float:
    return 0.0 if kind == Kind.WARMUP else volume(load_kg, reps)


def _rank(row: Set) -> tuple[float, int, float, float]:
    return (row.load_kg or 0 if row.reps != 0 else -1e9, row.reps or 0, row.duration_s or 0, row.distance_m or 0)


def _muscles(hard: Counter[str]) -> list[tuple[Muscle, float]]:
    """Return hard sets by muscle from hard sets by exercise."""
    counted: dict[str, float] = {}
    for row in ExerciseMuscle.objects.filter(exercise__in=hard):
        share = 1 if row.role == ExerciseMuscle.Role.PRIMARY else HALF
        counted[row.muscle] = counted.get(row.muscle, 0) + share * hard[row.exercise_id]
    order = sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))
    return [(Muscle(name), sets) for name, sets in order]
