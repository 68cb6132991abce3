"""What was done last time."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery, UUIDField

from accounts.models import User
from workouts.models import Exercise, Session, Set
from workouts.models.set import SetQuerySet


def last_sets(owner: User, exercises: Iterable[str], *, before: Session) -> dict[str, list[Set]]:
    """Return, for each exercise, the done sets of the last session before this one that had it. Two queries."""
    earlier = earlier_sets(owner, before=before)
    known = with_last_sessions(Exercise.objects.filter(pk__in=list(exercises)), earlier)
    last = {row.pk: row.last_session for row in known if row.last_session}  # type: ignore[attr-defined]
    found: dict[str, list[Set]] = {}
    for row in earlier.filter(exercise__in=last, session__in=last.values()).in_order() if last else []:
        if row.session_id == last[row.exercise_id]:
            found.setdefault(row.exercise_id, []).append(row)
    return found


def earlier_sets(owner: User, *, before: Session | None = None) -> SetQuerySet:
    """Return what a person did, all of it or in sessions that started before this one."""
    return earlier_rows(owner, before=before).done()


def earlier_rows(owner: User, *, before: Session | None = None) -> SetQuerySet:
    """Return done and planned sets, all of them or those of sessions that started before this one."""
    rows: SetQuerySet = Set.objects.for_user(owner).filter(session__deleted_at=None)
    if before is None:
        return rows
    return rows.filter(session__started_at__lt=before.started_at).exclude(session=before)


def with_last_sessions(
    exercises: QuerySet[Exercise], earlier: SetQuerySet, *, until: date | None = None
) -> QuerySet[Exercise]:
    """Add to each exercise the `last_session` among these sets, and the one before the day `until` as `base_session`.

    They are looked up once an exercise by the index of its sets, never once a set: that would be quadratic in a long
    history. A session that ended after the warm-ups is nobody's last time.
    """
    latest = earlier.working().filter(exercise=OuterRef("pk")).order_by("-performed_at").values("session")
    found = exercises.annotate(last_session=Subquery(latest[:1], UUIDField()))
    if until is None:
        return found
    return found.annotate(base_session=Subquery(latest.filter(session__day__lt=until)[:1], UUIDField()))
