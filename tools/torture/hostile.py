"""The whole hostile set and a thousand damaged clips: each done or refused in time, and nothing reached."""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from tools.hostile.case import SECRET_NAME, Case, Lure
from tools.hostile.mutations import mutated
from tools.hostile.table import CASES
from tools.hostile.traps import traps
from tools.torture.processes import processes, wait_for
from tools.torture.program import Program, running

WITHIN_S = 30.0
MUTATED, SENT_MUTATED, TRACED = 1_000, 60, 20
#: What a decoder opens before its door is shut lies in these; behind it, it opens nothing.
SHUT = "seccomp(SECCOMP_SET_MODE_FILTER"


def run(seed: int) -> list[str]:
    """Judge, trace and send them all; return the figures."""
    with tempfile.TemporaryDirectory(prefix="hostile-") as name, traps(Path(name)) as (lure, trap):
        folder = Path(name)
        lines = [*judge_all(folder, lure, seed), *trace(folder, lure), *send_all(folder, lure, seed)]
        assert not trap.calls, f"somebody called: {trap.calls}"
    return [*lines, "calls at the trap (TCP and UDP): 0"]


def judge_all(folder: Path, lure: Lure, seed: int) -> list[str]:
    """Take every hostile file and every damaged clip through the steps of the program, two at a time."""
    _set_up_django(folder)
    from tools.hostile.judge import Outcome, judge

    def hostile(case: Case) -> Outcome:
        path = _write(folder / "judged", case.name, case.make(lure))
        outcome = judge(path, always_decode=True)
        assert case.verdict.holds(outcome.code, outcome.sentence), f"{case.name} ({case.what}) ended as {outcome}"
        assert not outcome.leaked, f"{case.name} showed what it must not"
        return outcome

    def damaged(number: int) -> Outcome:
        ending, content = mutated(number)
        path = _write(folder / "judged", f"{number}.{ending}", content)
        outcome = judge(path)
        path.unlink()
        return outcome

    numbers = range(seed * 10_000, seed * 10_000 + MUTATED)
    return [
        *_figures("hostile files", _in_pairs(hostile, CASES), [case.name for case in CASES]),
        *_figures("damaged clips", _in_pairs(damaged, numbers), [f"clip {number}" for number in numbers]),
    ]


def _figures(what: str, outcomes: list[Any], names: list[str]) -> list[str]:
    for name, outcome in zip(names, outcomes, strict=True):
        assert outcome.slowest_s < WITHIN_S, f"{name} took {outcome.seconds}"
    codes = Counter(outcome.code for outcome in outcomes)
    took = sorted(sum(outcome.seconds.values()) for outcome in outcomes)
    died = codes["decoder-died"]
    return [
        f"{len(outcomes)} {what}: " + ", ".join(f"{code} {count}" for code, count in codes.most_common()),
        f"seconds from file to end: p50 {_at(took, 0.5):.2f}, p99 {_at(took, 0.99):.2f}, most {took[-1]:.2f};"
        f" decoders out of memory or ended by a signal: {died}, hangs: 0",
    ]


