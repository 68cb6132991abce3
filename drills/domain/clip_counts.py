"""Clean reps counted from clips of practice."""

from typing import Any

from django.db import transaction

from core.versions import next_version
from drills.models import DrillClip, DrillLog
from videos.models import Video


def take_count(*, video: Video, reps: int | None, clean_reps: int | None, **_: Any) -> None:
    """Keep what an analysis counted in a clip of practice; None says that it could not tell, and changes nothing.

    Heard from `videos.signals.analysis_finished`, in the transaction that stores the analysis.
    """
    if clean_reps is None or not DrillClip.objects.filter(video=video).exists():
        return
    with transaction.atomic():
        v = next_version(video.owner_id)
        clip = DrillClip.objects.select_related("log").filter(video=video).first()
        if clip is None:
            return
        clip.reps, clip.clean_reps = reps, clean_reps
        clip.save(update_fields=["reps", "clean_reps"])
        recount(clip.log, v=v)


def recount(log: DrillLog, *, v: int) -> bool:
    """Add up what the clips of a log say, at most its reps, under the owner's version `v`; tell whether it changed.

    Where no clip says anything, what the person says counts again. A clip that is deleted takes no count with it.
    """
    clips = [clip for clip in log.clips.all() if clip.clean_reps is not None]
    seen: int | None = None
    clean: int | None = None
    if clips:
        seen = sum((clip.clean_reps if clip.reps is None else clip.reps) or 0 for clip in clips)
        seen = seen if log.reps is None else min(seen, log.reps)
        clean = min(sum(clip.clean_reps or 0 for clip in clips), seen)
    if (seen, clean) == (log.reps_counted, log.clean_counted):
        return False
    log.reps_counted, log.clean_counted, log.v = seen, clean, v
    log.save(update_fields=["reps_counted", "clean_counted", "v", "updated_at"])
    return True
