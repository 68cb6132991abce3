"""A worker is killed in the middle of a job: after its restart the job is finished, once."""

import os
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from biomech.synthetic import render_hinge_clip
from tests.whole.conftest import Client


@pytest.fixture(scope="module")
def long_clip(tmp_path_factory) -> Path:
    """Render a clip with a single key frame, so that its nine pictures take a while to decode."""
    path = tmp_path_factory.mktemp("long") / "long.mp4"
    render_hinge_clip(path, reps=24, size_px=(1280, 800), gop=10_000)
    return path


def quick_workers(var: Path) -> list[int]:
    """Return the processes of the worker for quick jobs, by their command line and environment."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            command = (folder / "cmdline").read_bytes().split(b"\0")
            environment = (folder / "environ").read_bytes()
        except OSError:
            continue
        if b"celery" in command and b"quick" in command and f"FITNESSREC_VAR={var}".encode() in environment:
            found.append(int(folder.name))
    return found


def job_of(var: Path, video_id: str) -> dict:
    """Read the job's row straight from the database."""
    with sqlite3.connect(f"file:{var}/db.sqlite3?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        wanted = video_id.replace("-", "")
        return dict(database.execute("SELECT * FROM core_job WHERE subject = ?", [wanted]).fetchone())


def kill_in_mid_job(site, script: Client, clip: Path) -> str:
    """Send the clip and kill the worker while it works on it; return the video's id."""
    video = script.upload(clip)["id"]
    for _ in range(2000):
        job = job_of(site.var, video)
        assert job["state"] != "done", "the job was done before the worker could be killed"
        if job["state"] == "running" and job["done"] >= 1:
            break
        time.sleep(0.005)
    for process in quick_workers(site.var):
        os.kill(process, signal.SIGKILL)
    assert job_of(site.var, video)["state"] == "running"
    return video


def test_a_worker_killed_in_mid_job_leaves_it_finished_once(site, script, long_clip):
    video = kill_in_mid_job(site, script, long_clip)
    for _ in range(600):
        found = script.send("GET", f"/api/v1/videos/{video}")
        if found["status"] in ("ready", "failed"):
            break
        time.sleep(0.1)
    assert found["status"] == "ready", found
    job = job_of(site.var, video)
    assert (job["state"], job["attempts"], job["fence"]) == ("done", 2, 2)
    stills = sorted(path.name for path in (site.var / "media" / "videos" / video).iterdir() if path.suffix != ".bin")
    assert stills == ["poster-2.jpg", "poster-2.webp", "sprite-2.jpg", "sprite-2.webp"]
