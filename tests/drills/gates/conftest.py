"""Rows that gates look at: loaded sets with their ratings, and results of self-tests."""

from datetime import timedelta

import pytest

from drills.domain.self_tests import save_self_test
from drills.models import SelfTest
from tests.drills.conftest import MONDAY
from tests.workouts.conftest import lifts, new_session, new_set, session, theirs

__all__ = ["lifts", "new_session", "new_set", "session", "theirs"]

TODAY = MONDAY.date()


@pytest.fixture
def tried(athlete):
    """Return a function that stores a result of a self-test, Ada's unless told otherwise."""

    def make(test, passed, *, days_ago=0, owner=None, **values):
        about = {"test": test, "passed": passed, "performed_at": MONDAY - timedelta(days=days_ago)} | values
        return save_self_test(SelfTest(owner=owner or athlete, **about))

    return make
