"""How much of the API one person may ask for."""

import subprocess
import threading
import time

import pytest
from django.core.cache import cache, caches
from django.test import RequestFactory
from rest_framework.request import Request
from rest_framework.test import APIClient

from accounts.domain.tokens import create_token
from core import throttles
from core.throttles import RequestThrottle, TooMany
from fitnessrec import broker
from workouts.models import Bodyweight

READ, WRITE = "/api/v1/bodyweights", "/api/v1/bodyweights"
NOON = 1_772_452_800.0  # a whole hour


@pytest.fixture(autouse=True)
def _nothing_counted():
    throttles.forget()


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """Stop the clock at noon; a test moves it."""
    clock = [NOON]
    monkeypatch.setattr(throttles.time, "time", lambda: clock[0])
    return clock


@pytest.fixture
def limits(settings):
    """Set the limits of a test."""

    def set_limits(reads=0, writes=0, uploads=0):
        settings.API_READS_PER_MINUTE, settings.API_WRITES_PER_MINUTE = reads, writes
        settings.UPLOADS_PER_HOUR = uploads

    return set_limits


@pytest.fixture
def sam(stranger):
    client = APIClient()
    client.force_authenticate(stranger)
    return client


def weigh(client):
    return client.post(WRITE, {"weight_kg": 80})


def asked(client, times):
    return [client.get(READ).status_code for _ in range(times)]


def asks(**meta):
    return Request(RequestFactory().get("/", **meta))


def test_beyond_the_limit_a_read_is_429_and_others_read_on(limits, api, sam):
    limits(reads=3)
    assert asked(api, 5) == [200, 200, 200, 429, 429]
    assert asked(sam, 3) == [200, 200, 200]


def test_a_write_beyond_the_limit_stores_nothing(limits, api, athlete):
    limits(writes=2)
    assert [weigh(api).status_code for _ in range(4)] == [201, 201, 429, 429]
    assert Bodyweight.objects.filter(owner=athlete).count() == 2


def test_who_may_write_no_more_may_still_read_and_the_other_way_round(limits, api, sam):
    limits(reads=1, writes=1)
    assert [weigh(api).status_code for _ in range(2)] == [201, 429]
    assert asked(api, 1) == [200]
    assert asked(sam, 2) == [200, 429]
    assert weigh(sam).status_code == 201


def test_all_devices_of_a_person_share_one_limit(limits, athlete):
    limits(reads=2)
    found = []
    for name in ("phone", "watch", "script"):
        _, secret = create_token(user=athlete, name=name, scope="read")
        client = APIClient()
        client.credentials(HTTP_AUTHORIZATION=f"Token {secret}")
        found += asked(client, 1)
    assert found == [200, 200, 429]


def test_the_answer_says_when_to_go_on_and_then_it_goes_on(limits, api, clock):
    limits(reads=1)
    clock[0] = NOON + 36.5
    asked(api, 1)
    refused = api.get(READ)
    assert refused["Content-Type"] == "application/problem+json"
    assert refused["Retry-After"] == "24"
    body = refused.json()
    assert (body["status"], body["code"]) == (429, "throttled")
    assert body["detail"] == "Too many requests: the limit is 1 reads a minute. Go on in 24 seconds."
    clock[0] += 23
    assert asked(api, 1) == [429]
    clock[0] += 1
    assert asked(api, 2) == [200, 429]


def test_without_a_limit_nothing_is_counted(limits, api, monkeypatch):
    limits()
    monkeypatch.setattr(throttles, "count", lambda *_, **__: pytest.fail("counted"))
    assert asked(api, 3) == [200, 200, 200]
    assert weigh(api).status_code == 201


def test_who_is_not_signed_in_is_counted_by_address(limits, settings):
    limits(reads=1)

    assert _goes("10.0.0.1") and not _goes("10.0.0.1")
    assert _goes("10.0.0.2")
    assert not _goes("10.0.0.1", HTTP_X_FORWARDED_FOR="10.0.0.9"), "anybody can write that header"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert _goes("10.0.0.1", HTTP_X_FORWARDED_FOR="10.0.0.1, 10.0.0.9")
    assert not _goes("10.0.0.7", HTTP_X_FORWARDED_FOR="10.0.0.9")
    assert _goes("") and not _goes("")


