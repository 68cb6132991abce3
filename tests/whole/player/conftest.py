"""A clip whose frames say their number, open on a phone."""

from collections.abc import Iterator

import pytest

from tests.whole.conftest import Site
from tests.whole.phones import Person
from tests.whole.watching import Watching, watch


@pytest.fixture(scope="module")
def watched(browser, site: Site, people: Iterator[Person], tmp_path_factory) -> Iterator[Watching]:
    """Open a phone with a clip of which the web version is made."""
    yield from watch(browser, site, next(people), tmp_path_factory.mktemp("clips"))


@pytest.fixture
def clip(watched: Watching) -> Watching:
    """Open the clip without marks."""
    watched.open()
    return watched
