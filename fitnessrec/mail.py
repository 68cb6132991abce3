"""Read which mail server to use from one address."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


@dataclass(frozen=True)
class MailServer:
    """Where mail is handed in: `tls` from the first byte, `starttls` after a greeting, neither in the clear."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    starttls: bool


def server(url: str) -> MailServer | None:
    """Return the server that EMAIL_URL names, None where it is blank; refuse what cannot be read."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise _refusal("its address or port cannot be read") from None
    if parts.scheme not in PORTS:
        raise _refusal("it does not start with one of these three")
    if not host:
        raise _refusal("it names no host")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise _refusal("something stands after the host; write / ? # in a password as %2F %3F %23")
    return MailServer(
        host=host,
        port=port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp+tls",
    )


def _refusal(why: str) -> ImproperlyConfigured:
    # Not the value itself: it may hold a password, and this goes to logs.
    return ImproperlyConfigured(
        f"EMAIL_URL cannot be used: {why}. Set it to smtp://host, smtp+tls://user:password@host or "
        "smtps://user:password@host."
    )
