"""Who gets what: what is due, and practice over time. And Ada's rows of them."""

from typing import Any

from drills.domain.library import create_own_drill
from drills.domain.logs import save_log
from drills.domain.planned import save_planned
from drills.models import DrillLog, PlannedDrill
from tests.authorisation.rules import Entry, api, mine, page, reads

DUE: dict[str, Entry] = {
    "/drills": page(mine(shows=True)),
    "/progress/drills": page(mine(shows=True), query="?range=all"),
    "/progress/drills/levels.csv": page(mine(), query="?range=all"),
    "/api/v1/today": api(get=reads()),
    "/api/v1/progress/drills": api(get=reads()),
}


def make_due_rows(ada: Any, secret: str, at: Any) -> dict[str, Any]:
    """Store a drill of Ada's that is due every day, and her practice of it, with her secret in them."""
    drill = create_own_drill(owner=ada, slug=f"{secret}-hinge", name=f"{secret} hinge", reps=5)
    save_planned(PlannedDrill(owner=ada, drill=drill, starts_on=at.date(), reason=secret))
    save_log(DrillLog(owner=ada, drill=drill, performed_at=at, reps=5, note=secret))
    return {}
