"""The site's addresses, and the baseline just before the API's, so that both are looked up alike."""

from typing import Any

from django.urls import path

from benchmarks.baseline import BaselineView
from benchmarks.plain_upload import plain_upload
from fitnessrec import urls as site

_entries: list[Any] = site.urlpatterns
_api = [str(entry.pattern) for entry in _entries].index("api/v1/")
urlpatterns = [
    *_entries[:_api],
    path("api/v1/baseline-upload/<slug:name>", plain_upload),
    path("api/v1/baseline/<slug:name>", BaselineView.as_view(), name="baseline"),
    *_entries[_api:],
]

handler400, handler403, handler404 = site.handler400, site.handler403, site.handler404
handler429, handler500 = site.handler429, site.handler500
