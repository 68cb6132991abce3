"""One process that starts broker, workers and web, keeps them running, and stops them all."""

import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import connections

from fitnessrec import broker, listener, preparation
from fitnessrec.child import Child, stop
from fitnessrec.greeting import greeting, is_healthy
from fitnessrec.lock import only_one
from fitnessrec.reaper import Reaper

STOP_WITHIN_S = 10.0
SLOW_START_S = 20.0
GRACE_S = 4  # how long a stopping web process may finish its requests


class Supervisor:
    """The processes of one running FitnessRec."""

    def __init__(self, *, say: Callable[[str], None], with_parent: bool = False) -> None:
        self.say = say
        self.parent = os.getppid() if with_parent else None
        self.stop_signals = 0
        self.preparing = True
        self.broker: Child | None = None
        self.others: list[Child] = []

    def run(self) -> None:
        """Run until a signal or the parent's death ends it; nothing that was started is left then."""
        preparation.make_folders()
        with (
            only_one() as ended_badly,
            listener.bind(settings.HOST, settings.PORT, patience_s=5 if ended_badly else 0) as bound,
        ):
            reaper = Reaper()
            try:
                self._catch_signals()
                self._start_broker()
                preparation.prepare(self.say)
                connections.close_all()
                self.preparing = False
                self._start_web(bound)
                self._start_worker("quick")
                slow = time.monotonic() + SLOW_START_S
                self._watch(until=lambda: is_healthy(bound) or time.monotonic() > slow)
                self._start_worker("heavy")  # not before: a third process would keep two cores from the first page
                reaper.start()
                self._watch(until=lambda: is_healthy(bound))
                self._greet(bound)
                self._watch()
            except KeyboardInterrupt:
                pass  # a stop signal while preparing
            finally:
                self.preparing = False
                self.say("Stopping.")
                reaper.end()
                self._stop()
                self.say("Stopped.")

    def _catch_signals(self) -> None:
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            if name != signal.SIGHUP or signal.getsignal(name) != signal.SIG_IGN:  # nohup means it
                signal.signal(name, self._on_stop_signal)

    def _on_stop_signal(self, number: int, frame: FrameType | None) -> None:
        self.stop_signals += 1
        if self.preparing:
            raise KeyboardInterrupt

    def _start_broker(self) -> None:
        command = broker.command()
        if command is None:
            return
        broker.end_leftover()
        # Its folders are made before each start, as its data may be removed while it runs.
        about = {"before_start": broker.make_folders, "on_repeated_failure": broker.put_data_aside}
        self.broker = child("broker", command, **about)
        self.broker.start()

    def _start_web(self, bound: socket.socket) -> None:
        listener.listen(bound)
        self._start(child("web", web_command(bound.fileno()), fds=[bound.fileno()]))

    def _start_worker(self, queue: str) -> None:
        if self._is_ending():
            return
        # Should we be killed, the broker goes too, and a worker that cannot reach it never ends by itself.
        self._start(child(f"worker-{queue}", worker_command(queue), if_we_die=signal.SIGKILL))

    def _start(self, started: Child) -> None:
        started.start()
        self.others.append(started)

    def _watch(self, *, until: Callable[[], bool] = lambda: False) -> None:
        """Keep everything running until we are asked to stop, or until something holds."""
        while not self._is_ending() and not until():
            for kept in [*([self.broker] if self.broker else []), *self.others]:
                kept.keep_alive(self.say)
            time.sleep(0.1)

    def _greet(self, bound: socket.socket) -> None:
        for line in [] if self._is_ending() else greeting(port=bound.getsockname()[1]):
            self.say(line)

    def _is_ending(self) -> bool:
        return self.stop_signals > 0 or (self.parent is not None and os.getppid() != self.parent)

    def _stop(self) -> None:
        """Stop web and workers, then the broker, to which workers give back what they have not finished."""
        so_far = self.stop_signals

        def hurry() -> bool:
            return self.stop_signals > so_far

        stop(self.others, within_s=STOP_WITHIN_S, hurry=hurry)
        if self.broker:
            stop([self.broker], within_s=STOP_WITHIN_S, hurry=hurry)


def child(name: str, command: list[str], **options: Any) -> Child:
    """Return a process of ours, not yet started."""
    log = preparation.LOG_DIR / f"{name}.log"
    return Child(name, command, log=log, cwd=settings.BASE_DIR, env=child_environment(), **options)


def worker_command(queue: str) -> list[str]:
    """Return how to start the Celery worker of a queue."""
    about_pickle = "ignore:You're running the worker with superuser"  # no warning for us, who take JSON only
    level = os.environ.get("LOG_LEVEL") or "WARNING"
    options = f"-Q {queue} -n {queue}@%h -c 1 --without-gossip --without-mingle -l {level} --include fitnessrec.pool"
    celery = f"-m celery --quiet -A fitnessrec worker {options}"
    return [sys.executable, "-W", about_pickle, *celery.split()]


def web_command(fd: int) -> list[str]:
    """Return how to start the web server on a socket that we hold, so that no connection is refused in a restart."""
    size = f"--worker-class gthread --workers {settings.WEB_WORKERS} --threads {settings.WEB_THREADS}"
    ending = f"--graceful-timeout {GRACE_S} --no-control-socket --log-level warning"
    loading = "--reload" if settings.DEBUG else "--preload"
    gunicorn = f"-m gunicorn fitnessrec.wsgi:application --bind fd://{fd} {size} {ending} {loading}"
    return [sys.executable, *gunicorn.split()]


def child_environment() -> dict[str, str]:
    """Return the environment of every process that we start."""
    return {
        **os.environ,
        "PYTHONUNBUFFERED": "1",
        "FITNESSREC_VAR": str(settings.VAR_DIR),  # may have been given relative to where we were started
        "REMAP_SIGTERM": "SIGQUIT",  # Celery: give long work back and stop, instead of finishing it first
    }
