"""Two writers and a reader at the same moment, each on a connection of its own.

SQLite lets one writer in at a time, so these need PostgreSQL: tests/whole/test_postgres.py runs them there.
"""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest
from django.db import connection, transaction
from rest_framework.test import APIClient

from core.versions import UserVersion, hold_version
from tests.fitnessrec.mirror import Mirror, listed
from workouts.domain.bodyweight import delete_bodyweight, save_bodyweight
from workouts.domain.library import create_own_exercise
from workouts.domain.sessions import delete_session, restore_session, save_session
from workouts.domain.sets import save_set
from workouts.models import Bodyweight, Session, Set

AT = datetime(2026, 3, 2, 17, tzinfo=UTC)
PATIENCE_S = 20

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _two_writers():
    if connection.vendor != "postgresql":
        pytest.skip("two writers at once need PostgreSQL, where tests/whole/test_postgres.py runs this")


@pytest.fixture
def mirror(athlete):
    client = APIClient()
    client.force_authenticate(athlete)
    return Mirror(client)


def on_its_own_connection(work):
    """Return the work as a thread can do it."""

    def call(*args):
        try:
            return work(*args)
        finally:
            connection.close()

    return call


def weigh(owner, kg):
    return save_bodyweight(Bodyweight(owner=owner, measured_at=AT, weight_kg=kg))


def test_a_write_that_began_earlier_and_ends_later_is_not_skipped(athlete, mirror):
    taken, finish, second_began = Event(), Event(), Event()

    @on_its_own_connection
    def slow():
        with transaction.atomic():
            weigh(athlete, 70)
            taken.set()
            assert finish.wait(PATIENCE_S)

    @on_its_own_connection
    def quick():
        second_began.set()
        save_session(Session(owner=athlete, started_at=AT))

    with ThreadPoolExecutor(2) as pool:
        try:
            first = pool.submit(slow)
            assert taken.wait(PATIENCE_S)
            second = pool.submit(quick)
            assert second_began.wait(PATIENCE_S)
            with pytest.raises(TimeoutError):
                second.result(0.5)  # it waits for the first one to end
            assert mirror.catch_up() == []
        finally:
            finish.set()
        first.result(PATIENCE_S)
        second.result(PATIENCE_S)
    assert [(change["kind"], change["v"]) for change in mirror.catch_up()] == [("bodyweight", 1), ("session", 2)]


def test_who_holds_the_version_before_a_persons_first_write_is_waited_for(athlete):
    held, finish = Event(), Event()

    @on_its_own_connection
    def first():
        with transaction.atomic():
            hold_version(athlete.pk)
            held.set()
            assert finish.wait(PATIENCE_S)

    @on_its_own_connection
    def second():
        with transaction.atomic():
            hold_version(athlete.pk)

    assert not UserVersion.objects.exists()
    with ThreadPoolExecutor(2) as pool:
        try:
            one = pool.submit(first)
            assert held.wait(PATIENCE_S)
            other = pool.submit(second)
            with pytest.raises(TimeoutError):
                other.result(0.5)
        finally:
            finish.set()
        one.result(PATIENCE_S)
        other.result(PATIENCE_S)
    assert UserVersion.objects.get().v == 0


def test_a_reader_beside_two_writers_misses_nothing(athlete, mirror):
    lift = create_own_exercise(
        owner=athlete, name="Lift", pattern="hinge", equipment="barbell", primary=[], secondary=[]
    )

    @on_its_own_connection
    def write(seed):
        chance = random.Random(seed)
        session = save_session(Session(owner=athlete, started_at=AT))
        for number in range(40):
            with transaction.atomic():
                about = {"owner": athlete, "session": session, "exercise": lift, "performed_at": AT}
                save_set(Set(reps=1 + number, **about))
                row = weigh(athlete, 60 + number)
                if chance.random() < 0.3:
                    delete_bodyweight(row, at=AT)
            if chance.random() < 0.2:
                delete_session(session, at=AT)
                restore_session(session)

    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(write, seed) for seed in (1, 2)]
        pages = 0
        while not all(writer.done() for writer in writers):
            mirror.read_page(7)
            pages += 1
        for writer in writers:
            writer.result()
    mirror.catch_up(7)
    assert pages > 5, "the reader came too late to tell anything"
    assert mirror.rows == listed(mirror.api)
    assert len([kind for kind, _ in mirror.rows if kind == "set"]) == 80
