"""Ada, Sam, two lifts, and a client that follows the changes."""

import pytest
from rest_framework.test import APIClient

from tests.fitnessrec.mirror import Mirror
from workouts.models import Exercise


@pytest.fixture(autouse=True)
def lifts(db):
    rows = [
        Exercise(slug=slug, name=slug, pattern="hinge", equipment="barbell") for slug in ("deadlift", "good-morning")
    ]
    Exercise.objects.bulk_create(rows)


@pytest.fixture
def sam(stranger):
    client = APIClient()
    client.force_authenticate(stranger)
    return client


@pytest.fixture
def mirror(api):
    return Mirror(api)
