"""Who gets what: the API. A row of Ada's is 404 to others, and an id of hers is taken: 409."""

from typing import Any

from tests.authorisation.rules import Entry, Rule, api, reads, reads_row, writes
from tests.authorisation.world import World

SESSION = {"started_at": "2026-03-05T12:00:00Z", "title": "New"}
LIFT = {"name": "Sled drag", "pattern": "hinge", "equipment": "barbell", "primary": ["glutes"], "secondary": []}
TEMPLATE = {"title": "New", "lines": [{"exercise": "deadlift", "reps": 3}]}
WEIGHING = {"weight_kg": 80}
NOTE = {"note": "New"}
TUS = {"Tus-Resumable": "1.0.0", "Content-Type": "application/offset+octet-stream"}
BEGINNING = TUS | {"Upload-Length": "50", "Upload-Metadata": "filename eC5tcDQ="}


def _set(world: World) -> dict[str, Any]:
    return {"session": str(world.rows["session"]), "exercise": "deadlift", "reps": 3}


def _rows(name: str, body: Any, patch: Any, *, gone: str | None = None, others_post: int = 201) -> dict[str, Entry]:
    """Return the entries of a resource: its list, a row, and taking a deletion back."""
    path, row = f"/api/v1/{name}s", {"pk": name}
    entries = {
        path: api(get=reads(), post=writes(body, 201, others_post)),
        f"{path}/<pk>": api(
            at=row,
            get=reads_row(),
            put=writes(body, 200, 409),
            patch=writes(patch, 200, 404),
            delete=writes(None, 204, 404),
        ),
    }
    if gone:
        entries[f"{path}/<pk>/restore"] = api(at={"pk": gone}, post=writes(None, 200, 404))
    return entries


API: dict[str, Entry] = {
    "/api/v1/tokens": api(get=reads(), post=writes({"name": "Watch", "scope": "read"}, 201, 201)),
    "/api/v1/tokens/<pk>": api(at={"pk": "token"}, delete=writes(None, 204, 404)),
    "/api/v1/exercises": api(get=reads(), post=writes(LIFT, 201, 201)),
    "/api/v1/exercises/<pk>": api(
        at={"pk": "own_lift"}, get=reads_row(), put=writes(LIFT, 200, 409), patch=writes({"rest_s": 90}, 200, 404)
    ),
    "/api/v1/exercises/<slug>/settings": api(
        at={"slug": "own_lift"},
        get=reads_row(shows=False),
        put=writes({"rest_s": 90}, 200, 404),
        patch=writes({"rest_s": 90}, 200, 404),
    ),
    **_rows("session", SESSION, NOTE, gone="gone_session"),
    **_rows("set", _set, NOTE, gone="gone_set", others_post=404),  # the body names Ada's session
    **_rows("template", TEMPLATE, NOTE, gone="gone_template"),
    **_rows("bodyweight", WEIGHING, NOTE, gone="gone_bodyweight"),
    "/api/v1/videos": api(get=reads(), post=writes({"load_kg": 60}, 400, 400, changes=False)),
    "/api/v1/videos/<pk>": api(
        at={"pk": "video"},
        get=reads_row(),
        put=writes({"trim_start_s": 1}, 200, 409),
        patch=writes({"trim_start_s": 1}, 200, 404),
        delete=writes(None, 204, 404),
    ),
    "/api/v1/uploads": api(get=reads(), post=Rule(401, 201, 201, b"", changes=True, headers=BEGINNING)),
    "/api/v1/uploads/<token>": api(
        at={"token": "upload"},
        get=reads_row(),
        patch=Rule(401, 204, 404, b"\0\0\0\x18ftyp", changes=True, headers=TUS | {"Upload-Offset": "0"}),
        delete=Rule(401, 204, 404, b"", changes=True, headers=TUS),
    ),
    "/api/v1/videos/<pk>/poster": api(at={"pk": "video"}, get=reads_row()),
    "/api/v1/videos/<pk>/sprite": api(at={"pk": "video"}, get=reads_row()),
    "/api/v1/videos/<pk>/rendition": api(at={"pk": "video"}, get=reads_row()),
    "/api/v1/videos/<pk>/original": api(at={"pk": "video"}, get=reads_row()),
    "/api/v1/storage": api(get=reads(shows=False)),
    "/api/v1/changes": api(get=reads()),
    "/api/v1/profile": api(get=Rule(401, 200, 200), patch=writes({"name": "New"}, 200, 200)),
    "/api/v1/kit": api(get=reads()),
    **{
        f"/api/v1/progress/{name}": api("?exercise=deadlift", get=reads()) for name in ("strength", "volume", "records")
    },
}
