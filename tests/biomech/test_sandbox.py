"""What a process can still do after lock_down."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from biomech import sandbox, syscalls

PROJECT = Path(__file__).resolve().parents[2]

PROBES = """
import ctypes, json, os, resource, signal, socket, sys, threading
sys.path.append(sys.argv[1])
from biomech import sandbox
libc = ctypes.CDLL(None, use_errno=True)
sandbox.lock_down(address_space_bytes=1 << 30, cpu_s=5)

def clone_a_process():
    if libc.syscall(56 if os.uname().machine == "x86_64" else 220, 17, 0, 0, 0, 0) < 0:
        raise OSError(ctypes.get_errno(), "clone")

def start_a_thread():
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()

probes = {
    "open": lambda: open("/etc/passwd"),
    "create": lambda: open("/tmp/never", "w"),
    "stat": lambda: os.stat("/etc/passwd"),
    "list": lambda: os.listdir("/"),
    "socket": socket.socket,
    "fork": os.fork,
    "clone": clone_a_process,
    "exec": lambda: os.execv("/bin/true", ["true"]),
    "signal the parent": lambda: os.kill(os.getppid(), 0),
    "raise a limit": lambda: resource.setrlimit(resource.RLIMIT_CORE, (1, 1)),
    "allocate 2 GiB": lambda: bytearray(2 << 30),
    "import": lambda: __import__("sqlite3"),
    "thread": start_a_thread,
    "allocate 1 MiB": lambda: bytearray(1 << 20),
}
outcome = {}
for name, probe in probes.items():
    try:
        probe()
        outcome[name] = "done"
    except BaseException as error:
        outcome[name] = type(error).__name__
os.write(1, json.dumps(outcome).encode())
os._exit(0)
"""

needs_seccomp = pytest.mark.skipif(sandbox._architecture() is None, reason="no seccomp filter on this platform")


@pytest.fixture(scope="module")
def outcome():
    ended = subprocess.run(
        [sys.executable, "-I", "-c", PROBES, str(PROJECT)], capture_output=True, timeout=20, check=True
    )
    return json.loads(ended.stdout)


@needs_seccomp
@pytest.mark.parametrize(
    "probe",
    ["open", "create", "stat", "list", "socket", "fork", "clone", "exec", "signal the parent"],
)
def test_the_way_out_is_shut(outcome, probe):
    assert outcome[probe] == "PermissionError"


@needs_seccomp
def test_no_module_can_be_loaded(outcome):
    assert outcome["import"] == "ModuleNotFoundError"


@needs_seccomp
def test_limits_cannot_be_raised_again(outcome):
    assert outcome["raise a limit"] in ("PermissionError", "ValueError")


def test_memory_is_limited(outcome):
    assert outcome["allocate 2 GiB"] == "MemoryError"


@pytest.mark.parametrize("probe", ["thread", "allocate 1 MiB"])
def test_what_decoding_needs_still_works(outcome, probe):
    assert outcome[probe] == "done"


def test_processor_time_runs_out_with_its_own_signal():
    program = "import sys; sys.path.append(sys.argv[1]); from biomech import sandbox\n"
    program += "sandbox.lock_down(address_space_bytes=1 << 30, cpu_s=1)\nwhile True: pass"
    ended = subprocess.run(
        [sys.executable, "-I", "-c", program, str(PROJECT)], timeout=20, capture_output=True, check=False
    )
    assert ended.returncode == -24  # SIGXCPU


def test_the_sentence_for_the_operator_tells_the_platforms_apart(monkeypatch):
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", "host", "6", "1", "x86_64")))
    assert "can open no file" in sandbox.describe()
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", "host", "6", "1", "riscv64")))
    assert "could still open files" in sandbox.describe()


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_filter_names_only_calls_that_cannot_leave(machine):
    column = syscalls.ARCHITECTURES[machine].column
    numbers = [pair[column] for pair in syscalls.ALLOWED.values()]
    assert len(set(numbers)) == len(numbers)
    # openat, socket, connect, execve, kill, ptrace, io_uring_setup, bpf
    leaving = {
        "x86_64": {2, 257, 41, 42, 59, 62, 101, 425, 321},
        "aarch64": {56, 198, 203, 221, 129, 117, 425, 280},
    }
    assert not leaving[machine] & set(numbers)
    assert len(syscalls.build_filter(syscalls.ARCHITECTURES[machine])) % 8 == 0
