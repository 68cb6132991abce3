import socket

import pytest

from fitnessrec import listener


def test_a_bound_port_refuses_connections_until_it_listens():
    with listener.bind("127.0.0.1", 0) as bound:
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(bound.getsockname(), timeout=1)
        listener.listen(bound)
        socket.create_connection(bound.getsockname(), timeout=1).close()


def test_a_taken_port_is_refused_with_a_way_out():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(listener.PortRefused, match=rf"Port {port} on 127.0.0.1 is taken .*: PORT=\d+ make run"):
            listener.bind("127.0.0.1", port)


def test_waits_for_a_port_that_is_about_to_be_free(monkeypatch):
    taken = socket.create_server(("127.0.0.1", 0))
    port = taken.getsockname()[1]
    monkeypatch.setattr("time.sleep", lambda seconds: taken.close())
    with listener.bind("127.0.0.1", port, patience_s=5) as bound:
        assert bound.getsockname()[1] == port


def test_the_first_to_listen_has_the_port():
    with listener.bind("127.0.0.1", 0) as first, listener.bind("127.0.0.1", first.getsockname()[1]) as second:
        listener.listen(second)
        with pytest.raises(listener.PortRefused, match="is taken"):
            listener.listen(first)


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_number_that_is_no_port_is_refused(port):
    with pytest.raises(listener.PortRefused, match="from 1 to 65535"):
        listener.bind("127.0.0.1", port)


@pytest.mark.parametrize("host", ["192.0.2.1", "x86_64-conda-linux-gnu"])
def test_a_host_that_is_not_this_machine_is_refused_by_name(host):
    with pytest.raises(listener.PortRefused, match=f"HOST is '{host}', which is no address of this machine"):
        listener.bind(host, 0)
