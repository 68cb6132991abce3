import pytest

from fitnessrec import addresses


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.0.1", "localhost", "app.localhost", "::1", "[::1]"])
def test_only_this_machine_reaches_loopback(host):
    assert addresses.is_loopback(host)
    assert addresses.names(host) == ["localhost", "127.0.0.1", "[::1]"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.7", "fe80::1", "example.org", ""])
def test_others_may_reach_everything_else(host):
    assert not addresses.is_loopback(host)


def test_open_to_the_network_it_answers_to_its_name_and_lan_address(monkeypatch):
    monkeypatch.setattr(addresses, "lan_address", lambda: "192.168.1.7")
    monkeypatch.setattr("socket.gethostname", lambda: "Attic.home")
    assert addresses.names("0.0.0.0")[3:] == ["attic.home", "attic.local", "192.168.1.7"]
    assert "192.168.1.7" in addresses.names("::")


def test_bound_to_one_address_it_answers_to_that():
    assert addresses.names("192.168.1.9")[3:] == ["192.168.1.9"]
    assert addresses.names("fe80::1")[3:] == ["[fe80::1]"]


@pytest.mark.parametrize(
    ("host", "url"), [("127.0.0.1", "http://127.0.0.1:80/"), ("::1", "http://[::1]:80/"), ("[::1]", "http://[::1]:80/")]
)
def test_writes_addresses_as_browsers_read_them(host, url):
    assert addresses.url(host, 80) == url
