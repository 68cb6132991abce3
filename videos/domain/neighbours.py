"""The clips before and after one."""

from django.db.models import Q

from videos.models import Video, VideoQuerySet


def neighbours(video: Video, rows: VideoQuerySet) -> tuple[Video | None, Video | None]:
    """Return the next older and the next newer clip of the same exercise among the rows; two queries at most."""
    exercise = video.lift_exercise
    if exercise is None:
        return None, None
    rows = rows.filter(owner=video.owner_id).of_exercise(exercise.pk).with_lift()
    at, pk = video.recorded_at, video.pk
    older = rows.filter(Q(recorded_at__lt=at) | Q(recorded_at=at, id__lt=pk)).newest_first()
    newer = rows.filter(Q(recorded_at__gt=at) | Q(recorded_at=at, id__gt=pk)).order_by("recorded_at", "id")
    return older.first(), newer.first()
