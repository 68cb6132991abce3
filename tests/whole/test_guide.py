"""The client guide, docs/api.md: each of its examples does what the text around it says."""

import hashlib
import json
import os
import re
import subprocess
import sys
import uuid

import pytest

from tests.whole.conftest import ROOT, Client, Site
from tests.whole.faults import bad_line

GUIDE = (ROOT / "docs" / "api.md").read_text()
PASSWORD = "hinge-demo-2026"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def reader(site) -> Client:
    """Give the guide's reader an account, under an address of this run."""
    email = f"{uuid.uuid4().hex[:12]}@example.org"
    make = f"from accounts.models import User; User.objects.create_user({email!r}, {PASSWORD!r})"
    site.manage("shell", "-v0", "-c", make)
    client = Client(site.url, site.manage("create_token", email, "--name", "test"))
    client.email = email
    return client


@pytest.fixture
def desk(tmp_path, clip):
    """Lay out a folder as the guide expects it: the program's commands, and a clip."""
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (tmp_path / ".venv" / "bin" / "python").chmod(0o755)
    (tmp_path / "manage.py").symlink_to(ROOT / "manage.py")
    (tmp_path / "clip.mp4").write_bytes(clip.read_bytes())
    return tmp_path


def test_the_commands_do_what_the_guide_says(site: Site, reader: Client, desk):
    named = {"http://127.0.0.1:8000": site.url, "athlete@example.com": reader.email}
    steps = [re.sub("|".join(map(re.escape, named)), lambda found: named[found[0]], step) for step in blocks("sh")]
    assert len(steps) == 12
    script = "\n".join(f"printf '\\n=== {number}\\n'\n{step}" for number, step in enumerate(steps))
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", script], cwd=desk, env=site.env, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    said = re.split(r"^=== \d+\n", done.stdout, flags=re.MULTILINE)[1:]
    tokens = {row["name"]: row["scope"] for row in reader.send("GET", "/api/v1/tokens")["results"]}
    assert tokens == {"test": "write", "my script": "write", "watch": "read", "app": "write"}

    (session,) = reader.send("GET", "/api/v1/sessions")["results"]
    (row,) = reader.send("GET", "/api/v1/sets")["results"]
    by_hand, video = reader.send("GET", "/api/v1/videos")["results"]
    assert (session["title"], session["finished_at"]) == ("Lower A", "2026-11-22T18:40:00Z")
    assert (row["session"], row["reps"], row["load_kg"], row["rpe"]) == (session["id"], 8, 92.5, 8.5)
    assert video["set"] == row["id"] and by_hand["set"] is None
    assert by_hand["sha256"] == video["sha256"]
    assert [weighed["weight_kg"] for weighed in reader.send("GET", "/api/v1/bodyweights")["results"]] == [81.4]

    (enrolment,) = reader.send("GET", "/api/v1/enrolments")["results"]
    assert (enrolment["programme"], enrolment["start_week"], enrolment["training_days"]) == ("hip-hinge", 3, [0, 3])

    lists, sent, kept, new, way, progress = said[6:12]
    assert f"upload-offset: {(desk / 'clip.mp4').stat().st_size}" in sent.lower()
    assert f"content-location: /api/v1/videos/{by_hand['id']}" in sent.lower()
    assert '"id":"hip-hinge"' in way
    assert lists.count(f'"id":"{session["id"]}"') == 1 and lists.count(f'"id":"{row["id"]}"') == 1
    assert "304\n" in kept
    changes = json.loads(new)
    assert [change["v"] for change in changes["results"]] == sorted(change["v"] for change in changes["results"])
    assert len(changes["results"]) == 2 and changes["cursor"] and "cursor=" in changes["next"]
    assert '"exercise":"romanian-deadlift"' in progress
    assert "\n2026-11-22," in progress or ",2026-11-22" in progress, "one answer is a file for a spreadsheet"


def test_a_client_of_somebody_else_sends_a_clip_as_the_guide_says(site: Site, reader: Client, desk):
    program, _ = blocks("python")
    (desk / "send.py").write_text(program)
    env = os.environ | {"SITE": site.url, "TOKEN": reader.token}
    subprocess.run([sys.executable, "send.py"], cwd=desk, env=env, capture_output=True, check=True, timeout=120)
    latest = reader.send("GET", "/api/v1/videos?limit=1")["results"][0]
    assert (latest["exercise"], latest["load_kg"]) == ("romanian-deadlift", 60)
    assert latest["sha256"] == hashlib.sha256((desk / "clip.mp4").read_bytes()).hexdigest()


def test_the_client_waits_without_a_connection_then_sends_once_and_catches_up(site: Site, reader: Client, desk):
    _, program = blocks("python")
    (desk / "log.py").write_text(program)

    def run(url: str) -> str:
        env = os.environ | {"SITE": url, "TOKEN": reader.token}
        done = subprocess.run(
            [sys.executable, "log.py"], cwd=desk, env=env, capture_output=True, text=True, check=True, timeout=120
        )
        return done.stdout.strip()

    before = {row["id"] for row in reader.send("GET", "/api/v1/sets?exercise=deadlift")["results"]}
    with bad_line(site.url) as line:
        line.mode = "gone"
        assert run(line.url) == "4 rows wait on this device."
        line.mode, line.lose = "pass", 2  # two rows arrive, and the answers are lost
        said = run(line.url)
    assert re.fullmatch(r"Everything is sent; \d+ rows are here\.", said)
    rows = reader.send("GET", "/api/v1/sets?exercise=deadlift&limit=500")["results"]
    fresh = [row for row in rows if row["id"] not in before]
    assert sorted(row["reps"] for row in fresh) == [4, 4, 5, 5, 5, 5]
    assert len({row["session"] for row in fresh}) == 2
    kept = json.loads((desk / "log.json").read_text())
    assert kept["outbox"] == []
    there = {f"set {row['id']}": row for row in reader.send("GET", "/api/v1/sets?limit=500")["results"]}
    assert {key: row for key, row in kept["rows"].items() if key.startswith("set ")} == there


def test_the_client_of_the_guide_follows_deletions_and_a_restored_backup(site: Site, reader: Client, desk):
    _, program = blocks("python")
    (desk / "log.py").write_text(program)
    env = os.environ | {"SITE": site.url, "TOKEN": reader.token}

    def run() -> dict:
        subprocess.run([sys.executable, "log.py"], cwd=desk, env=env, capture_output=True, check=True, timeout=120)
        return json.loads((desk / "log.json").read_text())

    gone = next(key.removeprefix("set ") for key in run()["rows"] if key.startswith("set "))
    reader.send("DELETE", f"/api/v1/sets/{gone}")
    kept = run()
    assert f"set {gone}" not in kept["rows"]
    (desk / "log.json").write_text(json.dumps(kept | {"cursor": "999999", "rows": {"set of a lost time": {}}}))
    kept = run()
    assert "set of a lost time" not in kept["rows"]
    assert int(kept["cursor"]) < 999999


@pytest.mark.parametrize("language", ["sh", "python", "json"])
def test_every_example_is_in_a_language_that_is_checked(language):
    assert set(re.findall(r"^```(\w+)$", GUIDE, re.MULTILINE)) == {"sh", "python", "json"}
    for block in blocks("json"):
        json.loads(block)
