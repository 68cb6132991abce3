"""Reads rendered pages as people do: visible text with folded whitespace, the part under an anchor, links."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

CHECKLIST = tomllib.loads((Path(__file__).parent / "checklist.toml").read_text())
VOID = {"br", "img", "input", "hr", "meta", "link", "source", "path", "circle", "rect", "line", "ellipse"}
UNSEEN = {"script", "style", "head", "template", "noscript"}


@dataclass
class Node:
    """An element, its attributes, and what is inside."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    inside: list["Node | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """Yield the element and all below it."""
        yield self
        for child in self.inside:
            if isinstance(child, Node):
                yield from child.walk()

    def part(self, anchor: str) -> "Node":
        """Return what has this id; KeyError where nothing has."""
        for node in self.walk():
            if node.attributes.get("id") == anchor:
                return node
        raise KeyError(anchor)

    def words(self) -> str:
        """Return the visible text."""
        return re.sub(r"\s+", " ", "".join(self._pieces())).strip()

    def _pieces(self) -> Iterator[str]:
        if self.tag in UNSEEN:
            return
        if self.tag in ("p", "li", "dd", "dt", "td", "th", "h1", "h2", "h3", "br", "section", "div", "a", "small"):
            yield " "
        for child in self.inside:
            if isinstance(child, str):
                yield child
            else:
                yield from child._pieces()

    def links(self) -> list[str]:
        """Return where its links lead, without what follows `?` and `#` for addresses of rows."""
        return [node.attributes["href"] for node in self.walk() if node.tag == "a" and "href" in node.attributes]

    def heading(self) -> str:
        """Return the words of the first heading."""
        return next((node.words() for node in self.walk() if node.tag == "h1"), "")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open = [Node("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in [node.tag for node in self.open[1:]]:
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def read(html: str) -> Node:
    """Return a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.open[0]


def misses(entry: dict[str, Any], words: str) -> list[str]:
    """Return the facts of an entry that the words do not hold."""
    facts = [fact for name in ("facts", "causes", "fixes") for fact in entry.get(name, ())]
    facts += [entry] if "match" in entry else []
    return [
        f"{entry['key']}/{fact.get('k', '')}: {fact.get('fact', fact.get('focus', ''))} ({fact['match']})"
        for fact in facts
        if not re.search(fact["match"], words, re.IGNORECASE)
    ]


def by_key(part: str) -> dict[str, dict[str, Any]]:
    """Return the entries of a part of the checklist."""
    return {entry["key"]: entry for entry in CHECKLIST[part]}


def seed_words(row: Any) -> str:
    """Return everything that a seed row says, as one text."""
    if isinstance(row, dict):
        return " ".join(seed_words(value) for value in row.values())
    if isinstance(row, list | tuple):
        return " ".join(map(seed_words, row))
    return str(row) if row is not None else ""
