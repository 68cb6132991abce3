"""Who gets what: drills, practice with its clips, planned drills, the warm-up. And Ada's rows of them."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile

from drills.domain.library import create_own_drill, delete_own_drill
from drills.domain.logs import delete_log, save_log
from drills.domain.planned import delete_planned, save_planned
from drills.models import Drill, DrillLog, PlannedDrill
from tests.authorisation.rules import Entry, api, mine, mine_write, own, own_write, page, reads, reads_row, writes

DRILL = {"name": "New hinge", "reps": 5}
FORM = {"kind": "hinge", "level": "bodyweight", "measure": "reps", "sets": "2", "often": "daily"} | DRILL
LOG = {"drill": "dowel-hinge", "reps": 15}
PLAN = {"drill": "dowel-hinge", "when": "daily"}
OWN, GONE = {"slug": "own_drill"}, {"slug": "gone_drill"}


def _clip(world: Any) -> dict[str, Any]:
    return {"file": ContentFile(b"no clip at all", "clip.mp4")}


PAGES: dict[str, Entry] = {
    "/drills/library": page(mine(shows=True)),
    "/drills/new": page(mine(), mine_write(FORM)),
    "/drills/<slug>": page(own(), **OWN),
    "/drills/<slug>/log": page(own(), own_write({"reps": "5"}), **OWN),
    "/drills/<slug>/edit": page(own(), own_write(FORM), **OWN),
    "/drills/<slug>/copy": page(None, own_write(), **OWN),
    "/drills/<slug>/delete": page(None, own_write(), **OWN),
    "/drills/<slug>/restore": page(None, own_write(), **GONE),
    "/drills/logs": page(mine(shows=True)),
    "/drills/logs/<pk>": page(own(), own_write({"reps": "5"}), pk="drill_log"),
    "/drills/logs/<pk>/delete": page(None, own_write(), pk="drill_log"),
    "/drills/logs/<pk>/restore": page(None, own_write(), pk="gone_drill_log"),
    "/videos/of/<field>/<pk>": page(
        own(shows=False), own_write(_clip, status=400, changes=False), field="=drill_log", pk="drill_log"
    ),
    "/drills/plan": page(mine(shows=True), mine_write(PLAN)),
    "/drills/plan/<pk>": page(own(), own_write({"when": "daily"}), pk="planned_drill"),
    "/drills/plan/<pk>/delete": page(None, own_write(), pk="planned_drill"),
    "/drills/plan/<pk>/restore": page(None, own_write(), pk="gone_planned_drill"),
    "/drills/warm-up": page(mine(), mine_write({"drill": "dowel-hinge", "dowel-hinge-sets": "1"})),
}


def _rows(name: str, body: Any, patch: Any) -> dict[str, Entry]:
    path, row = f"/api/v1/{name}s", name.replace("-", "_")
    return {
        path: api(get=reads(), post=writes(body, 201, 201)),
        f"{path}/<pk>": api(
            at={"pk": row},
            get=reads_row(),
            put=writes(body, 200, 409),
            patch=writes(patch, 200, 404),
            delete=writes(None, 204, 404),
        ),
        f"{path}/<pk>/restore": api(at={"pk": f"gone_{row}"}, post=writes(None, 200, 404)),
    }


API: dict[str, Entry] = {
    "/api/v1/drills": api(get=reads(), post=writes(DRILL, 201, 201)),
    "/api/v1/drills/<pk>": api(
        at={"pk": "own_drill"},
        get=reads_row(),
        put=writes(DRILL, 200, 409),
        patch=writes({"sets": 9}, 200, 404),
        delete=writes(None, 204, 404),
    ),
    "/api/v1/drills/<pk>/restore": api(at={"pk": "gone_drill"}, post=writes(None, 200, 404)),
    **_rows("drill-log", LOG, {"note": "New"}),
    **_rows("planned-drill", PLAN, {"reason": "New"}),
}

DRILLS = {**PAGES, **API}


def make_drill_rows(ada: Any, secret: str, at: Any) -> dict[str, Any]:
    """Store an own drill of Ada's, practice and a plan of it, and one of each that she deleted, with her secret."""
    Drill.objects.create(slug="dowel-hinge", name="Dowel hip hinge", reps=15)
    later = at + timedelta(days=2)
    rows: dict[str, Any] = {}
    for name in ("own_drill", "gone_drill"):
        rows[name] = create_own_drill(owner=ada, slug=name.replace("_", "-"), name=f"{secret} drill", reps=5)
    for name in ("drill_log", "gone_drill_log"):
        row = DrillLog(owner=ada, drill=rows["own_drill"], performed_at=at, reps=5, note=secret)
        rows[name] = save_log(row)
    for name in ("planned_drill", "gone_planned_drill"):
        row = PlannedDrill(owner=ada, drill=rows["own_drill"], starts_on=at.date(), reason=secret)
        rows[name] = save_planned(row)
    delete_own_drill(rows["gone_drill"], at=later)
    delete_log(rows["gone_drill_log"], at=later)
    delete_planned(rows["gone_planned_drill"], at=later)
    return {name: row.pk for name, row in rows.items()}
