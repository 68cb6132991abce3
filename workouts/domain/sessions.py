"""Sessions: start, change, finish, delete and take back."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from accounts.models import User
from core.owned import Tombstone
from core.versions import next_version
from workouts.domain.followers import stamp_followers
from workouts.domain.planning import planned_like
from workouts.domain.session_bests import date_bests, refresh_bests
from workouts.domain.template_rows import planned_rows
from workouts.models import Session, Set, Template

FORGOTTEN_AFTER = timedelta(hours=2)
DOUBLE_TAP = timedelta(minutes=1)


@transaction.atomic
def start_session(
    *,
    owner: User,
    at: datetime,
    title: str = "",
    like: Session | None = None,
    template: Template | None = None,
    rows: Sequence[Mapping[str, Any]] | None = None,
    id: uuid.UUID | None = None,
) -> Session:
    """Open a session, empty, with a template's plan, another session's done sets as a plan, or the rows of a start.

    A second tap opens the same one, and so does the same `id`, which a browser may choose; one that is taken, by
    whomever, is replaced by a fresh one.
    """
    next_version(owner.pk)  # first of all: of two taps at once the second then sees what the first one made
    source = template or like
    title = title or (source.title if source else "")
    known: Session | None = Session.objects.filter(pk=id).first() if id else None
    if known is not None and known.owner_id == owner.pk and known.deleted_at is None:
        return known
    just_now = Session.objects.for_user(owner).running().filter(started_at__gt=at - DOUBLE_TAP, title=title)
    untouched = just_now.filter(template=template).exclude(sets__done=True)
    same = untouched if template else untouched.filter(sets__isnull=like is None and not rows)
    if isinstance(twin := same.first(), Session):
        return twin
    session = Session(owner=owner, started_at=at, title=title, template=template)
    if id and known is None and not Tombstone.objects.holds(Session, id):
        session.pk = id
    save_session(session)
    if template is not None:
        Set.objects.bulk_create(planned_rows(template, owner=owner, at=at, session=session))
    elif rows:
        fixed = {"owner": owner, "session": session, "performed_at": at, "done": False, "v": session.v}
        Set.objects.bulk_create(
            Set(exercise_id=row["exercise"], **{name: row[name] for name in row if name != "exercise"}, **fixed)
            for row in rows
        )
    elif like is not None:
        sets = like.sets.alive().done().in_order()
        Set.objects.bulk_create(
            planned_like(old, session=session, at=at, block=old.block, superset=old.superset, position=old.position)
            for old in sets
        )
    return session


@transaction.atomic
def save_session(session: Session, *, moved: bool = False) -> Session:
    """Store a new or changed session under the owner's next version; `moved` says that its start has changed.

    The local day is that of the start as it was entered: a new time zone in the profile moves no old session.
    """
    if moved or session._state.adding:
        session.set_start_day()
    known = not session._state.adding
    session.stamp()
    session.save()
    if known:
        date_bests(session)
    return session


@transaction.atomic
def move_session(session: Session, *, by: timedelta) -> Session:
    """Store a session whose start was corrected; its sets move along, since last time is looked up by their times."""
    save_session(session, moved=True)
    session.sets.update(performed_at=F("performed_at") + by, v=session.v)
    return session


def finish_session(session: Session, *, at: datetime) -> Session:
    """End a session. One left open for long ends with its last set, not with the tap that remembered it.

    One that has ended stays as it is: a page left open elsewhere still shows the button.
    """
    if session.finished_at:
        return session
    last = session.sets.alive().done().order_by("-performed_at").values_list("performed_at", flat=True).first()
    forgotten = at - (last or session.started_at) > FORGOTTEN_AFTER
    session.finished_at = max(session.started_at, (last or session.started_at) if forgotten else at)
    return save_session(session)


def reopen_session(session: Session) -> Session:
    """Make a finished session the running one again."""
    session.finished_at = None
    return save_session(session)


@transaction.atomic
def delete_session(session: Session, *, at: datetime) -> None:
    """Delete a session with its sets; `restore_session` brings back exactly these."""
    session.deleted_at = at
    save_session(session)
    session.sets.alive().update(deleted_at=at, v=session.v)
    refresh_bests(session.pk)
    stamp_followers(session.owner_id, session.v)


@transaction.atomic
def restore_session(session: Session) -> None:
    """Take a deletion back, with the sets that went with it."""
    gone_at = session.deleted_at
    session.deleted_at = None
    save_session(session)
    session.sets.filter(deleted_at=gone_at).update(deleted_at=None, v=session.v)
    refresh_bests(session.pk)
    stamp_followers(session.owner_id, session.v)


def check_session(values: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with a session's values taken together, by field."""
    if values.get("finished_at") and values["finished_at"] < values["started_at"]:
        return {"finished_at": "A session ends after it starts."}
    return {}
