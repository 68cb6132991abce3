"""Who gets what: programmes and being on one. And Ada's rows of them."""

from datetime import timedelta
from typing import Any

from drills.domain.enrolments import delete_enrolment, save_enrolment
from drills.domain.programmes import create_programme, delete_programme
from drills.models import Enrolment, Phase
from tests.authorisation.rules import Entry, api, mine, mine_write, own, own_write, page, reads, reads_row, writes

HEAD = {"title": "New"}
BODY = {"title": "New", "phases": [{"title": "All of it", "weeks": None}]}
OWN, GONE = {"slug": "own_programme"}, {"slug": "gone_programme"}
REPEAT = {"weeks": 1}


def _none_running(world: Any) -> None:
    """End what Ada is on, so that there is something to take back."""
    Enrolment.objects.filter(owner=world.ada, deleted_at=None).update(ended_on="2026-03-01", started_on="2026-02-01")


def _left(**at: str) -> Entry:
    entry = page(None, own_write(), **at)
    return Entry(entry.at, entry.query, entry.rules, entry.unknown, _none_running, entry.anonymous_unknown)


def _enrolment(world: Any) -> dict[str, Any]:
    return {"programme": world.rows["own_programme"], "start_week": 2}


PAGES: dict[str, Entry] = {
    "/programme": page(mine(shows=True)),
    "/programme/pause": page(None, own_write({"reason": "illness"})),
    "/programme/unpause": page(None, own_write(changes=True)),
    "/programme/resume": page(None, own_write(changes=True)),
    "/programme/repeat": page(None, own_write(REPEAT, changes=False)),
    "/programme/change": page(own(), own_write({"start_week": "3", "training_days": ["1"]})),
    "/programme/leave": page(None, own_write()),
    "/programme/<pk>/rejoin": _left(pk="enrolment"),
    "/programmes": page(mine(shows=True)),
    "/programmes/new": page(mine(), mine_write(HEAD)),
    "/programmes/<slug>": page(own(), **OWN),
    "/programmes/<slug>/enrol": page(None, own_write({"start_week": "1", "instead": "1"}), **OWN),
    "/programmes/<slug>/copy": page(None, own_write(), **OWN),
    "/programmes/<slug>/edit": page(own(), own_write(HEAD), **OWN),
    "/programmes/<slug>/phases/<key>": page(own(), own_write(HEAD), **OWN, key="=phase-1"),
    "/programmes/<slug>/put-back": page(None, own_write(changes=False), **OWN),
    "/programmes/<slug>/delete": page(None, own_write(changes=False), **OWN),
    "/programmes/<slug>/restore": page(None, own_write(), **GONE),
}

API: dict[str, Entry] = {
    "/api/v1/programmes": api(get=reads(), post=writes(BODY, 201, 201)),
    "/api/v1/programmes/<pk>": api(
        at={"pk": "own_programme"},
        get=reads_row(),
        put=writes(BODY, 200, 409),
        patch=writes(HEAD, 200, 404),
        delete=writes(None, 409, 404, changes=False),
    ),
    "/api/v1/programmes/<pk>/restore": api(at={"pk": "gone_programme"}, post=writes(None, 200, 404)),
    "/api/v1/enrolments": api(get=reads(), post=writes(_enrolment, 409, 404, changes=False)),
    "/api/v1/enrolments/<pk>": api(
        at={"pk": "enrolment"},
        get=reads_row(),
        put=writes(_enrolment, 200, 409),
        patch=writes({"start_week": 4}, 200, 404),
        delete=writes(None, 204, 404),
    ),
    "/api/v1/enrolments/<pk>/restore": api(at={"pk": "gone_enrolment"}, post=writes(None, 409, 404, changes=False)),
    "/api/v1/enrolments/<pk>/pause": api(at={"pk": "enrolment"}, post=writes({"reason": "travel"}, 200, 404)),
    "/api/v1/enrolments/<pk>/resume": api(at={"pk": "enrolment"}, post=writes(None, 200, 404)),
    "/api/v1/enrolments/<pk>/repeat": api(at={"pk": "enrolment"}, post=writes(REPEAT, 409, 404, changes=False)),
}

PROGRAMMES = {**PAGES, **API}


def make_programme_rows(ada: Any, secret: str, at: Any) -> dict[str, Any]:
    """Store an own programme that Ada is on, one that she deleted, and an enrolment that she deleted."""
    day, rows = at.date(), {}
    for name in ("own_programme", "gone_programme"):
        phases = [{"key": "phase-1", "title": secret, "weeks": None, "items": []}]
        about = {"slug": name.replace("_", "-"), "title": f"{secret} programme", "summary": secret}
        rows[name] = create_programme(owner=ada, phases=phases, **about)
    gone = save_enrolment(Enrolment(owner=ada, programme=rows["gone_programme"], started_on=day, start_week=3))
    delete_enrolment(gone, at=at + timedelta(days=1))
    delete_programme(rows["gone_programme"], at=at + timedelta(days=1))
    told = {"loads": {"deadlift": 137.25}}  # the world's load, which nobody else lifts
    rows["enrolment"] = save_enrolment(Enrolment(owner=ada, programme=rows["own_programme"], started_on=day, **told))
    assert Phase.objects.filter(title=secret).count() == 2
    return {name: row.pk for name, row in rows.items()} | {"gone_enrolment": gone.pk}
