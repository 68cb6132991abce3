"""Who gets what: cues, their pictures, what they stand on and which sets had them; faults. And Ada's rows of them."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from cues.domain.attachments import attach, detach
from cues.domain.cues import create_cue, delete_cue
from cues.domain.set_cues import save_set_cues
from cues.models import Cue
from tests.authorisation.rules import Entry, api, mine, mine_write, own, own_write, page, reads, reads_row, writes
from workouts.models import Exercise, Set

FORM = {"text": "New", "phase": "start"}
ON = {"exercise": "deadlift", "cue": "library-cue"}
TICKED = {"cues": ["library-cue"]}
CUE, PLACE = {"slug": "cue"}, {"pk": "attachment"}

PAGES: dict[str, Entry] = {
    "/cues": page(mine(shows=True)),
    "/cues/new": page(mine(), mine_write(FORM)),
    "/cues/attach": page(mine(shows=True), mine_write(ON)),
    "/cues/attachments/<pk>/move": page(None, own_write({"to": "down"}), **PLACE),
    "/cues/attachments/<pk>/detach": page(None, own_write(), **PLACE),
    "/cues/attachments/<pk>/restore": page(None, own_write(), pk="gone_attachment"),
    "/cues/<slug>": page(own(), **CUE),
    "/cues/<slug>/edit": page(own(), own_write(FORM), **CUE),
    "/cues/<slug>/copy": page(mine(), mine_write(FORM), slug="=library-cue"),
    "/cues/<slug>/delete": page(None, own_write(), **CUE),
    "/cues/<slug>/restore": page(None, own_write(), slug="gone_cue"),
    "/cues/<slug>/picture": page(own(), **CUE),
    "/faults": page(mine()),
    "/faults/<code>": page(mine(shows=True), code="=rounded-back"),
    "/sets/<pk>/cues": page(own(), own_write(TICKED), pk="set"),
}

API: dict[str, Entry] = {
    "/api/v1/cues": api(get=reads(), post=writes(FORM, 201, 201)),
    "/api/v1/cues/<pk>": api(
        at={"pk": "cue"},
        get=reads_row(),
        put=writes(FORM, 200, 409),
        patch=writes({"why": "New"}, 200, 404),
        delete=writes(None, 204, 404),
    ),
    "/api/v1/cues/<pk>/restore": api(at={"pk": "gone_cue"}, post=writes(None, 200, 404)),
    "/api/v1/cues/<slug>/picture": api(
        at=CUE,
        get=reads_row(),
        put=writes({}, 415, 404, changes=False),  # JSON, where a picture comes as multipart
        delete=writes(None, 204, 404),
    ),
    "/api/v1/cue-attachments": api(get=reads(), post=writes(ON, 201, 201)),
    "/api/v1/cue-attachments/<pk>": api(
        at=PLACE,
        get=reads_row(),
        put=writes(ON, 200, 409),
        patch=writes({"position": 5}, 200, 404),
        delete=writes(None, 204, 404),
    ),
    "/api/v1/cue-attachments/<pk>/restore": api(at={"pk": "gone_attachment"}, post=writes(None, 200, 404)),
    "/api/v1/sets/<pk>/cues": api(at={"pk": "set"}, get=reads_row(), put=writes(TICKED, 200, 404)),
    "/api/v1/faults": api(get=reads(shows=False)),
    "/api/v1/faults/<code>": api(at={"code": "=rounded-back"}, get=reads(shows=False)),
    "/api/v1/progress/cues": api("?exercise=deadlift", get=reads(shows=False)),
}

CUES = {**PAGES, **API}


def make_cue_rows(ada: Any, secret: str, at: Any) -> dict[str, Any]:
    """Store a cue of Ada's with its picture, on a lift and in a set, and of each one that she took back."""
    later, lift = at + timedelta(days=2), Exercise.objects.get(pk="deadlift")
    Cue.objects.create(slug="library-cue", text="Stand tall", phase="top")
    about = {"owner": ada, "phase": "set-up", "fault": "rounded-back", "why": secret}
    cue = create_cue(slug="own-cue", text=f"{secret} cue", **about)  # its address tells nothing: sign-in pages name it
    cue.picture = default_storage.save("cues/picture.webp", ContentFile(secret.encode()))
    cue.save()
    telling = create_cue(slug=f"{secret}-cue", text=secret, **about)
    second = create_cue(slug="second-cue", text=secret, **about)
    place, gone_place = (attach(owner=ada, cue=one, exercise=lift) for one in (telling, second))
    attach(owner=ada, cue=cue, exercise=lift)
    gone = create_cue(slug="gone-cue", text=secret, **about)
    detach(gone_place, at=later)
    delete_cue(gone, at=later)
    row = Set.objects.for_user(ada).get(exercise="deadlift", done=True, position=0, block=0, session__deleted_at=None)
    save_set_cues(row, cues=[telling.pk])
    return {"cue": cue.pk, "gone_cue": gone.pk, "attachment": place.pk, "gone_attachment": gone_place.pk}
