"""What an answer is in: for pictures the view chooses, whatever a client says that it takes."""

from typing import Any

from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request


class AnyType(BaseContentNegotiation):
    """Leave the Accept header to the view: it chooses between picture formats."""

    def select_parser(self, request: Request, parsers: Any) -> Any:
        """Take the first parser; there is no body."""
        return parsers[0]

    def select_renderer(self, request: Request, renderers: Any, format_suffix: str | None = None) -> Any:
        """Problems are JSON whatever picture was asked for."""
        return JSONRenderer(), "application/json"
