"""What cues show on other pages."""

import uuid
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse

from accounts.models import User
from core.slots import Place
from cues.domain.attachments import attached_cues, attachments
from cues.forms.attachments import AttachForm
from cues.models import Cue, SetCues


def before_set(place: Place) -> str:
    """Show the cues of an exercise before its next set, to tick off; nothing where all is done or there are none."""
    session, block = place.about["session"], place.about["block"]
    row = next((row for row in block.rows if not row.set.done), None)
    cues = _attached(place).get(block.exercise.pk)
    if session.finished_at or row is None or not cues:
        return ""
    ticked, _ = _ticked(place)
    context = {"cues": cues, "row": row, "ticked": ticked.get(row.set.pk, [])}
    return render_to_string("cues/_before_set.html", context, place.request)


def cue_data(place: Place) -> str:
    """Hand the browser all attached cues and what was ticked off in this session, with the markup to show them."""
    session = place.about["session"]
    if session and session.finished_at:
        return ""
    exercises = {slug: [_as_json(cue) for cue in cues] for slug, cues in _attached(place).items()}
    ticked, v = _ticked(place) if session else ({}, 0)
    data = {"v": v, "exercises": exercises, "sets": {str(pk): cues for pk, cues in ticked.items()}}
    return render_to_string("cues/_session_data.html", {"data": data}, place.request)


def exercise_cues(place: Place) -> str:
    """Show the cues of an exercise on its page, to order, take off and add to."""
    exercise = place.about["exercise"]
    context = {
        "exercise": exercise,
        "attachments": attachments(place.viewer, exercise=exercise),
        "attach": AttachForm(owner=place.viewer, exercise=exercise),
        "next": f"{place.request.path}#cues",
    }
    return render_to_string("cues/_exercise_cues.html", context, place.request)


def set_cues(place: Place) -> str:
    """Show the cues of a set on its own page, to tick off."""
    row = place.about["set"]
    cues, ticked = _attached(place).get(row.exercise_id, []), _ticked(place)[0].get(row.pk, [])
    others = [slug for slug in ticked if slug not in {cue.slug for cue in cues}]
    if others:
        cues = [*cues, *Cue.objects.filter(pk__in=others)]
    context = {"set": row, "cues": cues, "ticked": ticked}
    return render_to_string("cues/_set_cues.html", context | {"next": place.request.path}, place.request)


def _attached(place: Place) -> dict[str, list[Cue]]:
    """Return the cues before a set, by exercise. One query a page."""
    owner = _owner(place)
    return place.shared(("cues.attached", owner.pk), lambda: attached_cues(owner))


def _ticked(place: Place) -> tuple[dict[uuid.UUID, list[str]], int]:
    """Return what was ticked off for each set of the session, and the newest version of that. One query a page."""
    session = place.about["session"]

    def read() -> tuple[dict[uuid.UUID, list[str]], int]:
        rows = list(SetCues.objects.filter(set__session=session, owner=session.owner_id))
        return {row.set_id: row.cues for row in rows if row.cues}, max((row.v for row in rows), default=0)

    return place.shared(("cues.ticked", session.pk), read)


def _owner(place: Place) -> User:
    session = place.about["session"]
    owner: User = session.owner if session else place.viewer
    return owner


def _as_json(cue: Cue) -> dict[str, Any]:
    picture = reverse("cue-picture", args=[cue.slug]) if cue.picture else ""
    return {"slug": cue.slug, "text": cue.text, "picture": picture}
