"""What videos show on other pages."""

import uuid
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from core.slots import Place
from videos.domain.subjects import subject, with_subjects
from videos.forms import ClipForm, SubjectClipForm
from videos.models import Video
from videos.views import with_progress


def _clips(place: Place) -> dict[uuid.UUID, list[Video]]:
    """Return the clips of the session on this page, by set. Two queries a page."""
    session = place.about["session"]

    def read() -> dict[uuid.UUID, list[Video]]:
        rows = Video.objects.visible_to(place.viewer).with_lift().filter(set__session=session)
        found: dict[uuid.UUID, list[Video]] = {}
        for video in with_progress(list(rows.order_by("created_at"))):
            assert video.set_id is not None
            found.setdefault(video.set_id, []).append(video)
        return found

    return place.shared(("videos.clips", session.pk), read)


def set_clips(place: Place) -> str:
    """Show the clips of one set under its row."""
    clips = _clips(place).get(place.about["set"].pk, [])
    return render_to_string("videos/_set_clips.html", {"clips": clips}, place.request) if clips else ""


def film_button(place: Place) -> str:
    """Lead to where a clip of the last done set of a block goes that has none yet; scripts put a button there."""
    clips = _clips(place)
    bare = [row.set for row in place.about["block"].rows if row.set.done and row.set.pk not in clips]
    if not bare:
        return ""
    return render_to_string("videos/_film_button.html", {"set": bare[-1]}, place.request)


def film_data(place: Place) -> str:
    """Hand the session screen what it needs to film sets, those too that the server has not heard of."""
    return render_to_string("videos/_film_data.html", {"max_bytes": settings.VIDEO_MAX_BYTES}, place.request)


def set_videos(place: Place) -> str:
    """Show the clips of a set on its own page, and take another."""
    row = place.about["set"]
    context: dict[str, Any] = {"clips": _clips(place).get(row.pk, []), "form": ClipForm(owner=place.viewer)}
    context |= {
        "action": reverse("video-attach", args=[row.pk]),
        "field": "set",
        "row": row.pk,
        "about": row.exercise.name,
    }
    return render_to_string("videos/_set_videos.html", context, place.request)


def subject_clips(place: Place) -> str:
    """Show the clips of something else on its page, and take another; `field` names the subject, `row` the row."""
    field, row = place.about["field"], place.about["row"]
    found = subject(field)
    if found is None:
        return ""
    rows = with_subjects(Video.objects.visible_to(place.viewer).with_lift()).filter(**{f"{field}_shown": row.pk})
    context = {
        "clips": with_progress(list(rows.order_by("created_at"))),
        "form": SubjectClipForm(owner=place.viewer, subject=found, row=row),
        "action": reverse("video-attach-to", args=[field, row.pk]),
        "field": field,
        "row": row.pk,
        "about": found.describe(row).title,
    }
    return render_to_string("videos/_set_videos.html", context, place.request)


def latest_card(place: Place) -> str:
    """Show the latest clips."""
    rows = Video.objects.for_user(place.viewer).with_lift().newest_first()[:3]
    videos = with_progress(list(rows))
    return render_to_string("videos/_latest_card.html", {"videos": videos}, place.request) if videos else ""
