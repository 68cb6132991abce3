"""Workers and broker are killed in the middle of their work: in the end each clip has one result, and nothing is lost.

`make torture` does the same in large numbers (docs/reliability.md).
"""

import time
import uuid
from pathlib import Path
from random import Random

import pytest

from tools.torture import processes
from tools.torture.api import Client
from tools.torture.broker import send_while_down
from tools.torture.clips import render_clips
from tools.torture.processes import kill
from tools.torture.program import Program
from tools.torture.promises import check_results, wait_until_final


@pytest.fixture(scope="module")
def clips(tmp_path_factory) -> list[Path]:
    """Render a clip that takes a while, and a short one."""
    folder = tmp_path_factory.mktemp("clips")
    (long,) = render_clips(folder, Random(3), count=1, reps=(6, 6))
    (folder / "short").mkdir()
    return [long, *render_clips(folder / "short", Random(3), count=1, size_px=(320, 200), reps=(1, 1))]


def job_at_work(program: Program, video: str, kind: str) -> dict:
    """Wait until a worker is in the middle of a job, and return its row."""
    for _ in range(4000):
        query = "SELECT * FROM core_job WHERE subject = ? AND kind = ?"
        for job in program.rows(query, uuid.UUID(video).hex, kind):
            assert job["state"] != "done", f"{kind} was done before its worker could be killed"
            if job["state"] == "running" and job["done"] >= 1:
                return job
        time.sleep(0.005)
    raise AssertionError(f"{kind} of {video} never began")


def test_whatever_is_killed_each_clip_has_one_result_and_no_write_is_lost(site, script, clips):
    program, client = Program(site.url, site.var, site.env), Client(site.url, script.token)
    long, short = clips

    first = client.upload(long)
    job_at_work(program, first, "stills")
    assert kill(processes.worker_group(site.var, "quick"))
    assert program.rows("SELECT state FROM core_job WHERE subject = ?", uuid.UUID(first).hex) == [{"state": "running"}]

    second = client.upload(long)
    job_at_work(program, second, "rendition")
    assert kill(processes.pool_children(site.var, "heavy"))

    before = processes.broker(site.var)
    assert send_while_down(program, client, [short], Random(3), videos=2, seconds=0) == 4
    wait_until_final(program, client, within_s=300)  # docs/reliability.md has a figure for an idle machine

    left = Path(site.var, "media", "videos", first, "poster-99.webp")  # as by one killed while it cleared away
    left.write_bytes(b"x")
    check_results(program, client)
    assert not left.exists()
    client.check_sets()
    assert {client.video(video)["status"] for video in client.videos} == {"ready"}
    for video, kind in ((first, "stills"), (second, "rendition")):
        query = "SELECT attempts, fence FROM core_job WHERE subject = ? AND kind = ?"
        assert program.rows(query, uuid.UUID(video).hex, kind) == [{"attempts": 2, "fence": 2}]
    assert not set(before) & set(processes.broker(site.var))
