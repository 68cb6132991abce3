"""Who gets what: pages of the log, clips, and what every site has."""

from typing import Any

from django.core.files.base import ContentFile

from tests.authorisation.rules import Entry, Rule, mine, mine_write, open_page, own, own_write, page, public
from tests.authorisation.world import World

LIFT = {"name": "Sled drag", "pattern": "hinge", "equipment": "barbell", "load": "external", "measure": "reps"}
LIFT |= {"primary": ["glutes"]}
PROFILE = {"name": "New", "unit": "kg", "time_zone": "Europe/Lisbon"}
WEIGHING = {"weight_kg": "80"}
RUN = {"pk": "session", "block": "=0", "slug": "=deadlift"}


def _clip(world: World) -> dict[str, Any]:
    return {"file": ContentFile(b"no clip at all", "clip.mp4")}


def _plan(world: World) -> dict[str, Any]:
    return {"title": "Another title", "note": ""}


PAGES: dict[str, Entry] = {
    "/": page(mine(shows=True)),
    "/sessions": page(mine(shows=True)),
    "/sessions/start": page(mine(), mine_write({"title": "New"})),
    "/sessions/log": page(mine()),
    "/sessions/<pk>": page(own(), pk="session"),
    "/sessions/<pk>/edit": page(own(), own_write({"title": "Other", "started_at": "2026-03-02T13:00"}), pk="session"),
    "/sessions/<pk>/finish": page(None, own_write(), pk="running"),
    "/sessions/<pk>/reopen": page(None, own_write(), pk="session"),
    "/sessions/<pk>/delete": page(None, own_write(), pk="session"),
    "/sessions/<pk>/restore": page(None, own_write(), pk="gone_session"),
    "/sessions/<pk>/exercises": page(own(), own_write({"exercise": "deadlift"}), pk="running"),
    "/sessions/<pk>/blocks/<block>/<slug>/sets": page(None, own_write(), **RUN),
    "/sessions/<pk>/blocks/<block>/<slug>/warm-up": page(None, own_write(), **RUN),
    "/sessions/<pk>/blocks/<block>/<slug>/arrange/<how>": page(None, own_write(), **RUN, how="=down"),
    "/sessions/<pk>/blocks/<block>/<slug>/remove": page(None, own_write(), **RUN),
    "/sessions/<pk>/blocks/<block>/<slug>/restore": page(None, own_write(), pk="session", block="=4", slug="=deadlift"),
    "/sessions/<pk>/suggestions/<slug>": page(None, own_write({"answer": "ignored"}), pk="running", slug="=deadlift"),
    "/sets/<pk>": page(own(), own_write({"load_kg": "90", "reps": "3", "kind": "working", "side": "both"}), pk="set"),
    "/sets/<pk>/log": page(None, own_write({"load_kg": "90", "reps": "3", "done": "1"}), pk="planned"),
    "/sets/<pk>/delete": page(None, own_write(), pk="set"),
    "/sets/<pk>/restore": page(None, own_write(), pk="gone_set"),
    "/sets/<pk>/videos": page(own(), own_write(_clip, status=400, changes=False), pk="set"),
    "/templates": page(mine(shows=True)),
    "/templates/new": page(mine(), mine_write({"title": "Lower C"})),
    "/templates/<pk>": page(own(), own_write(_plan), pk="template"),
    "/templates/<pk>/exercises": page(own(), own_write({"exercise": "deadlift"}), pk="template"),
    "/templates/<pk>/duplicate": page(None, own_write(), pk="template"),
    "/templates/<pk>/delete": page(None, own_write(), pk="template"),
    "/templates/<pk>/restore": page(None, own_write(), pk="gone_template"),
    "/exercises": page(mine(shows=True)),
    "/exercises/new": page(mine(), mine_write(LIFT)),
    "/exercises/<slug>": page(own(), own_write({"rest_s": "90"}), slug="own_lift"),
    "/exercises/<slug>/edit": page(own(), own_write(LIFT), slug="own_lift"),
    "/kit.json": open_page(Rule(401, 200, 200, shows=True)),
    "/progress": page(own(), query="?exercise=own-lift"),
    "/progress/<key>.csv": page(own(shows=False), query="?exercise=own-lift", key="=records"),
    "/progress/muscles": page(mine()),
    "/progress/muscles.csv": page(mine()),
    "/progress/posterior-chain": page(mine()),
    "/progress/posterior-chain/<muscle>.csv": page(mine(), muscle="=hamstrings"),
    "/progress/body-weight": page(mine(), mine_write(WEIGHING)),
    "/progress/body-weight.csv": page(mine()),
    "/progress/body-weight/<pk>": page(own(), own_write(WEIGHING), pk="bodyweight"),
    "/progress/body-weight/<pk>/delete": page(None, own_write(), pk="bodyweight"),
    "/progress/body-weight/<pk>/restore": page(None, own_write(), pk="gone_bodyweight"),
    "/videos": page(mine()),
    "/videos/storage": page(mine(shows=True), mine_write({"keep": "web"})),
    "/videos/storage/originals": page(None, mine_write()),
    "/videos/viewings": page(mine(shows=True)),
    "/videos/new": page(mine(), mine_write(_clip, status=400, changes=False)),
    "/videos/<pk>": page(own(), pk="video"),
    "/videos/<pk>/state": page(own(shows=False), pk="video"),
    "/videos/<pk>/marks": page(None, own_write({"trim_start_s": "1"}), pk="video"),
    "/videos/<pk>/words": page(
        None, own_write({"recorded_at": "2026-03-02T13:00"}, changes=False), pk="video"
    ),  # its set says it
    "/videos/<pk>/retry": page(None, own_write(), pk="failed_video"),
    "/videos/<pk>/delete": page(None, own_write(), pk="video"),
    "/profile": page(mine(), mine_write(PROFILE)),
    "/profile/tokens": page(mine(shows=True), mine_write({"name": "Script", "scope": "read"})),
    "/profile/tokens/<pk>/revoke": page(own(), own_write(), pk="token"),
    "/waiting": page(mine()),
    "/api/docs": open_page(public()),
    "/api/guide": open_page(public()),
    "/api/schema/": open_page(public()),
    "/favicon.ico": open_page(public(302)),
    "/manifest.webmanifest": open_page(public()),
    "/sw.js": open_page(public()),
    "/offline": open_page(public()),
    "/outbox/token": open_page(public()),
    "/help/https": open_page(public()),
    "/healthz": open_page(public()),
    "/readyz": open_page(public((200, 503))),  # 503: these tests start no broker
}
