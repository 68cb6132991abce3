"""Get what some tests need and pip cannot bring: `python -m tools.test_needs`.

As root on Debian or Ubuntu it is installed; elsewhere a sentence says what is missing and that its tests are skipped.
"""

import shutil
import subprocess
from collections.abc import Callable

from tests import needs
from tools import debian

# What it is called, how to find out whether it is there, and Debian's package.
Need = tuple[str, Callable[[], object], str]
QUICKER: Need = ("Chromium without windows", needs.find_headless_shell, "chromium-headless-shell")


def main() -> None:
    """Install what is missing, or say so."""
    missing = [need for need in (QUICKER, *NEEDS) if not need[1]()]
    if missing and debian.can_install():
        print(f"Installing for the tests: {', '.join(package for _, _, package in missing)}.", flush=True)
        install([package for _, _, package in missing])
    missing = [need for need in NEEDS if not need[1]()]
    for name, _, package in missing:
        print(f"{name} is missing, and the tests that need it are skipped by name (Debian's package: {package}).")


def install(packages: list[str]) -> None:
    """Install Debian packages one by one, so that one that cannot be had does not take the others along."""
    quiet = {"capture_output": True, "text": True, "check": False}
    subprocess.run(debian.UPDATE, **quiet)
    for package in packages:
        done = subprocess.run([*debian.INSTALL, package], **quiet)
        if done.returncode:
            print(f"{package} could not be installed: {(done.stderr.strip() or done.stdout.strip())[-500:]}")


def find_fonts() -> bool:
    """Say whether Chromium would find a font to write with."""
    program = shutil.which("fc-list")
    return program is not None and bool(subprocess.run([program], capture_output=True, check=False).stdout.strip())


NEEDS: tuple[Need, ...] = (
    ("Chromium", needs.find_chromium, "chromium"),
    ("A Redis server", needs.find_redis, "redis-server"),
    ("PostgreSQL", needs.find_postgres, "postgresql"),
    ("wrk", needs.find_wrk, "wrk"),
    ("A font", find_fonts, "fonts-dejavu-core"),
)


if __name__ == "__main__":
    main()
