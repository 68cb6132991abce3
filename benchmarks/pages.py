"""Time every page of the log for an athlete with ten years of history: `python -m benchmarks.pages`.

Makes a database of its own in a temporary folder (or takes an empty one from DATABASE_URL), asks for each page through
Django's test client, and prints milliseconds, queries, and the ratio to a page that reads nothing but who asks. The
ratio is what to compare: it hardly depends on the machine.
"""

import argparse
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

BASELINE = "/accounts/password/change/"


@dataclass(frozen=True)
class Timing:
    """What one page cost: the median of the rounds, and the quickest."""

    page: str
    path: str
    status: int
    ms: float
    best_ms: float
    ratio: float
    queries: int
    kilobytes: float


@contextmanager
def own_program() -> Iterator[None]:
    """Set Django up with a folder and a database that are gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"FITNESSREC_VAR": folder, "DJANGO_SETTINGS_MODULE": "fitnessrec.settings"}
        import django
        from django.conf import settings

        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
        settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
        settings.ALLOWED_HOSTS.append("testserver")
        django.setup()
        from django.core.management import call_command

        (Path(folder) / "static").mkdir()
        call_command("migrate", verbosity=0, interactive=False)
        yield


def measure(client: Any, page: str, path: str, rounds: int) -> Timing:
    """Ask for a page once to warm up and count queries, then `rounds` times, each beside the baseline.

    Both are timed in turns, so that a machine that is busy for a while slows both and leaves the ratio alone.
    """
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    asked = len(queries)  # now: the next request empties the log
    times, baseline = [], []
    for _ in range(rounds):
        times.append(_clock(client, path))
        baseline.append(_clock(client, BASELINE))
    ms = statistics.median(times)
    ratio = round(ms / statistics.median(baseline), 1)
    size = len(answer.content) / 1000
    return Timing(page, path, answer.status_code, round(ms, 1), round(min(times), 1), ratio, asked, size)


def _clock(client: Any, path: str) -> float:
    begin = time.perf_counter()
    client.get(path)
    return (time.perf_counter() - begin) * 1000


def run(*, rounds: int, others: int, sessions_of_others: int, say: Callable[[str], None]) -> list[Timing]:
    """Seed, time every page, and return what each cost, the baseline first."""
    from django.db import connection
    from django.test import Client

    from benchmarks.history import Sizes, seed_history
    from benchmarks.paths import page_paths
    from workouts.models import Set

    begin = time.perf_counter()
    athlete = seed_history(on=date.today(), sizes=Sizes(others=others, sessions_of_others=sessions_of_others))
    mine, all_sets = Set.objects.for_user(athlete).count(), Set.objects.count()
    say(f"{mine:,} sets of one athlete, {all_sets:,} in all, {connection.vendor}, {time.perf_counter() - begin:.0f} s.")
    client = Client()
    client.force_login(athlete)
    timings = []
    say(_line("page", "ms", "best", "ratio", "queries", "kB"))
    for page, path in ({"baseline": BASELINE} | page_paths(athlete)).items():
        timings.append(measure(client, page, path, rounds))
        say(_show(timings[-1]))
    return timings


def _show(timing: Timing) -> str:
    odd = "" if timing.status == 200 else f"  ({timing.status})"
    numbers = (f"{timing.ms:.1f}", f"{timing.best_ms:.1f}", f"{timing.ratio:.1f}", str(timing.queries))
    return _line(timing.page, *numbers, f"{timing.kilobytes:.0f}") + odd


def _line(page: str, *numbers: str) -> str:
    return f"{page:<34}" + "".join(f"{number:>9}" for number in numbers)


def main() -> None:
    """Read the options, run, and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="how often each page is asked for")
    parser.add_argument("--others", type=int, default=200, help="how many other athletes there are")
    parser.add_argument("--sessions", type=int, default=4, help="how many sessions each of them has (a year: 160)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there as well")
    asked = parser.parse_args()
    with own_program():
        timings = run(rounds=asked.rounds, others=asked.others, sessions_of_others=asked.sessions, say=print)
        from django.db import connection

        connection.close()
    if asked.json:
        asked.json.write_text(json.dumps([asdict(timing) for timing in timings], indent=2) + "\n")
    if any(timing.status != 200 for timing in timings):
        sys.exit("Some pages did not answer with 200.")


if __name__ == "__main__":
    main()
