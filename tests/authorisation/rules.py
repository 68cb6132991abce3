"""What an actor gets, and the words the tables are written in.

A new kind of actor, such as a coach: add it to ACTORS, make it in world.py, and name it in the rules where it gets
something else than strangers do.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

ACTORS = ("anonymous", "athlete", "other", "staff")

LOGIN = "login"  # led to the sign-in page
REFUSED = (400, 401, 404, 405, 409)
Outcome = int | str | tuple[int, ...]


@dataclass(frozen=True)
class Rule:
    """What each actor gets with one method. `gets` names actors that differ from `others`."""

    anonymous: Outcome
    athlete: Outcome
    others: Outcome
    body: Any = None  # what is sent: a form, JSON, or a function of the world that returns it
    shows: bool = False  # the athlete's answer holds her secret, so that one that leaks it would be seen
    changes: bool = False  # the athlete's own write changes her rows, so that another's that did would be seen
    gets: dict[str, Outcome] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)  # with a Content-Type, the body is sent as it is

    def outcome(self, actor: str) -> Outcome:
        """Return what this actor gets."""
        if actor in self.gets:
            return self.gets[actor]
        return {"anonymous": self.anonymous, "athlete": self.athlete}.get(actor, self.others)


@dataclass(frozen=True)
class Entry:
    """An address: what to put into it, and the rule of each method. What has no rule must be refused with 405."""

    at: dict[str, str] = field(default_factory=dict)  # parameter: name of a row of the world, or =text
    query: str = ""
    rules: dict[str, Rule] = field(default_factory=dict)
    unknown: Outcome = 405
    before: Callable[[Any], None] | None = None  # changes the world first, for this address only
    anonymous_unknown: Outcome = LOGIN


def own(shows: bool = True, status: Outcome = 200, **gets: Outcome) -> Rule:
    """Return the rule of a page about a row: others hear that there is nothing."""
    return Rule(LOGIN, status, 404, shows=shows, gets=gets)


def own_write(body: Any = None, status: Outcome = 302, changes: bool = True) -> Rule:
    """Return the rule of a form about a row."""
    return Rule(LOGIN, status, 404, body, changes=changes)


def mine(shows: bool = False, status: Outcome = 200) -> Rule:
    """Return the rule of a page that shows everybody their own."""
    return Rule(LOGIN, status, status, shows=shows)


def mine_write(body: Any = None, status: Outcome = 302, others: Outcome | None = None, changes: bool = True) -> Rule:
    """Return the rule of a form by which everybody changes their own."""
    return Rule(LOGIN, status, status if others is None else others, body, changes=changes)


def public(status: Outcome = 200, body: Any = None) -> Rule:
    """Return the rule of what anybody may read."""
    return Rule(status, status, status, body)


def page(get: Rule | None = None, post: Rule | None = None, query: str = "", **at: str) -> Entry:
    """Return the entry of a page behind the sign-in."""
    return Entry(at, query, {name: rule for name, rule in (("GET", get), ("POST", post)) if rule})


def open_page(get: Rule | None = None, post: Rule | None = None, **at: str) -> Entry:
    """Return the entry of a page for everybody."""
    rules = {name: rule for name, rule in (("GET", get), ("POST", post)) if rule}
    return Entry(at, "", rules, anonymous_unknown=405)


def api(query: str = "", at: dict[str, str] | None = None, **rules: Rule) -> Entry:
    """Return the entry of an address of the API; who is not known hears so before anything else."""
    return Entry(at or {}, query, {name.upper(): rule for name, rule in rules.items()}, anonymous_unknown=401)


def reads(shows: bool = True) -> Rule:
    """Return the rule of an API answer about everybody's own."""
    return Rule(401, 200, 200, shows=shows)


def reads_row(shows: bool = True) -> Rule:
    """Return the rule of an API answer about a row."""
    return Rule(401, 200, 404, shows=shows)


def writes(body: Any, athlete: int, others: int, changes: bool = True) -> Rule:
    """Return the rule of a write through the API."""
    return Rule(401, athlete, others, body, changes=changes)


def sign_in(**rules: Rule) -> Entry:
    """Return the entry of an address by which apps sign in; what it does not offer is refused in one way or another."""
    return Entry({}, "", {name.upper(): rule for name, rule in rules.items()}, REFUSED, None, REFUSED)
