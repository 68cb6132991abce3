"""The broker is killed, and loses all it knew: nothing is lost, and people do not notice."""

import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from tools.torture import processes
from tools.torture.api import Client
from tools.torture.clips import render_clips
from tools.torture.processes import kill, wait_for
from tools.torture.program import Program, running
from tools.torture.promises import check_no_errors, check_results, wait_until_final

VIDEOS, KILLS = 30, 5
LAST = 6  # of the videos come while there is no broker
DOWN_S = 10.0


def run(seed: int) -> list[str]:
    """Kill the broker five times and wipe it once while videos and sets come in; see that all of them are there."""
    chance = Random(seed)
    with tempfile.TemporaryDirectory() as folder, running() as program:
        clips = render_clips(Path(folder), chance, count=6)
        client = program.client()
        before_it_is_down = VIDEOS - LAST
        kill_after = chance.sample(range(before_it_is_down), KILLS)
        with logging_sets(client) as errors:
            for number in range(before_it_is_down):
                client.upload(chance.choice(clips))
                if number in kill_after:
                    kill_broker(program, chance)
            down = send_while_down(program, client, clips, chance, videos=LAST, seconds=DOWN_S)
        took = wait_until_final(program, client)
        assert not errors, f"sets were refused: {errors[:3]}"
        client.check_sets()
        lines = check_results(program, client)
        check_no_errors(program)
    return [
        f"killed {KILLS} times, and wiped once while it was down for {DOWN_S:.0f} s",
        f"while it was down: {down} clips and sets acknowledged; slowest answer of the run {client.slowest_s:.2f} s",
        f"{len(client.sets)} sets acknowledged, all there",
        *lines,
        f"all final {took:.0f} s after the broker was back",
    ]


def kill_broker(program: Program, chance: Random) -> None:
    """Kill the broker at some moment, and wait until another one was started."""
    time.sleep(chance.uniform(0.2, 3.0))
    before = processes.broker(program.var)
    assert kill(before), "there was no broker to kill"
    wait_for(lambda: set(processes.broker(program.var)) - set(before), within_s=60, why="the broker is started again")


def send_while_down(
    program: Program, client: Client, clips: list[Path], chance: Random, *, videos: int, seconds: float
) -> int:
    """Take the broker away with everything it knew, and send clips and sets meanwhile; return how many were taken."""
    until = time.monotonic() + seconds
    with no_broker(program):
        session, before = client.start_session(), len(client.videos) + len(client.sets)
        for number in range(videos):
            clip = chance.choice(clips)
            client.upload(clip) if number % 2 else client.upload_in_pieces(clip)
            client.log_set(session)
        time.sleep(max(0.0, until - time.monotonic()))
        return len(client.videos) + len(client.sets) - before


@contextmanager
def no_broker(program: Program) -> Iterator[None]:
    """Keep the broker down: who would start it again is halted. Its data is gone when it comes back."""
    keeper = processes.supervisor(program.var)
    kill([keeper], signal.SIGSTOP)
    try:
        kill(processes.broker(program.var))
        shutil.rmtree(program.var / "broker")
        yield
    finally:
        kill([keeper], signal.SIGCONT)


@contextmanager
def logging_sets(client: Client) -> Iterator[list[str]]:
    """Log a set five times a second beside everything else; collect what was refused."""
    errors: list[str] = []
    ended = threading.Event()
    writer = Client(client.url, client.token, sets=client.sets)
    session = writer.start_session()

    def log() -> None:
        while not ended.wait(0.2):
            try:
                writer.log_set(session)
            except (AssertionError, OSError) as error:
                errors.append(repr(error))

    thread = threading.Thread(target=log, daemon=True)
    thread.start()
    try:
        yield errors
    finally:
        ended.set()
        thread.join(60)
        client.slowest_s = max(client.slowest_s, writer.slowest_s)
