"""Named places in a page that apps further right may fill.

A page leaves `{% slot 'session.set' session=session set=set %}`; an app registers a renderer for that name in
its `ready()`. Renderers run in the same response. One that needs rows for many places of a page reads them
once through `Place.shared`, so that a page costs the same number of queries however often a slot is in it.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.http import HttpRequest
from django.utils.safestring import SafeString

T = TypeVar("T")


@dataclass(frozen=True)
class Place:
    """One place being filled: the request, what the page says about it, and a memory for the whole response."""

    request: HttpRequest
    about: dict[str, Any]
    memory: dict[Hashable, Any] = field(default_factory=dict)

    @property
    def viewer(self) -> Any:
        """Return who reads the page."""
        return self.request.user

    def shared(self, key: Hashable, read: Callable[[], T]) -> T:
        """Return what `read` gives, reading it once a response."""
        if key not in self.memory:
            self.memory[key] = read()
        value: T = self.memory[key]
        return value


def place_in(request: HttpRequest, **about: Any) -> Place:
    """Return a place in the page that answers a request; a view shares with the slots what it has read already."""
    return Place(request, about, request.__dict__.setdefault("slot_memory", {}))


Renderer = Callable[[Place], SafeString | str]

_renderers: dict[str, list[tuple[int, Renderer]]] = {}


def register(name: str, renderer: Renderer, *, order: int = 100) -> None:
    """Fill the slot `name` with what the renderer returns; lower orders come first."""
    _renderers.setdefault(name, []).append((order, renderer))
    _renderers[name].sort(key=lambda entry: entry[0])


def unregister(name: str, renderer: Renderer) -> None:
    """Take a renderer out again."""
    _renderers[name] = [entry for entry in _renderers[name] if entry[1] is not renderer]


def renderers(name: str) -> list[Renderer]:
    """Return the renderers of a slot in their order."""
    return [renderer for _, renderer in _renderers.get(name, [])]
