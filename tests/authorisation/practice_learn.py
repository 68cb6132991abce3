"""Who gets what: Learn, which is the same for everybody who is signed in."""

from tests.authorisation.rules import Entry, mine, page

LEARN: dict[str, Entry] = {"/learn": page(mine()), "/learn/<slug>": page(mine(), slug="=questions")}
