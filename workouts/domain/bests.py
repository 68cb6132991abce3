"""The best of each exercise so far, in one or two queries however many exercises."""

from dataclasses import dataclass, field

from django.db.models import Count, F, Max, Q, Sum

from workouts.domain.attempts import GOOD_FORM
from workouts.domain.strength import estimate
from workouts.models.set import Kind, SetQuerySet

MOST_REPS = 12


@dataclass
class Bests:
    """The heaviest load in kg with at least so many repetitions ("1" to "12"), and the best of everything else.

    `most_reps` counts sets without added load; `longest_s` and `farthest_m` whatever the load.
    `held_kg` is the heaviest load whose form was rated as held, with no fault.
    """

    reps: dict[str, float] = field(default_factory=dict)
    e1rm_kg: float | None = None
    volume_kg: float | None = None
    heaviest_kg: float | None = None
    most_reps: int | None = None
    longest_s: float | None = None
    farthest_m: float | None = None
    held_kg: float | None = None


def bests(done: SetQuerySet, *, volumes: bool = False) -> dict[str, Bests]:
    """Return the bests of each exercise among these done sets. Warm-ups and missed lifts never count.

    One query; with the best session volumes, two.
    """
    working = done.exclude(kind=Kind.WARMUP).exclude(reps=0).order_by()
    groups = working.values_list("exercise", "reps", "rir").annotate(
        load=Max("load_kg"),
        unloaded=Count("pk", filter=Q(load_kg=None) | Q(load_kg=0)),
        time=Max("duration_s"),
        distance=Max("distance_m"),
        held=Max("load_kg", filter=Q(form_rating__gte=GOOD_FORM, faults=[])),
    )
    found: dict[str, Bests] = {}
    for exercise, reps, rir, load_kg, unloaded, longest_s, farthest_m, held_kg in groups:
        best = found.setdefault(exercise, Bests())
        best.longest_s = _larger(best.longest_s, longest_s)
        best.farthest_m = _larger(best.farthest_m, farthest_m)
        best.held_kg = _larger(best.held_kg, held_kg)
        if unloaded and reps:
            best.most_reps = max(best.most_reps or 0, reps)
        if load_kg is None or load_kg <= 0:
            continue
        best.heaviest_kg = _larger(best.heaviest_kg, load_kg)
        for count in range(1, min(reps or 0, MOST_REPS) + 1):
            best.reps[str(count)] = max(best.reps.get(str(count), 0.0), load_kg)
        estimated = estimate(load_kg, reps, rir)
        if estimated:
            best.e1rm_kg = _larger(best.e1rm_kg, estimated.value)
    for exercise, volume_kg in _volumes(working) if volumes else []:
        found[exercise].volume_kg = volume_kg
    return found


def _larger(known: float | None, value: float | None) -> float | None:
    return value if known is None or (value is not None and value > known) else known


def _volumes(working: SetQuerySet) -> list[tuple[str, float]]:
    """Return the largest session volume of each exercise."""
    lifted = working.filter(load_kg__gt=0, reps__gt=0)
    sums = lifted.values("exercise", "session").annotate(volume=Sum(F("load_kg") * F("reps")))
    largest: dict[str, float] = {}
    for exercise, volume_kg in sums.values_list("exercise", "volume"):
        largest[exercise] = max(largest.get(exercise, 0.0), volume_kg)
    return [(exercise, round(volume_kg, 3)) for exercise, volume_kg in largest.items()]
