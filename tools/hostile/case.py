"""What a hostile file is: its name, how to make it, and how it must end."""

import re
from collections.abc import Callable
from dataclasses import dataclass

#: What a file ends in that is taken, without and with a warning.
ACCEPTED, WARNED = "accepted", "warned"
#: The name of the clip that lies beside the hostile ones; its one colour must come out of none of them.
SECRET_NAME, SECRET_RGB = "secret.mp4", (250, 0, 250)


@dataclass(frozen=True)
class Lure:
    """Where the traps are: a port of this machine (TCP and UDP), and the folder with the secret clip."""

    port: int
    folder: str


@dataclass(frozen=True)
class Verdict:
    """One of the codes, and a sentence in which the pattern is found; a file that is taken needs no sentence."""

    codes: frozenset[str]
    says: str = ""

    def holds(self, code: str, sentence: str) -> bool:
        """Tell whether a file's end is what it should be."""
        if code not in self.codes:
            return False
        return code == ACCEPTED or re.search(self.says, sentence) is not None


@dataclass(frozen=True)
class Case:
    """One file."""

    name: str
    what: str
    make: Callable[[Lure], bytes]
    verdict: Verdict


def taken(*codes: str) -> Verdict:
    """Return the verdict of a file that gives pictures; `codes` are further ends that are right as well."""
    return Verdict(frozenset({ACCEPTED, *codes}))


def refused(*codes: str, says: str) -> Verdict:
    """Return the verdict of a file that is refused with one of the codes and such a sentence."""
    return Verdict(frozenset(codes), says)


def always(content: Callable[[], bytes]) -> Callable[[Lure], bytes]:
    """Return a maker for a file that needs no lure."""
    return lambda lure: content()
