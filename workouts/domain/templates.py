"""Templates: store, copy, make from a session, delete and take back."""

from collections.abc import Iterable, Sequence
from copy import copy
from datetime import datetime
from itertools import groupby
from typing import Any

from django.db import transaction

from workouts.domain.last_time import last_sets
from workouts.domain.planning import planned_like
from workouts.models import Exercise, Session, Set, Template, TemplateLine
from workouts.models.set import MAX_PLACE
from workouts.models.template import MOST_SETS

MOST_LINES = 100
MOST_SETS_IN_ALL = 300  # far beyond any session, and far from what a page can show at once
USUAL_SETS = 3  # of an exercise that was never done before
NUMBERS = ("kind", "side", "reps", "load_kg", "duration_s", "distance_m", "rest_s")


def check_lines(lines: Sequence[TemplateLine]) -> str | None:
    """Return what is wrong with lines taken together, in a sentence."""
    if len(lines) > MOST_LINES or sum(line.sets for line in lines) > MOST_SETS_IN_ALL:
        return f"A template holds at most {MOST_LINES} lines and {MOST_SETS_IN_ALL} sets."
    return None


@transaction.atomic
def save_template(template: Template, *, lines: Iterable[TemplateLine] | None = None) -> Template:
    """Store a new or changed template under the owner's next version; lines, where given, replace all there were."""
    template.stamp()
    template.save()
    if lines is not None:
        template.lines.all().delete()
        TemplateLine.objects.bulk_create(_as_new(line, template) for line in lines)
        template.__dict__.get("_prefetched_objects_cache", {}).pop("lines", None)
    return template


@transaction.atomic
def template_from(
    session: Session, *, title: str = "", weekdays: Sequence[int] = (), keep_loads: bool = False
) -> Template:
    """Make a template of what was done in a session: runs of equal sets become lines.

    Without `keep_loads` each line takes last time's loads whenever it is started.
    """
    template = Template(owner=session.owner, title=title or str(session), weekdays=sorted(weekdays))
    return save_template(template, lines=lines_of(session, keep_loads=keep_loads))


def lines_of(session: Session, *, keep_loads: bool = False) -> list[TemplateLine]:
    """Return the lines that a session's done sets come to; of one without any, its planned sets. One query."""
    sets = list(session.sets.alive().in_order().select_related("exercise"))
    done = [row for row in sets if row.done]
    lines = grouped(done or sets, session=session, keep_loads=keep_loads)
    while check_lines(lines):  # no session is that long, but a script may have made one
        lines.pop()
    return lines


def grouped(sets: Sequence[Set], *, session: Session, keep_loads: bool = False) -> list[TemplateLine]:
    """Put equal sets that follow one another in a run into one line each. Blocks are numbered from 0."""
    lines: list[TemplateLine] = []
    for block, (_, run) in enumerate(groupby(sets, key=lambda row: (row.block, row.exercise_id))):
        asked = [_asked(row, session=session, keep_loads=keep_loads) for row in run]
        for position, (_, equal) in enumerate(groupby(asked, key=lambda line: [getattr(line, n) for n in NUMBERS])):
            first, *rest = equal
            first.block, first.position, first.sets = block, position, min(1 + len(rest), MOST_SETS)
            lines.append(first)
    return lines


def lines_for(template: Template, *, exercise: Exercise, at: datetime) -> list[TemplateLine]:
    """Return lines to begin with for one more exercise: those of last time, else three sets."""
    now = Session(owner=template.owner, started_at=at)
    before = last_sets(template.owner, [exercise.pk], before=now).get(exercise.pk, [])
    lines = grouped(before, session=now) or [TemplateLine(exercise=exercise, sets=USUAL_SETS)]
    last = template.lines.order_by("block").last()
    for position, line in enumerate(lines):  # last time it may have come in two runs; here it is one
        line.block, line.position, line.superset = 0 if last is None else min(last.block + 1, MAX_PLACE), position, None
    return lines


@transaction.atomic
def add_exercise(template: Template, *, exercise: Exercise, at: datetime) -> list[TemplateLine]:
    """Put one more exercise at the end of a template; none where it is full. Two at once both find their place."""
    template.stamp()
    template.save()
    lines = lines_for(template, exercise=exercise, at=at)
    if check_lines([*template.lines.all(), *lines]):
        return []
    return TemplateLine.objects.bulk_create(_as_new(line, template) for line in lines)


def duplicate_template(template: Template) -> Template:
    """Return a copy that is due on no day, so that no two are due at once."""
    title = f"{template.title[:113]}, copy"
    twin = Template(owner=template.owner, title=title, note=template.note)
    return save_template(twin, lines=list(template.lines.all()))


def delete_template(template: Template, *, at: datetime) -> Template:
    """Delete a template; sessions that came from it stay, and `restore_template` brings it back."""
    template.deleted_at = at
    return save_template(template)


def restore_template(template: Template) -> Template:
    """Take a deletion back."""
    template.deleted_at = None
    return save_template(template)


def placed(rows: Iterable[dict[str, Any]]) -> list[TemplateLine]:
    """Return lines in the order given; where a row names no place, runs of one exercise share a block."""
    lines: list[TemplateLine] = []
    for row in rows:
        line, before = TemplateLine(**row), lines[-1] if lines else None
        if "block" not in row:
            same = before is not None and before.exercise_id == line.exercise_id
            line.block = 0 if before is None else before.block if same else min(before.block + 1, MAX_PLACE)
        if "position" not in row:
            beside = [other.position for other in lines if other.block == line.block]
            line.position = min(max(beside, default=-1) + 1, MAX_PLACE)
        lines.append(line)
    return lines


def _asked(row: Set, *, session: Session, keep_loads: bool) -> TemplateLine:
    """Return the line that asks for one set like this; a missed lift asks for a made one, as on a repeat."""
    plan = planned_like(row, session=session, at=session.started_at)
    line = TemplateLine(superset=row.superset, **{name: getattr(plan, name) for name in NUMBERS})
    if "exercise" in row._state.fields_cache:
        line.exercise = row.exercise
    line.exercise_id = row.exercise_id
    line.reps = plan.planned_reps or plan.reps
    if not keep_loads:
        line.load_kg = None
    return line


def _as_new(line: TemplateLine, template: Template) -> TemplateLine:
    fresh = copy(line)
    fresh.pk, fresh.template, fresh._state = None, template, copy(line._state)
    fresh._state.adding = True
    return fresh
