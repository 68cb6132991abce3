"""Reading JSON bodies: what Python cannot store or read safely is refused as malformed."""

import json
from collections.abc import Mapping
from typing import IO, Any

from rest_framework import parsers
from rest_framework.exceptions import ParseError


class JSONParser(parsers.JSONParser):
    """JSON as REST framework reads it, but for halves of a character and nesting that exhausts the stack."""

    def parse(
        self, stream: IO[Any], media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the body; 400 where it cannot be read."""
        try:
            data = super().parse(stream, media_type, parser_context)
            json.dumps(data, ensure_ascii=False).encode()
        except RecursionError:
            raise ParseError("JSON parse error: this is nested too deeply.") from None
        except UnicodeEncodeError:
            raise ParseError("JSON parse error: this holds half of a character, a lone surrogate.") from None
        return data
