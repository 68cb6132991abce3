"""The same way by script: a token, the API, and a poster within seconds."""

import time
import uuid

import pytest

from tests.conftest import SHARED
from tests.whole.conftest import Client


def wait_for_poster(script: Client, video: dict) -> dict:
    """Ask for the row until the poster is there."""
    for _ in range(200):
        found = script.send("GET", f"/api/v1/videos/{video['id']}")
        if found["poster"] or found["status"] == "failed":
            return found
        time.sleep(0.05)
    raise AssertionError(f"no poster after ten seconds: {found}")


def log_and_film(script: Client, clip):
    session, row = str(uuid.uuid4()), str(uuid.uuid4())
    script.send("PUT", f"/api/v1/sessions/{session}", {"started_at": "2026-03-02T17:30:00Z", "title": "By script"})
    logged = {"session": session, "exercise": "kettlebell-deadlift", "load_kg": 24, "reps": 10}
    script.send("PUT", f"/api/v1/sets/{row}", logged)
    return row, wait_for_poster(script, script.upload(clip, set=row))


def see_the_point(script: Client, row: str) -> None:
    points = script.send("GET", "/api/v1/progress/strength?exercise=kettlebell-deadlift")
    at = points["set"].index(row)
    assert points["date"][at] == "2026-03-02"
    assert points["value"][at] == 32.0  # 24 x (1 + 10/30)


def test_a_script_logs_films_and_reads_the_point(script, clip):
    row, video = log_and_film(script, clip)
    assert script.send("GET", video["poster"])[:3] == b"\xff\xd8\xff"
    see_the_point(script, row)


@pytest.mark.skipif(not (SHARED / "videos").is_dir(), reason="the real clips of ../shared/videos are not here")
def test_a_script_does_so_with_a_real_clip(script):
    row, video = log_and_film(script, SHARED / "videos" / "tby_0016c_1.mp4")
    assert script.send("GET", video["poster"])[:3] == b"\xff\xd8\xff"
    see_the_point(script, row)
