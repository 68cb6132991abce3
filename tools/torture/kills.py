"""Workers are killed, again and again: every video ends, with one result."""

import tempfile
import time
from pathlib import Path
from random import Random

from tools.torture import processes
from tools.torture.clips import render_clips
from tools.torture.processes import kill, wait_for
from tools.torture.program import Program, running
from tools.torture.promises import check_no_errors, check_results, wait_until_final

VIDEOS, KILLS = 30, 20


def run(seed: int) -> list[str]:
    """Send 30 videos, kill workers 20 times at random, and see that each video ended, once."""
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as folder, running() as program:
        clips = render_clips(Path(folder), chance, count=6)
        client = program.client()
        sent = [client.upload(chance.choice(clips)) for _ in range(VIDEOS)]
        hits = [kill_workers(program, chance) for _ in range(KILLS)]
        took = wait_until_final(program, client)
        interrupted = program.rows("SELECT sum(attempts - 1) AS cut FROM core_job")[0]["cut"]
        lines = check_results(program, client)
        check_no_errors(program)
    assert len(set(sent)) == VIDEOS
    return [
        f"{KILLS} kills hit {sum(hits)} processes, {interrupted} attempts at jobs were cut off",
        *lines,
        f"all final {took:.0f} s after the last kill",
    ]


def kill_workers(program: Program, chance: Random, *, wait_s: tuple[float, float] = (1.0, 7.0)) -> int:
    """Wait a moment, then kill a worker with all it started, or only its process for jobs; return how many were hit."""
    time.sleep(chance.uniform(*wait_s))
    queue = chance.choice(("quick", "heavy", "heavy"))
    find = processes.pool_children if chance.random() < 0.3 else processes.worker_group
    wait_for(
        lambda: processes.pool_children(program.var, queue), within_s=60, why=f"the worker {queue} is started again"
    )
    return kill(find(program.var, queue))
