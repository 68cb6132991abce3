"""Network addresses: which are loopback, and under which names a browser may ask for this machine."""

import ipaddress
import socket


def is_loopback(host: str) -> bool:
    """Say whether only this machine itself can reach the host."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def is_any(host: str) -> bool:
    """Say whether the host stands for every address of this machine, as 0.0.0.0 and :: do."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_unspecified
    except ValueError:
        return False


def lan_address() -> str | None:
    """Return this machine's address in the local network, or None where it is in none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # an address for examples: choosing the way there sends nothing
            address = str(probe.getsockname()[0])
        except OSError:
            return None
    return None if is_loopback(address) else address


def names(host: str) -> list[str]:
    """Return what a browser may write for a server bound to the host, in the form of ALLOWED_HOSTS."""
    found = ["localhost", "127.0.0.1", "[::1]"]
    if is_loopback(host):
        return found
    if not is_any(host):
        return [*found, _bracketed(host)]
    name = socket.gethostname().lower()
    found += [name, f"{name.partition('.')[0]}.local"]
    address = lan_address()
    return [*found, address] if address else found


def url(host: str, port: int) -> str:
    """Return the address to open in a browser."""
    return f"http://{_bracketed(host)}:{port}/"


def outer_url(host: str, port: int) -> str:
    """Return the address that another device would open; this machine's own where no other reaches it."""
    return url((lan_address() or "127.0.0.1") if is_any(host) else host, port)


def _bracketed(host: str) -> str:
    """Return the host as addresses write it: IPv6 in square brackets."""
    bare = host.strip("[]")
    return f"[{bare}]" if ":" in bare else bare
