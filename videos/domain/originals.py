"""Originals that a person does not want to keep: the web version stays, and with it everything that is shown."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Sum
from django.utils import timezone

from accounts.models import User
from core.stored import remove_stored
from core.versions import next_version
from videos.models import Status, Video

if TYPE_CHECKING:
    from videos.models import VideoQuerySet


def droppable(owner: User) -> "VideoQuerySet":
    """Return the person's clips whose web version is there, and the original too."""
    rows: VideoQuerySet = Video.objects.for_user(owner).filter(status=Status.READY)
    return rows.exclude(original="").exclude(rendition="")


def to_drop(owner: User) -> dict[str, int]:
    """Return how many originals could go, and their bytes, as `count` and `size`."""
    found: dict[str, int | None] = droppable(owner).aggregate(count=Count("pk"), size=Sum("size"))
    return {name: value or 0 for name, value in found.items()}


def drop_originals(owner: User) -> int:
    """Remove the originals of all clips that have a web version, for good; return how many there were."""
    with transaction.atomic():
        v = next_version(owner.pk)
        found = dict(droppable(owner).select_for_update().values_list("pk", "original"))
        names = list(found.values())
        # Only what was read: a clip that becomes ready this moment was not among those that the page counted.
        Video.objects.filter(pk__in=found).update(original="", v=v, updated_at=timezone.now())
        # What a crash or the storage leaves here, the daily sweep removes.
        transaction.on_commit(lambda: remove_stored(names), robust=True)
    return len(found)
