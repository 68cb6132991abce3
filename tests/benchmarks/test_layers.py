"""The layers of a request are told apart, and Django is as it was afterwards."""

from datetime import date

from rest_framework.views import APIView

from accounts.domain.tokens import create_token
from benchmarks.endpoints import LIST, hot_endpoints
from benchmarks.history import Sizes, seed_history
from benchmarks.layers import profile
from benchmarks.load import Target
from workouts.models import Session


def test_a_request_is_told_apart_into_layers(db, tmp_path):
    athlete = seed_history(on=date(2026, 11, 1), sizes=Sizes(sessions=3, others=0))
    _, secret = create_token(user=athlete, name="benchmark", scope="write")
    sessions = tmp_path / "sessions.txt"
    sessions.write_text("".join(f"{row.pk}\n" for row in Session.objects.for_user(athlete)))
    target = Target("", {"Authorization": f"Token {secret}"}, sessions)
    dispatch = APIView.dispatch
    endpoint = hot_endpoints(athlete, lambda path: {"next": path}, deep=1)[LIST]
    layers = profile(target, endpoint, requests=3)
    assert {"sign-in", "sign-in: SQL", "view", "view: SQL", "writing JSON", "middleware, addresses"} <= set(layers)
    assert layers["all"] > layers["view"] > 0
    assert APIView.dispatch is dispatch
