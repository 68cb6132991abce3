import json

import pytest
from django.contrib.staticfiles import finders

from core.assets import PACKAGES, NpmFinder, import_map


def test_the_finder_names_exactly_the_files_that_pages_use(settings):
    assert {name for name, _ in NpmFinder().list(None)} == set(settings.NPM_FILES)


def test_each_named_file_is_there_to_be_read():
    for name, storage in NpmFinder().list(None):
        with storage.open(name) as file:
            assert file.read(1)


def test_a_file_is_found_under_the_name_it_is_served_by(settings):
    found = finders.find("vendor/chart.js")
    assert found == str(PACKAGES / settings.NPM_FILES["vendor/chart.js"])


def test_every_place_of_a_file_is_found_as_a_list():
    assert NpmFinder().find("vendor/chart.js", find_all=True) == [finders.find("vendor/chart.js")]


@pytest.mark.parametrize("path", ["chart.js/package.json", "chart.js/dist/chart.umd.min.js", "../pyproject.toml"])
def test_the_rest_of_a_package_is_not_served(path):
    assert (PACKAGES / path).exists()
    assert NpmFinder().find(path) == NpmFinder().find(path, find_all=True) == []


def test_a_package_that_is_not_installed_is_reported_by_name(settings):
    settings.NPM_FILES = {"vendor/x.js": "no-such-package/x.js"}
    [error] = NpmFinder().check()
    assert "no-such-package/x.js" in error.msg
    assert error.hint == "Run `make setup`."
    assert NpmFinder().find("vendor/x.js") == []


def test_nothing_is_reported_when_all_are_installed():
    assert NpmFinder().check() == []


@pytest.fixture
def fresh_map():
    import_map.cache_clear()
    yield
    import_map.cache_clear()


def test_without_hashed_names_the_import_map_is_empty(fresh_map):
    assert json.loads(import_map()) == {"imports": {}}


def test_the_import_map_leads_modules_and_only_modules_to_their_hashed_names(fresh_map, settings, tmp_path):
    paths = {
        "js/main.js": "js/main.0123.js",
        "vendor/chart.js": "vendor/chart.4567.js",
        "css/base.css": "css/base.89ab.css",
        "admin/js/core.js": "admin/js/core.cdef.js",
    }
    (tmp_path / "staticfiles.json").write_text(json.dumps({"paths": paths, "version": "1.1", "hash": ""}))
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }
    assert json.loads(import_map())["imports"] == {
        "/static/js/main.js": "/static/js/main.0123.js",
        "/static/vendor/chart.js": "/static/vendor/chart.4567.js",
    }


def test_the_import_map_stands_before_any_module_and_carries_the_nonce(client, db):
    response = client.get("/accounts/login/")
    at = response.text.index('<script type="importmap" nonce="')
    assert at < response.text.index('type="module"')
    nonce = response.text[at:].split('nonce="', 1)[1].split('"', 1)[0]
    assert f"'nonce-{nonce}'" in response["Content-Security-Policy"]
