"""What an endpoint is compared with: a view with the same middleware, sign-in, permission and throttle, and no work.

It answers with the bytes that the endpoint answered with. Only the benchmark's own addresses lead to it.
"""

import json
import os
from functools import cache
from pathlib import Path

from django.http import HttpResponse
from rest_framework.request import Request
from rest_framework.views import APIView

FOLDER = "BENCHMARK_ANSWERS"  # the variable that names where the stored answers are
KEPT = ("Content-Type", "ETag", "Cache-Control")


class BaselineView(APIView):
    """Answer with stored bytes."""

    schema = None

    def get(self, request: Request, name: str) -> HttpResponse:
        """Answer a read."""
        status, headers, body = _stored(Path(os.environ[FOLDER]) / name)
        answer = HttpResponse(body, status=status, headers=headers)
        if "Content-Type" not in headers:  # nothing was modified, so nothing is sent
            del answer["Content-Type"]
        return answer

    def post(self, request: Request, name: str) -> HttpResponse:
        """Answer a write, whose body is read as any view reads it."""
        assert isinstance(request.data, dict)
        return self.get(request, name)

    put = post


def store(name: str, status: int, headers: dict[str, str], body: bytes) -> None:
    """Keep an answer for the view."""
    file = Path(os.environ[FOLDER]) / name
    file.with_suffix(".json").write_text(json.dumps([status, {key: headers[key] for key in KEPT if key in headers}]))
    file.with_suffix(".body").write_bytes(body)


@cache
def _stored(file: Path) -> tuple[int, dict[str, str], bytes]:
    status, headers = json.loads(file.with_suffix(".json").read_text())
    return status, headers, file.with_suffix(".body").read_bytes()
