"""Every address of the program, read off its URL configuration."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

API_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
PAGE_METHODS = ("GET", "POST")


@dataclass(frozen=True)
class Route:
    """An address as the table writes it, such as /sets/<pk>/log, and what is behind it."""

    path: str
    callback: Any

    @property
    def methods(self) -> tuple[str, ...]:
        """Return the methods to send: all that exist for interfaces, what browsers send for pages."""
        return API_METHODS if self.path.startswith(("/api/v1/", "/_allauth/")) else PAGE_METHODS


def every_route() -> list[Route]:
    """Return the program's addresses."""
    return list(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, base: str) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        path = base + _plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, path)
        else:
            assert isinstance(pattern, URLPattern)
            yield Route("/" + path, pattern.callback)


def _plain(pattern: str) -> str:
    """Write `<uuid:pk>` and `(?P<pk>[0-9a-f]+)` alike, as `<pk>`."""
    pattern = re.sub(r"\(\?P(<\w+>)(?:[^()\[\]]|\[[^\]]*\])*\)", r"\1", pattern)
    return re.sub(r"<\w+:(\w+)>", r"<\1>", pattern.removeprefix("^").removesuffix("$"))
