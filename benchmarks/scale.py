"""Does one athlete's progression cost more among ten times as many others? Both sizes are served and timed in turns."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from benchmarks.endpoints import PROGRESSION, Endpoint
from benchmarks.limits import CROWD_TIMES, Check, at_most
from benchmarks.load import Target
from benchmarks.rounds import in_turns
from benchmarks.servers import production_server

Say = Callable[[str], None]
MORE = 1800
SESSIONS_OF_MORE = 16  # a tenth of a year each: with a year each there would be 8 million sets, half an hour to store


def check_crowd(target: Target, database: str, endpoint: Endpoint, *, seconds: int, say: Say) -> Check:
    """Copy the database, add 1,800 people to the copy, and ask both in turns. Nothing may be using the database."""
    from django.db import connection

    from accounts.models import User
    from benchmarks.crowd import add_people
    from benchmarks.history import MODELS, analyse
    from workouts.models import Set

    connection.close()
    larger, name = _copy(database)
    before, connection.settings_dict["NAME"] = connection.settings_dict["NAME"], name
    examples = User.objects.filter(email__in=[f"other{number}@example.org" for number in range(MODELS)])
    add_people(list(examples), MORE, sessions=SESSIONS_OF_MORE)
    analyse()
    say(f"With {User.objects.count() - 1:,} others: {Set.objects.count():,} sets.")
    connection.close()
    connection.settings_dict["NAME"] = before
    with production_server() as few, production_server(larger) as many:
        sides = [(replace(target, address=address), endpoint) for address, _ in (few, many)]
        times = in_turns(*sides, seconds=seconds)
    return at_most(f"{PROGRESSION}, median among 2,000 others, times that among 200", times, CROWD_TIMES)


def _copy(database: str) -> tuple[str, str]:
    """Copy the database; return the address and name of the copy."""
    parts = urlsplit(database)
    if parts.scheme == "sqlite":
        file = Path(parts.path[1:])
        copy = file.with_name("larger.sqlite3")
        with sqlite3.connect(file) as source, sqlite3.connect(copy) as target:
            source.backup(target)
        return f"sqlite:///{copy}", str(copy)
    import psycopg

    with psycopg.connect(parts._replace(path="/template1").geturl(), autocommit=True) as link:
        link.execute(f"CREATE DATABASE larger TEMPLATE {parts.path[1:]}")
    return parts._replace(path="/larger").geturl(), "larger"
