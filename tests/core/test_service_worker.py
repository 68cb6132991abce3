"""The worker is served as one file that knows the hashed names of what pages load."""

import json
import re

import pytest

from core.service_worker import kept_files, worker_source
from core.templatetags.ui import service_worker

PATHS = {
    "js/main.js": "js/main.0123456789ab.js",
    "css/base.css": "css/base.89ab01234567.css",
    "icons/icon.svg": "icons/icon.0123456789ab.svg",
    "vendor/chart.umd.min.js.map": "vendor/chart.umd.min.js.0123456789ab.map",
    "django_htmx/htmx.min.js": "django_htmx/htmx.min.0123456789ab.js",
    "django_htmx/htmx.js": "django_htmx/htmx.0123456789ab.js",
    "admin/js/core.js": "admin/js/core.0123456789ab.js",
}


@pytest.fixture(autouse=True)
def _fresh():
    for known in (kept_files, worker_source):
        known.cache_clear()
    yield
    for known in (kept_files, worker_source):
        known.cache_clear()


@pytest.fixture
def hashed(settings, tmp_path):
    """Give static files hashed names, as a running program has them; return a way to change them."""

    def rename(paths):
        for known in (kept_files, worker_source):
            known.cache_clear()
        (tmp_path / "staticfiles.json").write_text(json.dumps({"paths": paths, "version": "1.1", "hash": ""}))
        settings.STATIC_ROOT = tmp_path
        settings.STORAGES = settings.STORAGES | {
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
        }

    rename(PATHS)
    return rename


def version(client):
    return re.match(r'const VERSION = "([0-9a-f]{12})";', client.get("/sw.js").text)[1]


def test_the_worker_stores_what_pages_load_and_nothing_of_the_admins(hashed, client, db):
    answer = client.get("/sw.js")
    assert answer["Content-Type"] == "text/javascript"
    files = json.loads(re.search(r"const FILES = (\[.*?\]);", answer.text, re.DOTALL)[1])
    assert files == [
        "/static/css/base.89ab01234567.css",
        "/static/django_htmx/htmx.min.0123456789ab.js",
        "/static/icons/icon.0123456789ab.svg",
        "/static/js/main.0123456789ab.js",
    ]


def test_the_worker_is_asked_for_each_time_and_loads_nothing_more(hashed, client, db):
    answer = client.get("/sw.js")
    assert "no-cache" in answer["Cache-Control"]
    assert not re.search(r"\bimport\b *[({\"']|importScripts", answer.text)


def test_its_version_changes_when_a_file_does(hashed, client, db):
    before = version(client)
    assert version(client) == before
    hashed(PATHS | {"js/main.js": "js/main.ba9876543210.js"})
    assert version(client) != before


def test_without_hashed_names_there_is_nothing_to_store_and_no_page_asks_for_it(client, db):
    assert "const FILES = [];" in client.get("/sw.js").text
    assert "data-worker" not in client.get("/accounts/login/").text


def test_with_hashed_names_each_page_names_the_worker(hashed):
    assert service_worker() == ' data-worker="/sw.js"'
