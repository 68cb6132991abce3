"""What was done last time."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery, UUIDField

from accounts.models import User
from workouts.models import Exercise, Session, Set


def last_sets(owner: User, exercises: Iterable[str], *, before: Session) -> dict[str, list[Set]]:
    """Return, for each exercise, the done sets of the last session before this one that had it. Two queries.

    The last session is looked up once an exercise, never once a set: that would be quadratic in a long history.
    """
    earlier = (
        Set.objects.for_user(owner).done().filter(session__started_at__lt=before.started_at).exclude(session=before)
    )
    latest = earlier.filter(exercise=OuterRef("pk")).order_by("-session__started_at").values("session")[:1]
    known = Exercise.objects.filter(pk__in=list(exercises)).annotate(latest=Subquery(latest, UUIDField()))
    last = dict(known.exclude(latest=None).values_list("pk", "latest"))
    found: dict[str, list[Set]] = {}
    for row in earlier.filter(exercise__in=last, session__in=last.values()).in_order() if last else []:
        if row.session_id == last[row.exercise_id]:
            found.setdefault(row.exercise_id, []).append(row)
    return found
