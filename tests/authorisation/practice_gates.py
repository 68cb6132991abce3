"""Who gets what: gates with their overrides, prerequisites with their self-tests. And Ada's rows of them."""

from datetime import timedelta
from typing import Any

from drills.domain.gates import override, withdraw
from drills.domain.self_tests import delete_self_test, save_self_test
from drills.models import SelfTest
from tests.authorisation.rules import Entry, api, mine, mine_write, own_write, page, reads, reads_row, writes

WHY = {"reason": "New"}
RESULT = {"test": "toe-touch", "passed": True}
DOWEL, OTHER, HAMSTRINGS = {"slug": "=dowel-20"}, {"slug": "=good-morning"}, {"slug": "=hamstring-mobility"}

PAGES: dict[str, Entry] = {
    "/gates": page(mine(shows=True)),
    "/gates/<slug>": page(mine(shows=True), **DOWEL),
    "/gates/<slug>/override": page(None, mine_write(WHY), **DOWEL),
    "/gates/<slug>/withdraw": page(None, own_write(), **DOWEL),
    "/gates/<slug>/overrides/<pk>/restore": page(None, own_write(), **OTHER, pk="gone_override"),
    "/prerequisites": page(mine()),
    "/prerequisites/<slug>": page(mine(shows=True), **HAMSTRINGS),
    "/self-tests": page(None, mine_write({"test": "toe-touch", "answer": "yes"})),
    "/self-tests/<pk>/delete": page(None, own_write(), pk="self_test"),
    "/self-tests/<pk>/restore": page(None, own_write(), pk="gone_self_test"),
}

API: dict[str, Entry] = {
    "/api/v1/gates": api(get=reads()),
    "/api/v1/gates/<slug>": api(at=DOWEL, get=reads()),
    "/api/v1/gates/<slug>/override": api(at=DOWEL, put=writes(WHY, 200, 201), delete=writes(None, 204, 404)),
    "/api/v1/prerequisites": api(get=reads()),
    "/api/v1/prerequisites/<slug>": api(at=HAMSTRINGS, get=reads()),
    "/api/v1/self-tests": api(get=reads(), post=writes(RESULT, 201, 201)),
    "/api/v1/self-tests/<pk>": api(
        at={"pk": "self_test"},
        get=reads_row(),
        put=writes(RESULT, 200, 409),
        patch=writes({"passed": True}, 200, 404),
        delete=writes(None, 204, 404),
    ),
    "/api/v1/self-tests/<pk>/restore": api(at={"pk": "gone_self_test"}, post=writes(None, 200, 404)),
}

GATES = {**PAGES, **API}


def make_gate_rows(ada: Any, secret: str, at: Any) -> dict[str, Any]:
    """Store an override and a result of Ada's, and one of each that she took back, with her secret in them."""
    rows = {}
    for name, gate in (("override", "dowel-20"), ("gone_override", "good-morning")):
        rows[name] = override(owner=ada, gate=gate, by=ada, reason=secret, at=at)
    for name in ("self_test", "gone_self_test"):
        row = SelfTest(owner=ada, test="toe-touch", passed=False, performed_at=at, note=secret)
        rows[name] = save_self_test(row)
    withdraw(rows["gone_override"], at=at + timedelta(days=2))
    delete_self_test(rows["gone_self_test"], at=at + timedelta(days=2))
    return {name: row.pk for name, row in rows.items()}
