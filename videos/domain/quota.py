"""How much room a person's clips may take, and whether the disk has it."""

from django.conf import settings
from django.db.models import F, Q, Sum

from accounts.models import User
from core.disk import has_room
from videos.domain.sniff import Rejected
from videos.models import Upload, Video

DISK_FULL = (
    "The server's disk is full, so this clip cannot be taken now. Whoever runs this server can make room; "
    "what has arrived of it is kept, so send it again later."
)


def quota_bytes(owner: User) -> int:
    """Return how many bytes the person's clips may take; 0 is no limit."""
    own = owner.video_quota_mb
    return settings.VIDEO_QUOTA_BYTES if own is None else own * 2**20


def used_bytes(owner: User) -> int:
    """Return what the person's clips take: originals that are kept, versions for browsers, and what is on its way."""
    kept = Video.objects.filter(owner=owner).aggregate(
        originals=Sum("size", filter=~Q(original="")), renditions=Sum("rendition_size")
    )
    coming = Upload.objects.filter(owner=owner, state=Upload.State.OPEN).aggregate(sum=Sum("length"))["sum"]
    return sum(value or 0 for value in (*kept.values(), coming))


def check_size(size: int) -> None:
    """Refuse a clip that is too large, or nothing; raises Rejected."""
    if size > settings.VIDEO_MAX_BYTES:
        largest = settings.VIDEO_MAX_BYTES // 2**20
        raise Rejected("too_large", f"This file is larger than {largest} MB, the most a video may have.")
    if size == 0:
        raise Rejected("empty_file", "This file is empty. Choose the clip again.")


def check_room(owner: User, more: int) -> None:
    """Refuse what would go over the person's quota; raises Rejected.

    It is right at the moment it is asked: ask in the transaction that stores, after the owner's version was taken.
    """
    most = quota_bytes(owner)
    if not most:
        return
    used = used_bytes(owner)
    if used + more > most:
        raise Rejected(
            "quota_exceeded",
            f"There is no room for this clip of {in_words(more)}: your videos take {in_words(used)} of "
            f"{in_words(most)}. Delete some, or drop originals, to make room.",
        )


def check_disk(more: int) -> None:
    """Refuse what the server's disk cannot hold; raises Rejected."""
    if not has_room(settings.INCOMING_DIR, more):
        raise Rejected("disk_full", DISK_FULL)


def still_to_come() -> int:
    """Return how many bytes the uploads that are on their way, of all people, still lack."""
    found = Upload.objects.filter(state=Upload.State.OPEN).aggregate(sum=Sum(F("length") - F("offset")))
    return found["sum"] or 0


def in_words(size: int) -> str:
    """Return a number of bytes as people say it."""
    return f"{size / 2**30:.1f} GB" if size >= 2**30 else f"{size / 2**20:.1f} MB"
