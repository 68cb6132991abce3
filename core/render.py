"""Writing JSON: UUIDs, dates and times straight from the rows, several times faster than the standard library."""

from collections.abc import Mapping
from typing import Any

import orjson
from rest_framework import renderers
from rest_framework.utils.encoders import JSONEncoder

OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
_encoder = JSONEncoder()


def to_json(data: Any) -> bytes:
    """Return JSON in UTF-8 without spaces; UUIDs, dates and times are written as text."""
    return orjson.dumps(data, default=_encoder.default, option=OPTIONS)


class JSONRenderer(renderers.JSONRenderer):
    """JSON as REST framework writes it, in UTF-8 without spaces."""

    def render(
        self, data: Any, accepted_media_type: str | None = None, renderer_context: Mapping[str, Any] | None = None
    ) -> bytes:
        """Return the bytes of the answer; nothing for an answer without a body."""
        return b"" if data is None else to_json(data)
