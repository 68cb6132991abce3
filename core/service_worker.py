"""The service worker: one self-contained file, because import maps do not reach workers."""

import hashlib
import json
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

SOURCE = Path(__file__).with_name("service_worker.js")
# What pages load, by the beginnings of names; the admin's and the schema's files are not for offline.
KEPT = ("css/", "js/", "icons/", "vendor/", "django_htmx/htmx.min")
NOT_KEPT = (".map", ".txt")


@cache
def kept_files() -> tuple[str, ...]:
    """Return the addresses of the static files a page may need; none where their names carry no hashes."""
    hashed: dict[str, str] = getattr(staticfiles_storage, "hashed_files", {})
    return tuple(
        f"{settings.STATIC_URL}{target}"
        for name, target in sorted(hashed.items())
        if name.startswith(KEPT) and not name.endswith(NOT_KEPT)
    )


@cache
def worker_source() -> str:
    """Return the worker's code with the files it stores, and a version that changes when any of it does."""
    files, source = kept_files(), SOURCE.read_text()
    version = hashlib.sha256("\n".join([*files, source]).encode()).hexdigest()[:12]
    return f"const VERSION = {json.dumps(version)};\nconst FILES = {json.dumps(files, indent=1)};\n{source}"


@never_cache
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """Answer with the worker. Without hashed names it only takes itself away, as in development."""
    return HttpResponse(worker_source(), content_type="text/javascript")
