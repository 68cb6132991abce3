import os
import signal
import sys
import time

import pytest

from fitnessrec import child as module
from fitnessrec.child import Child, stop
from tests.fitnessrec.conftest import wait_for

STUBBORN = """
import os, signal, sys, time
for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(number, signal.SIG_IGN)
if os.fork() == 0:
    print("child", os.getpid(), flush=True)
    time.sleep(60)
print("parent", os.getpid(), flush=True)
time.sleep(60)
"""


@pytest.fixture
def make(tmp_path):
    """Return a function that makes a Child of a Python program; what is left of it is killed."""
    made = []

    def make(program: str, **options) -> Child:
        command = [sys.executable, "-c", program]
        child = Child("it", command, log=tmp_path / "it.log", cwd=tmp_path, env=dict(os.environ), **options)
        made.append(child)
        return child

    yield make
    for child in made:
        child.kill()


def is_running(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def printed(child: Child, lines: int) -> list[str]:
    wait_for(lambda: child.log.exists() and child.log.read_text().count("\n") >= lines, within_s=10, why="it prints")
    return child.log.read_text().splitlines()


def test_what_ignores_every_request_is_killed_with_its_children(make):
    child = make(STUBBORN)
    child.start()
    pids = [int(line.split()[1]) for line in printed(child, 2)]
    began = time.monotonic()
    stop([child], within_s=0.5)
    assert 0.5 <= time.monotonic() - began < 5
    wait_for(lambda: not any(map(is_running, pids)), within_s=5, why="both are gone")


def test_a_second_request_does_not_wait(make):
    child = make(STUBBORN)
    child.start()
    printed(child, 2)
    began = time.monotonic()
    stop([child], within_s=30, hurry=lambda: True)
    assert time.monotonic() - began < 5


def test_what_dies_is_started_again_without_its_old_children(make):
    child = make(STUBBORN)
    child.start()
    pids = [int(line.split()[1]) for line in printed(child, 2)]
    child.started_at -= 100  # it has lived for long
    os.kill(child.process.pid, signal.SIGKILL)
    wait_for(lambda: not child.is_alive(), within_s=5, why="it is dead")
    said = []
    child.keep_alive(said.append)
    child.keep_alive(said.append)
    assert child.is_alive()
    assert said == [f"it stopped (killed by SIGKILL) and is started again at once; its log: {child.log}"]
    wait_for(lambda: not any(map(is_running, pids)), within_s=5, why="the old ones are gone")


def test_what_keeps_dying_is_started_later_and_later(make, monkeypatch):
    calls, said = [], []
    child = make("import sys; sys.exit(3)", on_repeated_failure=lambda: calls.append("again"))
    waits = []
    for _ in range(9):
        child.start()
        child.process.wait()
        child.keep_alive(said.append)
        waits.append(round(child.next_start_at - time.monotonic()))
    assert waits == [1, 2, 4, 8, 16, 30, 30, 30, 30]
    assert calls == ["again"]
    assert "exit status 3" in said[0]
    child.keep_alive(said.append)
    assert not child.is_alive(), "it waits its time"


def test_being_killed_is_no_failure_of_its_own(make):
    calls = []
    child = make("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", on_repeated_failure=lambda: calls.append(1))
    for _ in range(4):
        child.start()
        child.process.wait()
        child.keep_alive(lambda line: None)
    assert child.early_deaths == 4
    assert calls == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent died")
def test_it_dies_with_the_process_that_started_it(tmp_path):
    log = tmp_path / "it.log"
    program = f"""
import os, sys, time
from pathlib import Path
from fitnessrec.child import Child
sleep = "import os, time; print(os.getpid(), flush=True); time.sleep(60)"
Child("it", [sys.executable, "-c", sleep], log=Path({str(log)!r}), cwd=Path("/"), env=dict(os.environ)).start()
time.sleep(60)
"""
    import subprocess  # noqa: PLC0415 -- for this test only

    starter = subprocess.Popen([sys.executable, "-c", program])
    wait_for(lambda: log.exists() and log.read_text().strip(), within_s=10, why="it runs")
    starter.kill()
    starter.wait()
    wait_for(lambda: not is_running(int(log.read_text())), within_s=5, why="it is told")


def test_a_long_log_is_put_aside(make, monkeypatch):
    monkeypatch.setattr(module, "LOG_BYTES", 10)
    child = make("print('new')")
    child.log.write_text("a long log of old")
    child.start()
    child.process.wait()
    assert child.log.read_text() == "new\n"
    assert child.log.with_name("it.log.1").read_text() == "a long log of old"


def test_what_it_needs_is_made_before_each_start(make, tmp_path):
    needed = tmp_path / "needed"
    child = make("import os, sys; os.rmdir('needed'); sys.exit(1)", before_start=needed.mkdir)
    for _ in range(2):
        child.start()
        assert child.process.wait(10) == 1
        child.process = None
    assert not needed.exists()


def test_what_cannot_be_started_again_now_is_tried_later(make, monkeypatch):
    monkeypatch.setattr(module, "AT_ONCE_S", 0.2)
    troubles, said = [None], []

    def before_start():
        if trouble := troubles.pop():
            raise trouble

    child = make("import sys; sys.exit(1)", before_start=before_start)
    child.start()
    child.process.wait(10)
    troubles[:] = [None, OSError("No space left on device")]
    wait_for(lambda: child.keep_alive(said.append) or not troubles, within_s=10, why="it is started again")
    assert child.process is not None
    assert [line for line in said if "cannot be started" in line] == [
        "it cannot be started, which is tried again in 0 s: No space left on device"
    ]
