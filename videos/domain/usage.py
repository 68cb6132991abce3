"""What a person's clips take of the room that they have, by what it is."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, Sum, When
from django.db.models.functions import Coalesce

from accounts.models import User
from videos.domain.quota import quota_bytes
from videos.models import Upload, Video

NEARLY_FULL = 0.9


@dataclass(frozen=True)
class Usage:
    """Bytes by what they are; `quota` is 0 where there is no limit."""

    originals: int
    renditions: int
    coming: int
    quota: int
    videos: int
    kept: int  # how many of the videos have their original

    @property
    def used(self) -> int:
        """Return what is taken in all, as videos.domain.quota counts it."""
        return self.originals + self.renditions + self.coming

    @property
    def left(self) -> int | None:
        """Return what is still free; None where there is no limit."""
        return max(0, self.quota - self.used) if self.quota else None

    @property
    def full(self) -> bool:
        """Tell whether nothing more fits."""
        return bool(self.quota) and self.used >= self.quota

    @property
    def nearly_full(self) -> bool:
        """Tell whether to say now that the room ends: nine tenths are taken, or the largest clip does not fit."""
        left = self.left
        return left is not None and (self.used >= NEARLY_FULL * self.quota or left < settings.VIDEO_MAX_BYTES)

    def shares(self) -> list[tuple[str, float, float]]:
        """Return what the bar shows: each part with its start and width in percent, of the quota or of what is used."""
        whole = max(self.quota, self.used, 1)
        found, start = [], 0.0
        for name in ("originals", "renditions", "coming"):
            width = 100 * getattr(self, name) / whole
            found.append((name, round(start, 3), round(width, 3)))
            start += width
        return found


def usage_of(owner: User) -> Usage:
    """Work out what a person's clips take. Two queries."""
    kept = ~Q(original="")
    found = Video.objects.filter(owner=owner).aggregate(
        originals=Sum("size", filter=kept),
        renditions=Sum("rendition_size"),
        videos=Count("pk"),
        kept=Count("pk", filter=kept),
    )
    coming = Upload.objects.filter(owner=owner, state=Upload.State.OPEN).aggregate(sum=Sum("length"))["sum"]
    numbers = {name: value or 0 for name, value in found.items()}
    return Usage(coming=coming or 0, quota=quota_bytes(owner), **numbers)


def largest(owner: User) -> "QuerySet[Video]":
    """Return the person's clips, those that take most first; `takes` says how much each does."""
    original = Case(When(original="", then=0), default=F("size"), output_field=BigIntegerField())
    rows: QuerySet[Video] = Video.objects.for_user(owner).with_lift()
    return rows.annotate(takes=original + Coalesce(F("rendition_size"), 0)).order_by("-takes", "-id")