def test_the_schema_that_anybody_may_read_is_counted_too(limits, client, db):
    limits(reads=1)
    assert client.get("/api/schema/").status_code == 200
    assert client.get("/api/schema/").json()["code"] == "throttled"


def test_clips_have_a_limit_of_their_own_and_words_about_them_have_not(limits, api, clip, clock):
    limits(uploads=1)

    def send():
        with clip.open("rb") as file:
            return api.post("/api/v1/videos", {"file": file}, format="multipart")

    first = send()
    assert first.status_code == 201
    refused = send()
    assert (refused.status_code, refused["Retry-After"]) == (429, "3600")
    address = f"/api/v1/videos/{first.json()['id']}"
    assert api.put(address, {"trim_start_s": 1}, format="json").status_code == 200
    assert [row["id"] for row in api.get("/api/v1/videos").json()["results"]] == [first.json()["id"]]
    clock[0] += 3600
    assert send().status_code == 201


def test_most_requests_ask_nothing_of_the_cache(limits, api, monkeypatch):
    limits(reads=500)
    trips = []
    count = throttles.count

    def counted(*words, **more):
        trips.append(more["by"])
        return count(*words, **more)

    monkeypatch.setattr(throttles, "count", counted)
    asked(api, 11)
    assert trips == [5, 5]


def test_processes_share_the_limit(limits):
    limits(reads=1000)
    for _ in range(100):  # each as a process that begins, answers ten requests and ends
        throttles.forget()
        assert all(_goes("10.0.0.1") for _ in range(10))
    throttles.forget()
    assert sum(_goes("10.0.0.1") for _ in range(1000)) == 9


def test_one_process_counts_exactly(limits):
    limits(reads=1050)
    assert sum(_goes("10.0.0.1") for _ in range(2000)) == 1050


def _goes(address="", **meta):
    try:
        return RequestThrottle().allow_request(asks(REMOTE_ADDR=address, **meta), None)
    except TooMany:
        return False


def test_many_threads_get_the_limit_and_hardly_more(limits):
    limits(reads=700)
    gone = []
    threads = [threading.Thread(target=lambda: gone.extend(_goes("10.0.0.1") for _ in range(120))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(gone) == 960
    assert 700 <= sum(gone) <= 700 + 8 * 7


def test_a_flood_of_addresses_does_not_fill_the_memory(limits, monkeypatch):
    limits(reads=10)
    monkeypatch.setattr(throttles, "MOST_KEPT", 50)
    for number in range(200):
        assert _goes(f"10.0.1.{number}")
    assert len(throttles._tallies) <= 50


@pytest.fixture
def server(settings, tmp_path):
    """Start a cache server as the program does, and let it be the cache."""
    settings.VAR_DIR, settings.REDIS_URL = tmp_path, ""
    settings.BROKER_SOCKET = tmp_path / "run" / "broker.sock"
    broker.make_folders()
    process = subprocess.Popen(broker.command(), stdout=subprocess.DEVNULL)
    until = time.monotonic() + 10
    while not broker.ping():
        assert time.monotonic() < until
        time.sleep(0.02)
    address = f"unix://{settings.BROKER_SOCKET}?db=1"
    settings.CACHES = {"default": {"BACKEND": "core.cache.SteadyRedisCache", "LOCATION": address}}
    yield process
    caches["default"].close()
    process.kill()
    process.wait()


def test_the_counter_is_on_the_server_and_ends_with_its_window(server, limits):
    limits(reads=4)
    assert [_goes("10.0.0.1") for _ in range(5)] == [True, True, True, True, False]
    throttles.forget()  # another process is told the same
    assert not _goes("10.0.0.1")
    client = cache._cache.get_client(None)
    assert [0 < client.ttl(key) <= 60 for key in client.keys("*throttle:read:10.0.0.1*")] == [True]


def test_without_the_server_memory_counts(server, limits):
    limits(reads=3)
    assert _goes("10.0.0.1")
    server.kill()
    server.wait()
    assert [_goes("10.0.0.2") for _ in range(4)] == [True, True, True, False]
    throttles.forget()
    assert not _goes("10.0.0.2")
