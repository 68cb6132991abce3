"""What must hold in the end, whatever was killed on the way."""

import hashlib
import re
import uuid
from collections import Counter
from pathlib import Path

from tools.torture.api import Client
from tools.torture.processes import wait_for
from tools.torture.program import Program

FINAL = ("ready", "failed")
WITHIN_S = 90.0
GAVE_UP = "The work was tried three times"
SWEEP = (
    "from datetime import timedelta; from django.utils import timezone; from videos.domain.sweep import sweep; "
    "list(sweep(at=timezone.now() + timedelta(days=2)))"
)


def wait_until_final(program: Program, client: Client, *, within_s: float = WITHIN_S) -> float:
    """Wait until every video and every job is final; return how long that took."""

    def left() -> list[str]:
        videos = program.rows("SELECT id, status FROM videos_video")
        jobs = program.rows("SELECT kind, subject, state FROM core_job")
        mine = {uuid.UUID(video).hex for video in client.videos}
        going = [f"video {row['id']} is {row['status']}" for row in videos if row["status"] not in FINAL]
        going += [
            f"{row['kind']} {row['subject']} is {row['state']}"
            for row in jobs
            if row["state"] not in ("done", "failed")
        ]
        return [line for line in going if any(video in line for video in mine)]

    try:
        return wait_for(lambda: not left(), within_s=within_s, why="every video is in a final state")
    except AssertionError as late:
        raise AssertionError(f"{late}: {left()}") from late


def check_results(program: Program, client: Client) -> list[str]:
    """Check that each acknowledged video has exactly one result, and return the figures."""
    rows = {uuid.UUID(row["id"]): row for row in program.rows("SELECT * FROM videos_video")}
    jobs: dict[uuid.UUID, dict[str, dict]] = {}
    for job in program.rows("SELECT * FROM core_job"):
        jobs.setdefault(uuid.UUID(job["subject"]), {})[job["kind"]] = job
    left = sum(len(_unnamed(program, video, rows[uuid.UUID(video)])) for video in client.videos)
    _sweep(program)
    for video, sha256 in client.videos.items():
        row = rows.get(uuid.UUID(video))
        assert row is not None, f"video {video} was acknowledged and is gone"
        assert row["sha256"] == sha256, f"video {video} is not what was sent"
        _check_one(program, video, row, jobs[uuid.UUID(video)])
    held = [job for video in client.videos for job in jobs[uuid.UUID(video)].values()]
    statuses = Counter(rows[uuid.UUID(video)]["status"] for video in client.videos)
    attempts = Counter(job["attempts"] for job in held)
    return [
        f"{len(client.videos)} videos: {statuses['ready']} ready, {statuses['failed']} failed after three attempts",
        f"{len(held)} jobs; attempts: "
        + ", ".join(f"{count} took {number}" for number, count in sorted(attempts.items())),
        f"files of interrupted attempts for the daily sweep: {left}",
    ]


def check_no_errors(program: Program) -> None:
    """Look for requests that broke."""
    said = (program.var / "log" / "web.log").read_text()
    assert "Traceback" not in said, f"the web server's log holds errors:\n{said[-3000:]}"


def _check_one(program: Program, video: str, row: dict, jobs: dict[str, dict]) -> None:
    for kind, job in jobs.items():
        assert job["state"] in ("done", "failed"), f"{kind} of {video} is left over as {job['state']}"
        assert 1 <= job["attempts"] <= 3, f"{kind} of {video} was tried {job['attempts']} times"
        assert job["fence"] >= job["attempts"], f"{kind} of {video}: fence {job['fence']}, attempts {job['attempts']}"
        assert job["lease_until"] is None, f"{kind} of {video} ended and has a lease"
    assert set(jobs) <= {"stills", "rendition"}, f"{video} has jobs of the kinds {sorted(jobs)}"
    states = {kind: job["state"] for kind, job in jobs.items()}
    if row["status"] == "failed":
        assert "failed" in states.values(), f"{video} failed, and none of its jobs did"
        assert row["reason"].startswith(GAVE_UP), f"{video} failed: {row['reason']}"
    else:
        assert states == {"stills": "done", "rendition": "done"}, f"{video} is ready, its jobs are {states}"
        for kind, names in (("stills", (row["poster"], row["sprite"])), ("rendition", (row["rendition"],))):
            for name in names:
                found = re.search(r"-(\d+)(?:\.mp4)?$", name)
                assert found, f"{video} names no {kind}: {name!r}"
                assert int(found[1]) == jobs[kind]["fence"], (
                    f"{video} shows {name}, its job's fence is {jobs[kind]['fence']}"
                )
    extra = _unnamed(program, video, row)
    assert not extra, f"{video} has more than one result: {sorted(extra)}"
    missing = _named(row) - _there(program, video)
    assert not missing, f"{video} names files that are not there: {sorted(missing)}"
    if row["original"]:
        content = (program.var / "media" / row["original"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == row["sha256"], f"the original of {video} changed"


def _named(row: dict) -> set[str]:
    stills = [f"{row[which]}.{ending}" for which in ("poster", "sprite") if row[which] for ending in ("webp", "jpg")]
    return {Path(name).name for name in (*stills, row["rendition"], row["original"]) if name}


def _there(program: Program, video: str) -> set[str]:
    folder = program.var / "media" / "videos" / video
    return {path.name for path in folder.iterdir()} if folder.exists() else set()


def _unnamed(program: Program, video: str, row: dict) -> set[str]:
    return _there(program, video) - _named(row)


def _sweep(program: Program) -> None:
    """Sweep as the program will in two days, when all that lies there now is old enough."""
    program.manage("shell", "-v0", "-c", SWEEP)
