"""What a client keeps that reads nothing but the changes, and what the lists say it must keep."""

from dataclasses import dataclass, field
from typing import Any

from rest_framework.test import APIClient

PATHS = {
    "session": "/api/v1/sessions",
    "set": "/api/v1/sets",
    "template": "/api/v1/templates",
    "bodyweight": "/api/v1/bodyweights",
    "video": "/api/v1/videos",
    "exercise": "/api/v1/exercises",
    "cue": "/api/v1/cues",
    "cue-attachment": "/api/v1/cue-attachments",
    "drill": "/api/v1/drills",
    "drill-log": "/api/v1/drill-logs",
    "planned-drill": "/api/v1/planned-drills",
    "programme": "/api/v1/programmes",
    "enrolment": "/api/v1/enrolments",
    "self-test": "/api/v1/self-tests",
}
CHANGES = "/api/v1/changes"
Rows = dict[tuple[str, str], dict[str, Any]]


def ask(api: APIClient, **parameters: Any) -> dict[str, Any]:
    """Return one page of changes."""
    answer = api.get(CHANGES, parameters)
    assert answer.status_code == 200, answer.content
    return answer.json()


@dataclass
class Mirror:
    """The rows of a client by kind and id, and the cursor it stands at."""

    api: APIClient
    rows: Rows = field(default_factory=dict)
    cursor: str = ""

    def read_page(self, limit: int = 500) -> dict[str, Any]:
        """Take in one page."""
        page = ask(self.api, limit=limit, **({"cursor": self.cursor} if self.cursor else {}))
        assert len(page["results"]) <= limit
        for change in page["results"]:
            key = change["kind"], change["id"]
            assert (change["row"] is None) == (change["deleted_at"] is not None)
            if change["row"] is None:
                self.rows.pop(key, None)
            else:
                assert change["row"]["id"] == change["id"]
                self.rows[key] = change["row"]
        self.cursor = page["cursor"]
        return page

    def catch_up(self, limit: int = 500) -> list[dict[str, Any]]:
        """Read until there is nothing more, and return what came."""
        came = []
        while True:
            page = self.read_page(limit)
            came += page["results"]
            if page["next"] is None:
                return came


def listed(api: APIClient) -> Rows:
    """Return everything of the person's own as the resources show it, read from the lists."""
    found: Rows = {}
    for kind, path in PATHS.items():
        url = f"{path}?limit=500"
        while url:
            answer = api.get(url).json()
            found |= {(kind, row["id"]): row for row in answer["results"] if row.get("own", True)}
            url = answer["next"]
    for gate in api.get("/api/v1/gates").json()["results"]:
        if gate["override"]:
            found["gate-override", gate["override"]["id"]] = gate["override"]
    for kind, row in list(found):
        if kind == "set" and (ticked := api.get(f"/api/v1/sets/{row}/cues").json())["cues"]:
            found["set-cues", row] = ticked
    for slug in exercises(api):
        row = api.get(f"/api/v1/exercises/{slug}/settings").json()
        if row["rest_s"] is not None or row["step_kg"] is not None:
            found["exercise-settings", slug] = row
    return found


def exercises(api: APIClient) -> list[str]:
    """Return the ids of all exercises the person can log."""
    return [row["id"] for row in api.get("/api/v1/exercises?limit=500").json()["results"]]
