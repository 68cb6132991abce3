"""Everything that is taught, loaded once for all tests of a file, and pages that are read once."""

import pytest
from django.db import transaction
from django.test import Client

from accounts.models import User
from cues.domain.library import load_library as load_cues
from drills.domain.library import load_drills
from drills.domain.programme_library import load_programmes
from tests.learn.reading import Node, read
from workouts.domain.library import load_library


class Reader:
    """Ada, who reads pages. A page does not change in these tests, so each is asked for once."""

    def __init__(self) -> None:
        self.pages: dict[str, Node] = {}
        self.user = User.objects.create_user("reader@example.org", "a long enough password", name="Ada")

    def whole(self, address: str) -> Node:
        """Return a page as it is sent; it must be there."""
        path = address.partition("#")[0]
        if path not in self.pages:
            client = Client()
            client.force_login(self.user)
            answer = client.get(path, follow=True)
            assert answer.status_code == 200, f"{path}: {answer.status_code}"
            self.pages[path] = read(answer.content.decode())
        return self.pages[path]

    def open(self, address: str) -> Node:
        """Return what a page is about, without the navigation around it."""
        return next(node for node in self.whole(address).walk() if node.tag == "main")


@pytest.fixture(scope="module")
def taught(django_db_setup, django_db_blocker):
    """Load exercises, drills, cues and the programme, and take them away after the file."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_library()
        load_drills()
        load_cues()
        load_programmes()
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def reader(taught) -> Reader:
    return Reader()


@pytest.fixture
def pages(reader, db) -> Reader:
    """Return who reads pages."""
    return reader
