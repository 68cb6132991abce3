"""The built-in programme, and Ada on it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from drills.domain.enrolments import enrol
from drills.domain.library import load_drills
from drills.domain.plan import Plan, read_plan
from drills.domain.programme_library import load_programmes
from drills.models import Enrolment, Programme

MONDAY = date(2026, 3, 2)


@pytest.fixture
def hinge(library) -> Programme:
    """Load drills and programmes; return the built-in one."""
    load_drills()
    load_programmes()
    return Programme.objects.get(pk="hip-hinge")


@pytest.fixture
def enrolled(hinge, athlete) -> Callable[..., Enrolment]:
    """Return a function that puts Ada on the built-in programme on a Monday."""

    def make(on: date = MONDAY, **values: Any) -> Enrolment:
        return enrol(**({"owner": athlete, "programme": hinge, "on": on} | values))

    return make


@pytest.fixture
def plan(athlete) -> Callable[..., Plan]:
    """Return a function that reads Ada's plan."""
    return lambda on, since=MONDAY: read_plan(athlete, on=on, since=since)
