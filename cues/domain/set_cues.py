"""The cues that somebody had in mind in a set."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from core.versions import next_version
from cues.models import Cue, SetCues
from workouts.models import Set

MOST = 20  # cues in one set: more than anybody has in mind


def set_cues_of(row: Set) -> SetCues:
    """Return what was ticked off for a set; where that is nothing, an empty row that is not stored."""
    return SetCues.objects.filter(set=row).first() or SetCues(set=row, owner_id=row.owner_id)


def unknown_cues(owner: User, slugs: Iterable[str]) -> list[str]:
    """Return those that are neither in the library nor the person's own. An own cue that was deleted is still known."""
    asked = list(dict.fromkeys(slugs))
    rows: Any = Cue.objects.filter(Q(owner=None) | Q(owner=owner), slug__in=asked)
    known = set(rows.values_list("slug", flat=True))
    return [slug for slug in asked if slug not in known]


@transaction.atomic
def save_set_cues(row: Set, *, cues: Iterable[str]) -> SetCues:
    """Store which cues were ticked off for a set, each once, under the owner's next version."""
    v = next_version(row.owner_id)
    values = {"owner_id": row.owner_id, "cues": list(dict.fromkeys(cues)), "v": v}
    return SetCues.objects.update_or_create(set=row, defaults=values)[0]
