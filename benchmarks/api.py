"""Time the API for an athlete with ten years of history: `python -m benchmarks.api`.

Seeds a database of its own on SQLite and on a PostgreSQL of its own, starts the production server on loopback, and puts
load on every hot endpoint with 1, 4 and 16 connections. Beside each, in the same run, is a baseline: a view with the
same middleware, sign-in, permission and throttle that returns the same bytes. The ratio to it is what to compare: it
hardly depends on the machine. docs/performance.md has the last results. Nothing else should keep the machine busy.
"""

import argparse
import json
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

from benchmarks.layers import PROFILED, profile, show
from benchmarks.limits import check, check_depth
from benchmarks.load import NO_WRK, LoadFailed, Target
from benchmarks.rounds import AT_A_TIME, ROUNDS, measure, prepare
from benchmarks.servers import NotStarted, own_program, postgres, production_server
from benchmarks.table import table, told
from tests.needs import find_postgres, find_wrk

BUSY = "BENCHMARK_BUSY"  # how busy the machine was before; the process for one database is told


def main() -> None:
    """Read the options, run, and write."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="both")
    parser.add_argument("--seconds", type=int, default=1, help="how long one run of the load is")
    parser.add_argument("--others", type=int, default=200, help="how many other athletes there are, with a year each")
    parser.add_argument("--quick", action="store_true", help="one round instead of three")
    parser.add_argument("--scale", action="store_true", help="also compare 200 others with 2,000 (a few minutes more)")
    parser.add_argument("--check", action="store_true", help="end with status 1 where a limit is not kept")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there as well")
    asked = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _end)  # what was started is stopped then too
    if find_wrk() is None:
        sys.exit(NO_WRK)
    if BUSY not in os.environ:  # else it is our own load
        os.environ[BUSY] = f"{os.getloadavg()[0]:.1f}"
        if float(os.environ[BUSY]) > 1:
            print(f"The machine is busy with something else (load {os.environ[BUSY]}): only CPU will be worth much.")
    wanted = ["sqlite", "postgres"] if asked.database == "both" else [asked.database]
    if "postgres" in wanted and find_postgres() is None:
        print("PostgreSQL is missing (as root on Debian, `apt-get install postgresql`): SQLite only.")
        wanted.remove("postgres")
    try:
        found = [one_database(wanted[0], asked)] if len(wanted) == 1 else [in_own_process(name) for name in wanted]
    except (LoadFailed, NotStarted) as error:
        sys.exit(str(error))
    except KeyboardInterrupt:
        sys.exit(130)
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1) + "\n")
    over = [line for one in found for line in one["checks"] if not line["ok"]]
    if asked.check and over:
        sys.exit(f"{len(over)} limits are not kept.")


def in_own_process(database: str) -> dict[str, Any]:
    """Run for one database in a process of its own: Django is set up once in a process."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "found.json"
        words = [word for word in sys.argv[1:] if word != "--check"]
        command = [sys.executable, "-m", "benchmarks.api", *words, "--database", database, "--json", str(file)]
        process = subprocess.Popen(command)
        try:
            status = process.wait()
        except BaseException:
            process.send_signal(signal.SIGTERM)  # it may have had the Ctrl-C already, and stops but once
            process.wait()
            raise
        if status:
            sys.exit(status)
        return json.loads(file.read_text())[0]  # type: ignore[no-any-return]


def one_database(name: str, asked: argparse.Namespace) -> dict[str, Any]:
    """Seed, serve, time and check on one database."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fitnessrec-bench-")))
        database, server = f"sqlite:///{folder / 'db.sqlite3'}", 0
        if name == "postgres":
            database, server = stack.enter_context(postgres())
        stack.enter_context(own_program(folder, database))
        from django.db import connection

        athlete, target = seed(folder, asked.others)
        rounds = dict.fromkeys(AT_A_TIME, 1) if asked.quick else ROUNDS
        begin = time.monotonic()
        with production_server() as (address, web):
            served = replace(target, address=address, processes=(web, server) if server else (web,))
            timings = prepare(served, athlete, print)
            connection.close()
            measure(served, timings, seconds=asked.seconds, rounds=rounds)
            depth = check_depth(served, timings, seconds=asked.seconds)
        print(table(timings))
        checks = [*check(timings, connection.vendor), depth]
        print(f"Load for {time.monotonic() - begin:.0f} s.")
        layers = {each.name: profile(target, each.endpoint) for each in timings if each.name in PROFILED}
        for each, spent in layers.items():
            print(show(each, spent))
        if asked.scale:
            from benchmarks.scale import PROGRESSION, check_crowd

            endpoint = next(timing.endpoint for timing in timings if timing.name == PROGRESSION)
            checks.append(check_crowd(target, database, endpoint, seconds=asked.seconds, say=print))
        for line in checks:
            print(line)
        return {
            "database": name, "day": date.today().isoformat(), "python": platform.python_version(),
            "cores": os.cpu_count(), "busy": float(os.environ[BUSY]),
            "others": asked.others, "seconds": asked.seconds, "rounds": rounds,
            "endpoints": [told(timing) for timing in timings], "layers_us": layers,
            "checks": [asdict(line) for line in checks],
        }  # fmt: skip


def seed(folder: Path, others: int) -> tuple[Any, Target]:
    """Store the history; return the athlete and how to ask as this athlete."""
    from django.db import connection

    from accounts.domain.tokens import create_token
    from benchmarks.history import Sizes, seed_history
    from workouts.models import Session, Set

    begin = time.monotonic()
    athlete = seed_history(on=date.today(), sizes=Sizes(others=others))
    _, secret = create_token(user=athlete, name="benchmark", scope="write")
    mine, all_sets = Set.objects.for_user(athlete).count(), Set.objects.count()
    took = time.monotonic() - begin
    print(f"{mine:,} sets of one athlete, {all_sets:,} in all, {connection.vendor}, seeded in {took:.0f} s.")
    sessions = folder / "sessions.txt"
    ids = Session.objects.for_user(athlete).newest_first().values_list("pk", flat=True)
    sessions.write_text("".join(f"{pk}\n" for pk in ids))
    return athlete, Target("", {"Authorization": f"Token {secret}"}, sessions)


def _end(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
