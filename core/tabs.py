"""Tabs above pages that several apps bring, such as those of progress."""

from dataclasses import dataclass
from typing import NamedTuple


class Tab(NamedTuple):
    """A page in a row of tabs: the name of its address, and what the tab says."""

    url_name: str
    said: str


@dataclass(frozen=True)
class _Entry:
    order: int
    tab: Tab


_tabs: dict[str, list[_Entry]] = {}


def register(row: str, url_name: str, said: str, *, order: int = 100) -> None:
    """Put a page into a row of tabs; from an app's `ready()`. Lower orders come first."""
    entries = [entry for entry in _tabs.get(row, []) if entry.tab.url_name != url_name]
    _tabs[row] = sorted([*entries, _Entry(order, Tab(url_name, said))], key=lambda entry: entry.order)


def tabs(row: str) -> list[Tab]:
    """Return the tabs of a row in their order."""
    return [entry.tab for entry in _tabs.get(row, [])]
