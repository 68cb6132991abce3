"""What a session can start from without a server: templates, and the last sessions as they were."""

from datetime import date, datetime
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from workouts.domain.outings import History
from workouts.domain.planning import BARE, planned_values
from workouts.domain.schedule import agenda
from workouts.domain.template_rows import planned_rows
from workouts.models import Session, Set, TemplateLine

MOST_SESSIONS = 4
LOOKED_AT = 12  # sessions among which so many different ones are found
PLACE = ("block", "superset", "position")


def recent_sessions(owner: User) -> QuerySet[Session]:
    """Return the last finished sessions, among which the different ones are to be found."""
    found: QuerySet[Session] = Session.objects.for_user(owner).finished().newest_first()[:LOOKED_AT]
    return found


def template_starts(owner: User, history: History, *, on: date, at: datetime) -> list[dict[str, Any]]:
    """Return the templates with their rows, those due first. One query."""
    lines = TemplateLine.objects.filter(template__owner=owner, template__deleted_at=None).select_related("template")
    templates = []
    for _, theirs in groupby(lines.order_by("template", "block", "position", "pk"), key=lambda line: line.template_id):
        group = list(theirs)
        template = group[0].template
        template._prefetched_objects_cache = {"lines": group}  # type: ignore[attr-defined]  # no second query for them
        templates.append(template)
    sessions = {row.session_id: row.session for row in history.rows}
    last = history.last_sets()
    return [
        {
            "kind": "template",
            "id": str(due.template.pk),
            "title": due.template.title,
            "due": due.today,
            "rows": [_row(row) for row in planned_rows(due.template, owner=owner, at=at, before=last)],
        }
        for due in agenda(templates, sessions.values(), on=on)
    ]


def session_starts(history: History) -> list[dict[str, Any]]:
    """Return the last different finished sessions, each to be done again as it was."""
    found: dict[str, list[Set]] = {}
    finished = [row for row in history.rows if row.session.finished_at]
    for _, group in groupby(reversed(finished), key=lambda row: row.session_id):
        rows = list(group)[::-1]
        name = rows[0].session.title or " ".join(dict.fromkeys(row.exercise_id for row in rows))
        found.setdefault(name, rows)
    return [
        {
            "kind": "session",
            "id": str(rows[0].session_id),
            "title": str(rows[0].session),
            "due": False,
            "rows": [_place(row) | planned_values(row) for row in rows],
        }
        for rows in list(found.values())[:MOST_SESSIONS]
    ]


def _row(row: Set) -> dict[str, Any]:
    return _place(row) | {name: getattr(row, name) for name in BARE}


def _place(row: Set) -> dict[str, Any]:
    return {"exercise": row.exercise_id} | {name: getattr(row, name) for name in PLACE}
