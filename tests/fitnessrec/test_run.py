"""`manage.py run` as people meet it: it starts, mends itself, refuses a second one, and leaves nothing behind."""

import os
import signal
import socket
import stat
import sys
import tempfile
from pathlib import Path

import pytest
import redis

from tests.fitnessrec.conftest import manage, processes_on, wait_for

# What `make` is for the program: a process that only waits for it.
THROUGH = "import subprocess, sys; sys.exit(subprocess.call(sys.argv[1:]))"

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
    pytest.mark.xdist_group("run"),  # one after the other: two whole programs at a time would slow each other down
]


@pytest.fixture(scope="module")
def running(start):
    """Return one running program for the tests that leave it running."""
    run = start()
    run.wait_until_healthy()
    wait_until_complete(run)
    return run


def wait_until_complete(run):
    wait_for(lambda: len(run.processes("celery", "-Q")) == 4, within_s=20, why="two workers, each with a pool of one")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_says_where_it_is_and_where_its_logs_are(running):
    assert "runs at http://127.0.0.1:" in running.said
    assert f"{running.var}/log" in running.said
    assert "Demo logins" not in running.said
    assert "Traceback" not in running.said


def test_consists_of_broker_workers_and_web(running):
    assert len(running.processes("-Q quick")) == len(running.processes("-Q heavy")) == 2
    assert len(running.processes("gunicorn")) == 3
    assert len(running.processes("unixsocket:")) == 1


def test_keeps_its_secrets_to_its_user(running):
    assert mode(running.var / "secret_key") == 0o600
    assert [mode(running.var / name) for name in ("run", "log", "broker", "media")] == [0o700] * 4


def test_refuses_a_second_start_on_the_same_folder(running):
    before = running.processes()
    second = manage("run", var=running.var)
    assert second.returncode == 1
    assert f"already runs on {running.var} (process {running.process.pid})" in second.stderr
    assert second.stderr.count("\n") == 1
    assert running.processes().keys() == before.keys()
    assert running.answers()


def test_refuses_a_taken_port_and_starts_nothing(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = manage("run", var=tmp_path / "var", PORT=str(port))
    assert refused.returncode == 1
    assert f"Port {port} on 127.0.0.1 is taken" in refused.stderr
    assert refused.stderr.count("\n") == 1
    assert processes_on(tmp_path / "var") == {}
    assert not (tmp_path / "var" / "db.sqlite3").exists()


@pytest.mark.parametrize("words", [("-Q heavy",), ("gunicorn",), ("unixsocket:",)], ids=["worker", "web", "broker"])
def test_starts_again_what_dies(running, words):
    before = running.processes(*words)
    os.kill(min(before), signal.SIGKILL)  # the lowest id is the process that we started; the others are its children

    def replaced() -> bool:
        now = running.processes(*words)
        return len(now) == len(before) and not now.keys() & before.keys()

    wait_for(replaced, within_s=20, why="a new process, and none of the old group")
    assert "stopped (killed by SIGKILL) and is started again" in running.said
    wait_for(running.answers, within_s=10, why="pages are served")


def test_broker_keeps_its_messages_when_it_dies(running):
    client = redis.Redis(unix_socket_path=str(running.var / "run" / "broker.sock"))
    client.rpush("a queue nobody reads", "message")
    (broker,) = running.processes("unixsocket:")
    os.kill(broker, signal.SIGKILL)
    wait_for(lambda: running.processes("unixsocket:").keys() - {broker}, within_s=10, why="a new broker")
    client.connection_pool.disconnect()
    wait_for(lambda: answers(client), within_s=10, why="the broker answers")
    assert client.lpop("a queue nobody reads") == b"message"


def answers(client) -> bool:
    try:
        return client.ping()
    except redis.ConnectionError:
        return False


def test_stops_with_its_parent_when_asked_to(start):
    run = start(None, "--with-parent", through=[sys.executable, "-c", THROUGH])
    run.wait_until_healthy()
    run.process.kill()
    run.process.wait()
    wait_for(lambda: not run.processes(), within_s=20, why="everything stops")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_stops_everything_when_asked(start, number):
    run = start()
    run.wait_until_healthy()
    port = int(run.url.rpartition(":")[2])
    wait_until_complete(run)
    assert run.stop(number) == 0
    assert run.processes() == {}
    assert not (run.var / "run" / "broker.sock").exists()
    with socket.create_server(("127.0.0.1", port)):
        pass
    assert run.said.endswith("Stopped.\n")
    assert "Traceback" not in (run.var / "log" / "web.log").read_text()


def test_killed_leaves_nothing_and_starts_again_at_once_even_far_down(start):
    with tempfile.TemporaryDirectory() as place:
        var = Path(place) / ("a folder with a long name, " * 5).strip() / "var"
        var.parent.mkdir()
        first = start(var)
        first.wait_until_healthy()
        wait_until_complete(first)
        old = set(first.processes())
        first.process.kill()
        first.process.wait()
        second = start(var)
        second.wait_until_healthy()
        wait_for(lambda: not old & second.processes().keys(), within_s=10, why="nothing of the first is left")
        assert len(second.processes("unixsocket:")) == 1
        assert second.stop() == 0
        assert processes_on(var) == {}
