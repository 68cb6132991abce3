"""What every test can ask for: people with a story, rows, a clip, the network kept shut."""

import gc
from pathlib import Path

import hypothesis
import pytest
from django.core.cache import cache
from rest_framework.test import APIClient

from accounts.models import User
from biomech.synthetic import render_hinge_clip
from core import jobs
from drills.domain.library import load_drills
from drills.models import Drill
from tests.libraries import put_library
from workouts.domain.library import load_library
from workouts.models import Exercise, ExerciseMuscle

# The same cases each time, so that a red run says something about the change; slow machines are no failure.
hypothesis.settings.register_profile("tests", derandomize=True, database=None, deadline=None)
hypothesis.settings.load_profile("tests")

PASSWORD = "a long enough password"
SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Begin with the longest test of all, so that no core waits for it at the end.

    Browser tests stay behind those with a database, as pytest-django orders them: Playwright leaves an event loop
    running, beside which Django refuses to touch a database.
    """
    items.sort(key=lambda item: item.get_closest_marker("postgres") is None)


def pytest_collection_finish():
    """Keep thousands of tests out of the way of the garbage collector, which went through them all the time."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _private_settings(settings, tmp_path, monkeypatch):
    """Keep files and cache to the test, and let no message leave: tests run jobs themselves."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.INCOMING_DIR = settings.MEDIA_ROOT / "incoming"
    settings.FILE_UPLOAD_TEMP_DIR = tmp_path / "working"
    settings.FILE_UPLOAD_TEMP_DIR.mkdir()
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATIC_ROOT.mkdir()
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "media", "base_url": None, "file_permissions_mode": 0o600},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.API_READS_PER_MINUTE = settings.API_WRITES_PER_MINUTE = settings.UPLOADS_PER_HOUR = 0
    cache.clear()


@pytest.fixture(autouse=True)
def sent(monkeypatch):
    """Collect the messages that would go to the broker, as (job id, kind)."""
    messages = []

    def publish(job_id, kind):
        messages.append((job_id, kind))
        return True

    monkeypatch.setattr(jobs.messages, "publish", publish)
    return messages


@pytest.fixture
def athlete(db):
    """Ada trains in Berlin, in kilograms, and owns what the tests are about."""
    return User.objects.create_user("ada@example.org", PASSWORD, name="Ada", time_zone="Europe/Berlin")


@pytest.fixture
def stranger(db):
    """Sam has an account of his own and no business with Ada's rows."""
    return User.objects.create_user("sam@example.org", PASSWORD, name="Sam")


@pytest.fixture
def library(db):
    """Load the exercise library."""
    put_library(load_library, Exercise, ExerciseMuscle)


@pytest.fixture
def drill_library(library):
    """Load the drills, and the exercises that they name."""
    put_library(load_drills, Drill)


@pytest.fixture
def api(athlete):
    """Return an API client that is signed in as Ada."""
    client = APIClient()
    client.force_authenticate(athlete)
    return client


@pytest.fixture
def page(client, athlete):
    """Return a browser-like client that is signed in as Ada."""
    client.force_login(athlete)
    return client


@pytest.fixture(scope="session")
def clip(tmp_path_factory) -> Path:
    """Render a short side-view clip: two hinges, 2.4 s."""
    path = tmp_path_factory.mktemp("clips") / "hinge.mp4"
    render_hinge_clip(path, reps=2, seconds_per_rep=1.2, size_px=(320, 200))
    return path
