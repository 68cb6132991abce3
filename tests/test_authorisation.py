"""Who gets what: every address of the program, for everybody who may ask, for reads and for writes.

The addresses are read off the URL configuration; tests/authorisation/ has the tables that say what each must answer.
Ada's rows hold her secret. Whoever is not Ada never finds it in an answer, and changes nothing that is hers.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.http import HttpResponse
from django.test import override_settings

from tests.authorisation.routes import every_route
from tests.authorisation.rules import ACTORS, LOGIN, Entry, Outcome, Rule
from tests.authorisation.tables import ADMIN, TABLE
from tests.authorisation.world import PEOPLE, World, tells

pytestmark = [pytest.mark.xdist_group("authorisation"), pytest.mark.django_db]
ROUTES = {route.path: route for route in every_route()}
INSIDE = sorted(path for path in ROUTES if path.startswith("/admin/"))
OUTSIDE = sorted(set(ROUTES) - set(INSIDE))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    return tmp_path_factory.mktemp("authorisation")


def _storages(files) -> dict[str, Any]:
    options = {"location": files, "base_url": None, "file_permissions_mode": 0o600}
    private = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return {"default": private, "staticfiles": plain}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, files) -> Iterator[World]:
    """Make the rows once; each request is undone after it was looked at."""
    memory = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    with (
        override_settings(STORAGES=_storages(files), MEDIA_ROOT=files, INCOMING_DIR=files / "incoming", CACHES=memory),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _same_files(settings, files):
    settings.MEDIA_ROOT, settings.STORAGES = files, _storages(files)
    settings.INCOMING_DIR = files / "incoming"


def address(world: World, path: str, entry: Entry) -> str:
    for name, value in entry.at.items():
        path = path.replace(f"<{name}>", value[1:] if value.startswith("=") else str(world.rows[value]))
    return path + entry.query


def ask(
    world: World, actor: str, method: str, path: str, body: Any, more: Mapping[str, str] | None = None
) -> HttpResponse:
    client = world.as_signed_in(actor)
    cache.clear()  # nobody is slowed down here
    headers = dict(more or {})
    if path.startswith("/api/v1/") and actor in world.people:
        headers["Authorization"] = f"Token {client.token}"
    if path.startswith("/_allauth/") and actor in world.people:
        headers["X-Session-Token"] = world.cookies[actor]
    if callable(body):
        body = body(world)
    if isinstance(body, dict) and any(isinstance(value, ContentFile) for value in body.values()):
        return client.post(path, body, headers=headers)
    if kind := headers.pop("Content-Type", ""):
        return client.generic(method, path, body, kind, headers=headers)
    if method != "GET" and path.startswith(("/api/", "/_allauth/")):
        return client.generic(method, path, json.dumps(body or {}), "application/json", headers=headers)
    if method == "POST":
        return client.post(path, body or {}, headers=headers)
    return client.generic(method, path, headers=headers)


def content(answer: HttpResponse) -> str:
    raw = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return raw.decode(errors="replace") + json.dumps(dict(answer.headers))


def what_came(answer: HttpResponse) -> Outcome:
    if answer.status_code == 302 and answer["Location"].split("?")[0] in ("/accounts/login/", "/admin/login/"):
        return LOGIN
    return answer.status_code


def expected(outcome: Outcome) -> tuple[Outcome, ...]:
    return outcome if isinstance(outcome, tuple) else (outcome,)


def rule_of(entry: Entry, method: str) -> Rule:
    return entry.rules.get(method) or Rule(entry.anonymous_unknown, entry.unknown, entry.unknown)


def try_out(world: World, path: str, entry: Entry, method: str, actor: str) -> list[str]:
    """Send one request, undo what it did, and return what is wrong with the answer."""
    rule, wrong = rule_of(entry, method), []
    with transaction.atomic():
        if entry.before:
            entry.before(world)
        rows = world.rows_before(fresh=bool(entry.before)) if method != "GET" else None
        answer = ask(world, actor, method, address(world, path, entry), rule.body, rule.headers)
        found, said = what_came(answer), content(answer)
        if found not in expected(rule.outcome(actor)):
            wrong.append(f"got {found}, not {rule.outcome(actor)}: {said[:300]}")
        if found == 401 and path.startswith("/api/") and '"code"' not in said:
            wrong.append("is refused without a code")
        changed = rows is not None and world.adas_rows() != rows
        if actor == "athlete":
            if rule.shows and not tells(said):
                wrong.append("does not see her own secret, so nobody could tell if it leaked")
            if rule.changes and not changed:
                wrong.append("changed nothing of her own, so nobody could tell if others did")
        else:
            wrong += ["reads Ada's secret"] * tells(said) + ["changes Ada's rows"] * changed
        transaction.set_rollback(True)
    return [f"{actor} {method} {path}: {one}" for one in wrong]


def test_every_address_has_an_entry_in_the_tables():
    missing = sorted(set(OUTSIDE) - set(TABLE))
    assert not missing, f"say in tests/authorisation/tables_*.py who gets what at: {', '.join(missing)}"
    stale = sorted(set(TABLE) - set(OUTSIDE))
    assert not stale, f"take out of tests/authorisation/tables_*.py what is no address any more: {', '.join(stale)}"


@pytest.mark.parametrize("path", OUTSIDE)
def test_everybody_gets_what_the_table_says(world, path):
    entry = TABLE.get(path)
    assert entry, f"{path} is in no table: tests/authorisation/tables_*.py"
    offered = set(entry.rules) - set(ROUTES[path].methods)
    assert not offered, f"{path}: {offered} are never sent"
    wrong = [
        one for method in ROUTES[path].methods for actor in ACTORS for one in try_out(world, path, entry, method, actor)
    ]
    assert not wrong, "\n".join(wrong)


def test_every_part_of_the_admin_has_an_entry_in_the_tables():
    models = tuple(part for part in ADMIN if part.count("/") == 4)
    parts = {next((part for part in models if path.startswith(part)), path) for path in INSIDE}
    assert parts == ADMIN, "say in tests/authorisation/tables_accounts.py which parts the admin has"


@pytest.mark.parametrize("path", INSIDE)
def test_the_admin_is_for_staff_only(world, path):
    place = path.replace("<app_label>", "accounts").replace("<url>", "nothing")
    place = place.replace("<content_type_id>", str(ContentType.objects.get_for_model(world.ada).pk))
    for name in ("<object_id>", "<id>"):
        place = place.replace(name, str(world.ada.pk))
    for method in ("GET", "POST"):
        for actor in ACTORS:
            with transaction.atomic():
                rows = world.adas_rows()
                answer = ask(world, actor, method, place, None)
                found, said = what_came(answer), content(answer)
                if actor != "staff":
                    away = (302, 403) if path in ("/admin/login/", "/admin/logout/") else ()
                    assert found in (LOGIN, *away), f"{actor} {method} {place}: {found}"
                    assert PEOPLE["athlete"] not in said and not tells(said)
                    assert world.adas_rows() == rows
                elif method == "GET" and path.endswith(("/", "/change/")):
                    assert found in (200, 302, 403, 404, LOGIN, 405)
                transaction.set_rollback(True)


def test_staff_see_people_in_the_admin_and_nobody_else_does(world):
    for actor in ACTORS:
        answer = ask(world, actor, "GET", f"/admin/accounts/user/{world.ada.pk}/change/", None)
        assert (PEOPLE["athlete"] in content(answer)) is (actor == "staff")