def trace(folder: Path, lure: Lure) -> list[str]:
    """Look at the system calls of decoders behind their door: nothing is opened, connected to or started."""
    if subprocess.run(["which", "strace"], capture_output=True, check=False).returncode:
        return ["strace is not installed: no decoder was traced"]
    cases = [case for case in CASES if case.name.endswith(("-in-boxes.mp4", ".mov"))][: TRACED - 8]
    cases += [case for case in CASES if case.name.startswith(("dref", "linked", "hls", "sdp", "concat"))]
    asked = 0
    for case in cases[:TRACED]:
        path = _write(folder, case.name, case.make(lure))
        log = folder / "trace.log"
        program = (
            "import sys\nfrom biomech.decode_wire import StillsRequest, request_to_json\n"
            "import os; os.dup2(os.open(sys.argv[1], os.O_RDONLY), 0)\n"
            "sys.argv.append(request_to_json(StillsRequest(9, 640)))\n"
            "from biomech.decode_child import main; main()"
        )
        calls = "trace=open,openat,openat2,creat,socket,connect,bind,sendto,execve,execveat,fork,vfork,kill,seccomp"
        subprocess.run(
            ["strace", "-f", "-o", str(log), "-e", calls, sys.executable, "-c", program, str(path)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=120,
            check=False,
        )
        before, shut, behind = log.read_text(errors="replace").partition(SHUT)
        assert shut, f"{case.name}: the decoder never shut its door"
        tries = [line for line in behind.splitlines()[1:] if "(" in line and "+++" not in line and "---" not in line]
        done = [line for line in tries if not line.rstrip().endswith("(Operation not permitted)")]
        assert not done, f"{case.name}: behind its door the decoder did {done}"
        assert SECRET_NAME not in before, f"{case.name}: the clip beside it was opened"
        asked += len(tries)
    return [
        f"{len(cases[:TRACED])} decoders traced: 0 files opened, 0 sockets, 0 programs ({asked} tries, all refused)"
    ]


def send_all(folder: Path, lure: Lure, seed: int) -> list[str]:
    """Send the set and some damaged clips to the running program; its workers are the same in the end."""
    chance = random.Random(seed)
    damaged = [mutated(chance.randrange(10**6)) for _ in range(SENT_MUTATED)]
    files = [(case.name, case.make(lure)) for case in CASES]
    files += [(f"damaged-{at}.{ending}", content) for at, (ending, content) in enumerate(damaged)]
    verdicts = {case.name: case.verdict for case in CASES}
    with running() as program:
        client, workers = program.client(), _workers(program)
        assert len(workers) >= 2, f"only {workers} work"
        ends: Counter[str] = Counter()
        waited = []
        for name, content in files:
            began = time.monotonic()
            answer = _post(client, name, content)
            if answer.status == 201:
                status, reason = _final(client, answer.json["id"])
                code = "accepted" if status == "ready" else "failed"
            else:
                assert answer.status in (400, 413), f"{name}: {answer.status} {answer.body[:300]!r}"
                code, reason = answer.json["code"], answer.json["detail"]
            waited.append(time.monotonic() - began)
            assert waited[-1] < WITHIN_S, f"{name} took {waited[-1]:.0f} s in the running program"
            verdict = verdicts.get(name)
            if verdict and code != "accepted":
                assert any(verdict.holds(one, reason) for one in verdict.codes - {"accepted"}), (
                    f"{name}: {code} {reason}"
                )
            ends[code] += 1
        assert _workers(program) == workers, f"workers were {workers} and are {_workers(program)}"
        _check_log(program)
    waited.sort()
    return [
        f"{len(files)} files sent to the running program: "
        + ", ".join(f"{code} {count}" for code, count in ends.most_common())
        + f"; seconds to the end: p50 {_at(waited, 0.5):.1f}, most {waited[-1]:.1f}; workers died: 0; errors (5xx): 0"
    ]


def _post(client: Any, name: str, content: bytes) -> Any:
    edge = "torture-edge-7f3a9c"
    head = f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n\r\n'.encode()
    body = head + content + f"\r\n--{edge}--\r\n".encode()
    return client.ask("POST", "/api/v1/videos", body, Content_Type=f"multipart/form-data; boundary={edge}")


def _final(client: Any, video: str) -> tuple[str, str]:
    def found() -> bool:
        return client.video(video)["status"] in ("ready", "failed")

    wait_for(found, within_s=WITHIN_S, why=f"video {video} is final")
    row = client.video(video)
    return row["status"], row["reason"]


def _workers(program: Program) -> list[int]:
    """Return the processes of both queues' workers, those that do the jobs included."""
    return sorted(one.pid for one in processes(program.var) if "celery" in one.words)


def _check_log(program: Program) -> None:
    for log in sorted((program.var / "log").glob("*.log")):
        assert "Traceback" not in log.read_text(errors="replace"), f"{log.name} has a traceback"


def _in_pairs(judge_one: Callable[[Any], Any], what: Iterable[Any]) -> list[Any]:
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(judge_one, what))


def _write(folder: Path, name: str, content: bytes) -> Path:
    folder.mkdir(exist_ok=True)
    if not (folder / SECRET_NAME).exists():
        (folder / SECRET_NAME).write_bytes((folder.parent / SECRET_NAME).read_bytes())
    (folder / name).write_bytes(content)
    return folder / name


def _at(ordered: list[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _set_up_django(folder: Path) -> None:
    """Make the domain functions importable, with a folder that goes afterwards."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "fitnessrec.settings"
    os.environ.setdefault("FITNESSREC_VAR", str(folder / "var"))
    (folder / "var").mkdir(exist_ok=True)
    import django

    django.setup()
