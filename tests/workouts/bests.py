"""The bests of sessions once more, worked out in the plainest way from the sets: what the table must be equal to."""

from collections import defaultdict
from typing import Any

from django.db.models import Count, F, FloatField, Q, Sum
from django.db.models.functions import Cast

from core.units import from_kg
from workouts.domain.progression import COLUMNS as OF_SET
from workouts.domain.progression import IN_ORDER, WorkingSet, estimates, top_sets
from workouts.models import Session, SessionBest, Set

Group = tuple[Any, str]
TOTALS = ("volume_kg", "reps", "duration_s", "distance_m", "sets", "hard_sets")


def stored_bests() -> dict[Group, dict[str, Any]]:
    """Return the table, by session and exercise, its loads as they are shown."""
    found = {}
    for row in SessionBest.objects.values():
        estimate = [row[name] for name in ("e1rm_kg", "e1rm_low_kg", "e1rm_high_kg", "e1rm_load_kg")]
        found[row["session_id"], row["exercise_id"]] = {
            "owner": row["owner_id"],
            "began": (row["day"], row["started_at"]),
            "e1rm": row["e1rm_set"]
            and [*(from_kg(part, "kg") for part in estimate), row["e1rm_reps"], row["e1rm_set"]],
            "top": row["top_set"] and [from_kg(row["top_load_kg"], "kg"), row["top_reps"], row["top_set"]],
            "totals": {name: row[name] for name in TOTALS},
        }
    return found


def counted_bests() -> dict[Group, dict[str, Any]]:
    """Return what the table should hold: totals by a GROUP BY, bests by the functions of progression."""
    sets = Set.objects.filter(deleted_at=None, session__deleted_at=None, done=True).exclude(kind="warmup")
    rows = defaultdict(list)
    for exercise, *values in sets.order_by(*IN_ORDER).values_list("exercise", *OF_SET):
        row = WorkingSet(*values)
        rows[row.session, exercise].append(row)
    lifted = Sum(F("load_kg") * Cast("reps", FloatField()), filter=Q(load_kg__gt=0))
    totals = sets.order_by().values_list("session", "exercise").annotate(
        volume=lifted, made=Sum("reps"), time=Sum("duration_s"), distance=Sum("distance_m"), count=Count("pk"),
        hard=Count("pk", filter=Q(rir=None) | Q(rir__lte=4)),
    )  # fmt: skip
    summed = {(session, exercise): [round(value or 0, 3) for value in sums] for session, exercise, *sums in totals}
    assert summed.keys() == rows.keys()
    about = {pk: of_it for pk, *of_it in Session.objects.values_list("pk", "owner", "day", "started_at")}
    found = {}
    for group, of_group in rows.items():
        owner, *began = about[group[0]]
        (estimate,) = estimates(of_group) or [None]
        (top,) = top_sets(of_group) or [None]
        found[group] = {
            "owner": owner,
            "began": tuple(began),
            "e1rm": estimate
            and [estimate.value, estimate.low, estimate.high, estimate.load, estimate.reps, estimate.set],
            "top": top and [top.load, top.reps, top.set],
            "totals": dict(zip(TOTALS, summed[group], strict=True)),
        }
    return found
