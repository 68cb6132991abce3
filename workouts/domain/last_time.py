"""What was done last time."""

from collections.abc import Iterable

from django.db.models import OuterRef, Subquery

from accounts.models import User
from workouts.models import Session, Set


def last_sets(owner: User, exercises: Iterable[str], *, before: Session) -> dict[str, list[Set]]:
    """Return, for each exercise, the done sets of the last session before this one that had it. One query."""
    earlier = (
        Set.objects.for_user(owner).done().filter(session__started_at__lt=before.started_at).exclude(session=before)
    )
    latest = earlier.filter(exercise=OuterRef("exercise")).order_by("-session__started_at").values("session")[:1]
    found: dict[str, list[Set]] = {}
    for row in earlier.filter(exercise__in=list(exercises), session=Subquery(latest)).in_order():
        found.setdefault(row.exercise_id, []).append(row)
    return found
