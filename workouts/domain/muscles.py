"""Weekly work of each muscle: hard sets and volume, and how much of it comes from hinges.

A set counts whole for a primary muscle and half for a secondary one, its volume likewise.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from accounts.models import User
from workouts.domain.strength import HALF
from workouts.domain.volume import DayWork, daily_work
from workouts.models import Exercise, ExerciseMuscle
from workouts.models.exercise import Muscle, Pattern

WEEK = timedelta(days=7)
COMPARED_WEEKS = 4
Part = tuple[Muscle, float, bool]  # a muscle of an exercise: its share of a set, and whether that is a hinge
POSTERIOR_CHAIN = (Muscle.GLUTES, Muscle.HAMSTRINGS, Muscle.ERECTORS, Muscle.ADDUCTORS)


@dataclass
class Share:
    """Work of one muscle in one week."""

    hard_sets: float = 0.0
    volume_kg: float = 0.0
    hinge_sets: float = 0.0
    hinge_volume_kg: float = 0.0

    @property
    def other_sets(self) -> float:
        """Return the hard sets from exercises that are no hinges."""
        return self.hard_sets - self.hinge_sets

    @property
    def other_volume_kg(self) -> float:
        """Return the volume from exercises that are no hinges."""
        return max(0.0, self.volume_kg - self.hinge_volume_kg)


@dataclass
class MuscleWeeks:
    """The weeks of one muscle, oldest first, weeks without training included."""

    muscle: Muscle
    shares: list[Share] = field(default_factory=list)

    @property
    def now(self) -> Share:
        """Return the latest week."""
        return self.shares[-1]

    def usual_sets(self) -> float:
        """Return the mean of the hard sets over the four weeks before the latest."""
        before = [share.hard_sets for share in self.shares[-1 - COMPARED_WEEKS : -1]]
        return sum(before) / len(before) if before else 0.0

    def usual_volume_kg(self) -> float:
        """Return the mean of the volume over the four weeks before the latest."""
        before = [share.volume_kg for share in self.shares[-1 - COMPARED_WEEKS : -1]]
        return sum(before) / len(before) if before else 0.0


@dataclass
class MuscleLog:
    """Every trained muscle by week. `weeks` are Mondays."""

    weeks: list[date]
    muscles: list[MuscleWeeks]

    def of(self, muscle: Muscle) -> MuscleWeeks:
        """Return the weeks of one muscle, all empty where it was not trained."""
        empty = MuscleWeeks(muscle, [Share() for _ in self.weeks])
        return next((line for line in self.muscles if line.muscle == muscle), empty)


def muscle_log(*, owner: User, start: date | None, on: date) -> MuscleLog:
    """Return the muscles' weeks from that of `start` (None: the first ever) to that of `on`. Two queries.

    Muscles come in the order of their list, those never trained left out.
    """
    first = monday(start) if start else None
    days = daily_work(owner=owner, start=first, end=monday(on) + WEEK - timedelta(days=1))
    begin = first or monday(min((row.day for row in days), default=on))
    weeks = [begin + WEEK * number for number in range((monday(on) - begin) // WEEK + 1)]
    found = _credit(days, _parts({row.exercise for row in days}), begin, len(weeks))
    return MuscleLog(weeks, [MuscleWeeks(muscle, found[muscle]) for muscle in Muscle if muscle in found])


def week_of_exercise(*, owner: User, exercise: Exercise, on: date) -> list[tuple[Muscle, float]]:
    """Return this week's hard sets, from all exercises, of each muscle that is primary in this one. Two queries."""
    begin = monday(on)
    days = daily_work(owner=owner, start=begin, end=begin + WEEK - timedelta(days=1))
    parts = _parts({row.exercise for row in days} | {exercise.pk})
    found = _credit(days, parts, begin, 1)
    return [
        (muscle, found[muscle][0].hard_sets) for muscle, part, _ in parts[exercise.pk] if part == 1 and muscle in found
    ]


def by_month(weeks: Sequence[date], shares: Sequence[Share]) -> list[tuple[date, Share]]:
    """Return each month's mean week: of the weeks whose Monday lies in it."""
    months: dict[date, list[Share]] = defaultdict(list)
    for week, share in zip(weeks, shares, strict=True):
        months[week.replace(day=1)].append(share)
    return [(month, _mean(found)) for month, found in months.items()]


def monday(day: date) -> date:
    """Return the Monday of the day's week."""
    return day - timedelta(days=day.weekday())


def _parts(exercises: Iterable[str]) -> dict[str, list[Part]]:
    columns = ("exercise", "exercise__pattern", "muscle", "role")
    roles = ExerciseMuscle.objects.filter(exercise__in=list(exercises)).order_by("pk").values_list(*columns)
    parts: dict[str, list[Part]] = defaultdict(list)
    for exercise, pattern, muscle, role in roles:
        share = 1.0 if role == ExerciseMuscle.Role.PRIMARY else HALF
        parts[exercise].append((Muscle(muscle), share, pattern == Pattern.HINGE))
    return parts


def _credit(
    days: Iterable[DayWork], parts: dict[str, list[Part]], begin: date, weeks: int
) -> dict[Muscle, list[Share]]:
    found: dict[Muscle, list[Share]] = {}
    for row in days:
        week = (row.day - begin) // WEEK
        for muscle, part, hinge in parts[row.exercise]:
            if muscle not in found:
                found[muscle] = [Share() for _ in range(weeks)]
            share = found[muscle][week]
            share.hard_sets += part * row.hard_sets
            share.volume_kg += part * row.volume_kg
            if hinge:
                share.hinge_sets += part * row.hard_sets
                share.hinge_volume_kg += part * row.volume_kg
    return found


def _mean(shares: Sequence[Share]) -> Share:
    count = len(shares)
    return Share(
        sum(share.hard_sets for share in shares) / count,
        sum(share.volume_kg for share in shares) / count,
        sum(share.hinge_sets for share in shares) / count,
        sum(share.hinge_volume_kg for share in shares) / count,
    )
