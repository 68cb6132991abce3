"""Practice: check, store, delete and take back what was logged, and log the rest of a dose with one tap."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Sum

from accounts.models import User
from core.versions import hold_version
from drills.domain.dose import Dose
from drills.models import Drill, DrillClip, DrillLog
from videos.models import Video

MEASURED = ("load_kg", "distance_m", "duration_s")


def check_log(values: dict[str, Any]) -> dict[str, str]:
    """Return what is wrong with a log's values taken together, by field."""
    reps, clean = values.get("reps"), values.get("clean_reps")
    if reps is None and values.get("duration_s") is None:
        return {"reps": "Enter the reps, or the time where that is what counts."}
    if clean is not None and reps is None:
        return {"clean_reps": "Clean reps are counted among the reps: enter those too."}
    if clean is not None and clean > reps:
        return {"clean_reps": "There cannot be more clean reps than reps."}
    return {}


@transaction.atomic
def save_log(row: DrillLog, *, moved: bool = False) -> DrillLog:
    """Store new or changed practice under the owner's next version; `moved` says that its time has changed."""
    if moved or row._state.adding:
        row.set_day()
    for name in MEASURED:
        value = getattr(row, name)
        setattr(row, name, None if value is None else round(value, 3))
    row.stamp()
    row.save()
    return row


@transaction.atomic
def delete_log(row: DrillLog, *, at: datetime) -> DrillLog:
    """Delete practice; its clips stay as videos, and `restore_log` brings it back to them."""
    row.deleted_at = at
    return _with_clips(save_log(row))


@transaction.atomic
def restore_log(row: DrillLog) -> DrillLog:
    """Take a deletion back."""
    row.deleted_at = None
    return _with_clips(save_log(row))


def _with_clips(row: DrillLog) -> DrillLog:
    """Give the clips the version too: they show that the practice is there."""
    Video.objects.filter(pk__in=DrillClip.objects.filter(log=row).values("video")).update(v=row.v)
    return row


def amount_done(*, owner: User, drill: Drill, day: date, timed: bool) -> float:
    """Return the reps, or seconds, that were logged of a drill on a local day. One query."""
    rows: Any = DrillLog.objects.for_user(owner).on_day(day).filter(drill=drill)
    found = rows.aggregate(all=Sum("duration_s" if timed else "reps"))["all"]
    return float(found or 0)


@transaction.atomic
def log_dose(*, owner: User, drill: Drill, dose: Dose, at: datetime) -> DrillLog | None:
    """Log what is left of a dose on the day of `at`, every rep as clean; None where it is done already."""
    hold_version(owner.pk)  # of two taps at once the second sees what the first one logged
    done = amount_done(owner=owner, drill=drill, day=owner.local_date(at), timed=dose.timed)
    left = dose.total - done
    if left <= 0:
        return None
    row = DrillLog(owner=owner, drill=drill, performed_at=at, sets=sets_left(dose, done), distance_m=dose.distance_m)
    if dose.timed:
        row.duration_s = left
    else:
        row.reps = row.clean_reps = round(left)
    return save_log(row)


def sets_left(dose: Dose, done: float) -> int:
    """Return how many sets of a dose are not begun or not finished, at least one."""
    a_set = dose.total / dose.sets
    return max(1, dose.sets - int(done // a_set)) if a_set else dose.sets


def last_log(*, owner: User, drill: Drill) -> DrillLog | None:
    """Return the person's latest practice of a drill, whose numbers the next one begins with. One query."""
    rows: Any = DrillLog.objects.for_user(owner).filter(drill=drill).select_related("drill")
    found: DrillLog | None = rows.newest_first().first()
    return found
