"""Errors of the API as RFC 9457 problem details: one shape, field errors by name, a stable code."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.exceptions import APIException
from rest_framework.response import Response
from rest_framework.views import set_rollback

CONTENT_TYPE = "application/problem+json"
MORE_PHRASES = {460: "Checksum Mismatch"}  # tus 1.0


class Conflict(APIException):
    """The id belongs to somebody else's row."""

    status_code = 409
    default_code = "id_taken"
    default_detail = "This id is taken. Choose another one."


class Gone(APIException):
    """The id was deleted and is not used again."""

    status_code = 410
    default_code = "deleted"
    default_detail = "This was deleted. Create it anew with another id."


@contextmanager
def gone_where_deleted(rows: QuerySet[Any]) -> Iterator[None]:
    """Answer 410 instead of 404 where one of these rows, which are the person's own, was deleted."""
    try:
        yield
    except Http404:
        if rows.exclude(deleted_at=None).exists():
            raise Gone from None
        raise


class NotYours(APIException):
    """The body names something that is not there for this person."""

    status_code = 404
    default_code = "not_found"

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.errors = {field: [sentence]}


class Refused(exceptions.ValidationError):
    """A rule of the product refuses the input; the sentence says why, the code stays the same for clients."""

    def __init__(self, sentence: str, code: str, field: str = "detail", status: int = 400) -> None:
        super().__init__({field: [sentence]}, code)
        self.code = code
        self.status_code = status


def problem(
    status: int, code: str, detail: str, errors: Mapping[str, list[str]] | None = None, **more: Any
) -> dict[str, Any]:
    """Return the body of a problem."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": phrase(status),
        "status": status,
        "code": code,
        "detail": _sendable(detail),
    }
    if errors:
        body["errors"] = {_sendable(name): [_sendable(line) for line in said] for name, said in errors.items()}
    return body | more


def phrase(status: int) -> str:
    """Return a status in words, also where HTTP itself has none for it."""
    return MORE_PHRASES.get(status) or HTTPStatus(status).phrase


def _sendable(text: str) -> str:
    """Return the text without the halves of characters that JSON input can hold and no answer can."""
    return text.encode(errors="replace").decode()


def problem_response(
    status: int,
    code: str,
    detail: str,
    headers: Mapping[str, str] | None = None,
    errors: Mapping[str, list[str]] | None = None,
) -> JsonResponse:
    """Return a problem from outside REST framework: middleware, error handlers, pages that a script asks."""
    body = problem(status, code, detail, errors)
    return JsonResponse(body, status=status, content_type=CONTENT_TYPE, headers=headers)


def exception_handler(exc: Exception, context: dict[str, Any]) -> Response | None:
    """Turn what a view raised into a problem; None lets a bug be a bug."""
    if isinstance(exc, Http404):
        exc = exceptions.NotFound("There is nothing here, or it is not yours.")
    elif isinstance(exc, PermissionDenied):
        exc = exceptions.PermissionDenied()
    if not isinstance(exc, APIException):
        return None
    headers = {}
    if getattr(exc, "auth_header", None):
        headers["WWW-Authenticate"] = exc.auth_header  # type: ignore[attr-defined]
    if getattr(exc, "wait", None):
        headers["Retry-After"] = str(exc.wait)  # type: ignore[attr-defined]
    set_rollback()
    return Response(_body(exc), status=exc.status_code, headers=headers, content_type=CONTENT_TYPE)


def _body(exc: APIException) -> dict[str, Any]:
    if isinstance(exc, exceptions.ValidationError):
        errors = _field_errors(exc.detail)
        detail = "; ".join(
            f"{name}: {' '.join(said)}" if name != "detail" else " ".join(said) for name, said in errors.items()
        )
        return problem(exc.status_code, getattr(exc, "code", "invalid"), detail, errors)
    codes = exc.get_codes()
    code = codes if isinstance(codes, str) else exc.default_code
    return problem(exc.status_code, code, str(exc.detail), getattr(exc, "errors", None))


def _field_errors(detail: Any, name: str = "detail") -> dict[str, list[str]]:
    if isinstance(detail, Mapping):
        found: dict[str, list[str]] = {}
        for key, value in detail.items():
            key = "detail" if key == "non_field_errors" else str(key)
            found |= _field_errors(value, key if name == "detail" else f"{name}.{key}")
        return found
    if isinstance(detail, list):
        if all(isinstance(part, str) for part in detail):
            return {name: [str(part) for part in detail]}
        found = {}
        for place, part in enumerate(detail):
            found |= _field_errors(part, f"{name}.{place}") if part else {}
        return found
    return {name: [str(detail)]}


def wants_problem(request: HttpRequest) -> bool:
    """Tell whether this request came to the API, or from a script of a page that reads JSON."""
    return request.path.startswith(("/api/", "/_allauth/")) or (
        request.get_preferred_type(["text/html", "application/json"]) == "application/json"
    )
