"""The endpoints of the API that are timed: one line adds one."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

API = "/api/v1"
LIST, DEEP, CREATE, PROGRESSION = "sets, 20", "sets, 20, page 2,000", "create a set", "strength, ten years"
# Where the load writes an id of its own for each request, and one session of the athlete after another.
FRESH, SESSION = "{fresh}", "{session}"

Ask = Callable[[str], Any]


@dataclass(frozen=True)
class Endpoint:
    """What is asked. A body makes it a write; `unchanged` asks with the tag of the last answer."""

    path: str
    method: str = "GET"
    body: str = ""
    unchanged: bool = False


def hot_endpoints(athlete: Any, ask: Ask, *, deep: int = 2000) -> dict[str, Endpoint]:
    """Return each endpoint by its name, for an athlete with a history; `ask` answers a path with what its JSON says."""
    from core.versions import version_of
    from workouts.models import Set

    row = Set.objects.for_user(athlete).order_by("-performed_at", "-id")[10]
    recent = version_of(athlete.pk) - 30
    a_set = json.dumps({"session": SESSION, "exercise": "deadlift", "load_kg": 142.5, "reps": 5, "rpe": 8, "note": ""})
    return {
        LIST: Endpoint(f"{API}/sets?limit=20"),
        DEEP: Endpoint(page_path(ask, deep)),
        "sets, 20, one exercise": Endpoint(f"{API}/sets?exercise=deadlift&limit=20"),
        "sets, 20, unchanged": Endpoint(f"{API}/sets?limit=20", unchanged=True),
        "sessions, 20": Endpoint(f"{API}/sessions?limit=20"),
        "one set": Endpoint(f"{API}/sets/{row.pk}"),
        "exercises": Endpoint(f"{API}/exercises"),
        PROGRESSION: Endpoint(f"{API}/progress/strength?exercise=deadlift"),
        "strength, by week": Endpoint(f"{API}/progress/strength?exercise=deadlift&bucket=week"),
        "volume, ten years": Endpoint(f"{API}/progress/volume?exercise=deadlift"),
        "records": Endpoint(f"{API}/progress/records?exercise=deadlift"),
        "changes, the last 30": Endpoint(f"{API}/changes?cursor={recent}&limit=50"),
        "changes, the first 500": Endpoint(f"{API}/changes?limit=500"),
        CREATE: Endpoint(f"{API}/sets", "POST", a_set),
        "put a new set": Endpoint(f"{API}/sets/{FRESH}", "PUT", a_set),
    }


def page_path(ask: Ask, number: int, *, size: int = 20) -> str:
    """Return the address of a page of the list of sets, reached by following `next` with larger pages."""
    left, step = (number - 1) * size, 500
    path = f"{API}/sets?limit={size}"
    while left:
        step = step if left >= step else size
        path = _after_host(ask(path.replace(f"limit={size}", f"limit={step}"))["next"])
        path = path.replace(f"limit={step}", f"limit={size}")
        left -= step
    return path


def _after_host(address: str) -> str:
    return API + address.partition(API)[2]
