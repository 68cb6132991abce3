"""Who gets what: the baseline and the reminder."""

from datetime import UTC, datetime, time
from typing import Any

from accounts.models import User
from drills.domain.baseline_answers import save_answers
from drills.domain.reminders import off_token, save_reminder
from drills.models import Programme
from tests.authorisation.rules import Entry, Rule, api, mine, mine_write, open_page, page, public, writes

LOAD_KG = 137.25  # as in tests.authorisation.world, which reads this file
ANSWERS = {"goal": "power", "training_days": [2], "equipment": ["box"]}

START: dict[str, Entry] = {
    "/baseline": page(mine(status=302)),
    "/baseline/skip": page(None, mine_write()),
    "/baseline/start": page(mine(shows=True), mine_write({"week": "3"})),
    "/baseline/<slug>": page(mine(shows=True), mine_write({"deadlift_kg": "60"}), slug="=load"),
    "/reminder": page(mine(), mine_write({"on": "on", "at": "06:00"})),
    # the token is Sam's: who holds it may turn his reminder off, and nothing of Ada's
    "/reminder/off/<token>": open_page(public(), public(), token="sams_token"),
    "/api/v1/baseline": api(get=Rule(401, 200, 200, shows=True), put=writes(ANSWERS, 200, 200)),
    "/api/v1/reminder": api(get=Rule(401, 200, 200), put=writes({"on": True, "at": "06:00"}, 200, 200)),
}


def make_start_rows(ada: Any, secret: str, at: datetime) -> dict[str, Any]:
    """Store Ada's answers, with the load that nobody else lifts, and Sam's reminder."""
    Programme.objects.get_or_create(pk="hip-hinge", defaults={"title": "Hip hinge"})
    save_answers(owner=ada, at=at, deadlift_kg=LOAD_KG)
    sam = User.objects.get(email="sam@example.org")
    row = save_reminder(owner=sam, on=True, at=time(18), now=datetime(2026, 3, 2, tzinfo=UTC))
    return {"sams_token": off_token(row)}
