"""A clip shows its set's exercise and load, and that it is there: whatever changes the set changes the clip."""

from videos.models import Video


def follow_changed_sets(owner_id: int, v: int) -> None:
    """Give the clips of the sets stored under this version the version too. One query."""
    Video.objects.filter(owner=owner_id, set__owner=owner_id, set__v=v).update(v=v)
