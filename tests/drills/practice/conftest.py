"""The day that pages and the API are asked on."""

import pytest
from django.utils import timezone

from tests.drills.practice.rows import DAY, MONDAY, noon

THURSDAY = MONDAY + 3 * DAY


@pytest.fixture
def thursday(monkeypatch):
    """Let it be Thursday noon, three days after the Monday that programmes begin on."""
    monkeypatch.setattr(timezone, "now", lambda: noon(THURSDAY))
    return THURSDAY
