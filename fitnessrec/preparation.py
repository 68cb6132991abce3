"""What must be in place before the app answers: folders, tables, the exercise library, demo data, static files."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts import demo
from fitnessrec import addresses, env
from workouts.domain.session_bests import bests_are_stale, rebuild_bests

PRIVATE_FOLDERS = ("run", "log", "broker", "media", "tmp")
LOG_DIR = settings.VAR_DIR / "log"
STATIC_STAMP = settings.VAR_DIR / "run" / "static.stamp"


def prepare(say: Callable[[str], None]) -> None:
    """Bring everything up to date; quick and silent where nothing has changed."""
    make_folders()
    migrate(say)
    call_command("load_exercises", verbosity=0)
    call_command("load_cues", verbosity=0)
    call_command("load_drills", verbosity=0)
    call_command("load_programmes", verbosity=0)
    refresh_bests(say)
    open_or_close_demo(demo_wanted(say))
    collect_static(say)


def make_folders() -> None:
    """Make the folders under var/ that only this user may enter."""
    for name in PRIVATE_FOLDERS:
        folder: Path = settings.VAR_DIR / name
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)


def migrate(say: Callable[[str], None]) -> None:
    """Bring the tables up to date; the command itself would cost a second each time to find nothing to do."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        say("Bringing the database up to date.")
        call_command("migrate", interactive=False, verbosity=0)


def refresh_bests(say: Callable[[str], None]) -> None:
    """Work the bests per session out anew where their formulas have changed, or where the table is new."""
    if bests_are_stale():
        say("Working out the best sets of each session.")
        rebuild_bests()


def demo_wanted(say: Callable[[str], None]) -> bool:
    """Say whether to seed demo data: by default only where nobody else can reach the app, in production never."""
    asked = env.flag("DEMO")
    if settings.PRODUCTION:
        if asked:
            say("DEMO=1 does nothing in production: everybody knows the demo accounts' password.")
        return False
    return asked or (not env.text("DEMO") and addresses.is_loopback(settings.HOST))


def open_or_close_demo(wanted: bool) -> None:
    """Make the demo accounts where they are wanted; close those of an earlier start where they are not.

    Everybody knows their password, so nobody gets in with it once others can reach the app. Their data stays.
    """
    accounts = get_user_model().objects.filter(email__in=demo.DEMO_EMAILS)
    accounts.filter(is_active=not wanted).update(is_active=wanted)
    if wanted and not demo_is_there():
        call_command("seed_demo", verbosity=0)


def demo_is_there() -> bool:
    """Say whether the demo accounts can sign in."""
    return get_user_model().objects.filter(email=demo.ATHLETE_EMAIL, is_active=True).exists()


def collect_static(say: Callable[[str], None]) -> None:
    """Collect, hash and compress the static files if one of them has changed since the last time."""
    if settings.DEBUG:
        return  # served from where they lie
    stamp = _static_stamp()
    if STATIC_STAMP.exists() and STATIC_STAMP.read_text() == stamp and settings.STATIC_ROOT.exists():
        return
    say("Collecting static files.")
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["redoc"])  # comes with Swagger UI
    STATIC_STAMP.write_text(stamp)


def _static_stamp() -> str:
    """Return a hash over name, size and time of every static file, and what they are made with."""
    digest = hashlib.sha256(f"{django.__version__} {settings.STORAGES['staticfiles']}".encode())
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name} {found.st_size} {found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
