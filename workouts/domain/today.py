"""What Today says about training: what to go on with or start next, and what was done last."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from accounts.models import User
from workouts.domain.history import Summary, summaries, whose_turn
from workouts.domain.outline import outline, with_lines
from workouts.domain.schedule import Due, agenda
from workouts.models import Session, Template

LOOKED_THROUGH = 12  # sessions back: several rounds of any rotation


@dataclass(frozen=True)
class Ahead:
    """At most one of `running`, `due` and `turn` is there: the unfinished session, the template due, the one to repeat.

    `outline` is what the template holds; `last` is the last session that is over.
    """

    running: Summary | None = None
    due: Due | None = None
    outline: tuple[str, ...] = ()
    turn: Summary | None = None
    last: Summary | None = None


def ahead(owner: User, *, on: date) -> Ahead:
    """Return what lies ahead on the athlete's local day `on`. Four queries at most."""
    open_first = Session.objects.for_user(owner).order_by(F("finished_at").desc(nulls_first=True), "-started_at")
    sessions = sorted(open_first[:LOOKED_THROUGH], key=lambda row: row.started_at, reverse=True)
    running = next((row for row in sessions if row.finished_at is None), None)
    finished = [row for row in sessions if row.finished_at]
    rows = [] if running else list(with_lines(Template.objects.for_user(owner)))
    due = next((due for due in agenda(rows, sessions, on=on) if due.day), None)
    turn = None if running or due else whose_turn(finished)
    last = finished[0] if finished else None
    told = {one.session.pk: one for one in summaries(row for row in (running, turn, last) if row)}
    return Ahead(
        running=told[running.pk] if running else None,
        due=due,
        outline=tuple(outline(due.template.lines.all())) if due else (),
        turn=told[turn.pk] if turn else None,
        last=told[last.pk] if last else None,
    )
