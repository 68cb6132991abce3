"""Templates in a few words, and with their lines read along."""

from collections.abc import Iterable
from itertools import groupby

from django.db.models import Prefetch

from core.owned import OwnedQuerySet
from workouts.models import TemplateLine
from workouts.models.set import Kind


def with_lines(templates: OwnedQuerySet) -> OwnedQuerySet:
    """Read the lines and their exercises along with the templates: one more query in all."""
    return templates.prefetch_related(Prefetch("lines", TemplateLine.objects.select_related("exercise")))


def outline(lines: Iterable[TemplateLine]) -> list[str]:
    """Return one phrase an exercise, warm-ups left out: Deadlift 3 × 5. One query where exercises were not read."""
    phrases = []
    for _, run in groupby(lines, key=lambda line: (line.block, line.exercise_id)):
        rows = list(run)
        work = [line for line in rows if line.kind != Kind.WARMUP] or rows
        phrases.append(f"{rows[0].exercise.name} {_work(work)}")
    return phrases


def _work(lines: list[TemplateLine]) -> str:
    sets = sum(line.sets for line in lines)
    if len({(line.reps, line.duration_s, line.distance_m) for line in lines}) > 1:
        return f"{sets} sets"
    first = lines[0]
    if first.reps:
        return f"{sets} × {first.reps}"
    if first.duration_s:
        return f"{sets} × {first.duration_s:g} s"
    if first.distance_m:
        return f"{sets} × {first.distance_m:g} m"
    return f"{sets} set{'s' if sets > 1 else ''}"
