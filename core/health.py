"""Is it up, and can it work: for supervisors, load balancers and people."""

import logging
import tempfile
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu import Connection

log = logging.getLogger(__name__)


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _broker() -> None:
    with Connection(settings.CELERY_BROKER_URL, transport_options=settings.CELERY_BROKER_TRANSPORT_OPTIONS) as broker:
        broker.ensure_connection(max_retries=1, timeout=2)


def _storage() -> None:
    if not isinstance(default_storage, FileSystemStorage):
        default_storage.check()  # type: ignore[attr-defined]  # core.object_store
        return
    place = Path(default_storage.location)
    place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=place) as file:
        file.write(b"ready")


PARTS: dict[str, Callable[[], None]] = {"database": _database, "broker": _broker, "storage": _storage}


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that the web process answers."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether database, broker and storage answer; 503 names what does not."""
    found = {}
    for name, check in PARTS.items():
        try:
            check()
            found[name] = "ok"
        except Exception:
            log.exception("%s does not answer", name)
            found[name] = "does not answer"
    ready = all(state == "ok" for state in found.values())
    return JsonResponse({"status": "ok" if ready else "not ready", **found}, status=200 if ready else 503)
