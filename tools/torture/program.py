"""The real program in a folder of its own, as `manage.py run` starts it."""

import contextlib
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from tools.torture.api import Client
from tools.torture.processes import processes, wait_for

ROOT = Path(__file__).resolve().parent.parent.parent
PERSON = "from accounts.models import User; User.objects.create_user('{email}', 'a long enough password')"
#: As one person may send in an hour; the torture sends more.
NO_LIMITS = {"UPLOADS_PER_HOUR": "0", "API_WRITES_PER_MINUTE": "0", "API_READS_PER_MINUTE": "0"}


@dataclass
class Program:
    """A running program: its address, its folder, the environment to call its commands with, and somebody's token."""

    url: str
    var: Path
    env: dict[str, str]
    token: str = ""

    @property
    def port(self) -> int:
        """Return the port that it listens on."""
        return int(self.url.rpartition(":")[2])

    def manage(self, *words: str) -> str:
        """Run one of its commands and return what it prints."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"manage.py {' '.join(words)}: {done.stderr[-2000:]}"
        return done.stdout.strip()

    def new_token(self) -> str:
        """Make an account, and return a token of it."""
        email = f"{uuid.uuid4().hex[:12]}@example.org"
        self.manage("shell", "-v0", "-c", PERSON.format(email=email))
        return self.manage("create_token", email, "--name", "torture")

    def client(self) -> Client:
        """Return a client that uses our token."""
        return Client(self.url, self.token)

    def read(self, path: str) -> Any:
        """Return what the API answers there; a server that was killed may take a connection and die with it."""
        for last in (False, False, True):
            try:
                answer = self.client().ask("GET", path)
                break
            except ConnectionError:
                if last:
                    raise
                time.sleep(1)
        assert answer.status == 200, f"GET {path} was answered with {answer.status}: {answer.body[:300]!r}"
        return answer.json

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """Read rows straight from the database."""
        with contextlib.closing(
            sqlite3.connect(f"file:{self.var}/db.sqlite3?mode=ro", uri=True, timeout=20)
        ) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute(query, values)]

    def healthy(self) -> bool:
        """Say whether it answers."""
        with contextlib.suppress(OSError), urlopen(f"{self.url}/healthz", timeout=2) as answer:
            return bool(answer.status == 200)
        return False


def web_processes(var: Path) -> tuple[int, list[int]]:
    """Return the web server and its workers."""
    web = [one for one in processes(var) if "gunicorn" in one.words]
    ids = {one.pid for one in web}
    (master,) = [one.pid for one in web if one.parent not in ids]
    return master, [one.pid for one in web if one.parent == master]


@contextlib.contextmanager
def running(var: Path | None = None, **settings: str) -> Iterator[Program]:
    """Start the program on a free port with an empty database, and stop it with Ctrl-C.

    Its folder is `var`, or one that goes afterwards; `settings` are further variables of its environment.
    """
    if var is None:
        with (
            tempfile.TemporaryDirectory(prefix="torture-") as folder,
            running(Path(folder) / "var", **settings) as made,
        ):
            yield made
        return
    var.mkdir(parents=True, exist_ok=True)
    var = var.resolve()
    port = _free_port()
    about = {"FITNESSREC_VAR": str(var), "PORT": str(port), "HOST": "127.0.0.1", "DEMO": "0"}
    env = os.environ | about | NO_LIMITS | settings
    env.pop("DJANGO_SETTINGS_MODULE", None)
    with (var / "supervisor.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "run"], cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True
        )
    program = Program(f"http://127.0.0.1:{port}", var, env)
    try:
        wait_for(lambda: program.healthy() or process.poll() is not None, within_s=120, why="the program answers")
        assert process.poll() is None, (var / "supervisor.log").read_text()
        program.token = program.new_token()
        yield program
    except AssertionError:
        for log in (var / "supervisor.log", *sorted((var / "log").glob("*.log"))):
            print(f"-- {log.name}", *log.read_text(errors="replace").splitlines()[-30:], sep="\n", file=sys.stderr)
        raise
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(60)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
