"""Ada's baseline, with the library of drills and programmes."""

from datetime import UTC, datetime

import pytest

from drills.domain.programme_library import load_programmes

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)  # a Monday


@pytest.fixture
def programmes(drill_library):
    """Load the programmes."""
    load_programmes()


@pytest.fixture
def fill(page):
    """Return a function that answers a step of the form."""

    def do(step, **values):
        return page.post(f"/baseline/{step}", values)

    return do
