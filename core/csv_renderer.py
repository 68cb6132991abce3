"""CSV as something that a client of the API may ask for."""

from collections.abc import Mapping
from typing import Any

from rest_framework.renderers import BaseRenderer

from core.render import JSONRenderer


class CsvRenderer(BaseRenderer):
    """Stands for `Accept: text/csv`. The views write the file themselves; what comes here is a problem, and is JSON."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        """Return the problem."""
        return JSONRenderer().render(data)
