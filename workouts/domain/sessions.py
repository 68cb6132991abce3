"""Sessions: start, change, finish, delete and take back."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from workouts.domain.planning import planned_like
from workouts.models import Session, Set

FORGOTTEN_AFTER = timedelta(hours=2)
DOUBLE_TAP = timedelta(minutes=1)


@transaction.atomic
def start_session(*, owner: User, at: datetime, title: str = "", like: Session | None = None) -> Session:
    """Open a session; `like` fills it with another session's done sets as a plan. A second tap opens the same one."""
    title = title or (like.title if like else "")
    just_now = Session.objects.for_user(owner).running().filter(started_at__gt=at - DOUBLE_TAP, title=title)
    untouched = just_now.exclude(sets__done=True).filter(sets__isnull=like is None).first()
    if isinstance(untouched, Session):
        return untouched
    session = save_session(Session(owner=owner, started_at=at, title=title))
    if like is not None:
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
    session.stamp()
    session.save()
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


@transaction.atomic
def restore_session(session: Session) -> None:
    """Take a deletion back, with the sets that went with it."""
    gone_at = session.deleted_at
    session.deleted_at = None
    save_session(session)
    session.sets.filter(deleted_at=gone_at).update(deleted_at=None, v=session.v)


def check_session(values: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with a session's values taken together, by field."""
    if values.get("finished_at") and values["finished_at"] < values["started_at"]:
        return {"finished_at": "A session ends after it starts."}
    return {}
