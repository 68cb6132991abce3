"""What people and clients see when something is not there or went wrong."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.problems import problem_response, wants_problem

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that could not be read."""
    if wants_problem(request):
        return problem_response(400, "malformed", "The request could not be read.")
    return _page(request, 400, "That request could not be read", "Go back, reload the page and try once more.")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for an address with nothing behind it, or nothing of this person's."""
    if wants_problem(request):
        return problem_response(404, "not_found", "There is nothing here, or it is not yours.")
    return _page(
        request,
        404,
        "There is nothing here",
        "The address may be mistyped, or what was here is not yours to see.",
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the program failed; what was saved before stays saved."""
    if wants_problem(request):
        return problem_response(500, "server_error", "Something broke on the server. What was saved before is safe.")
    return _page(request, 500, "Something broke on our side", "What you saved before is safe. Try again in a moment.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose secret is missing or stale."""
    log.warning("refused a form at %s: %s", request.path, reason)
    return _page(
        request,
        403,
        "This page was open too long",
        "Your sign-in changed since it was loaded. Go back, reload it, and send it again; cookies must be allowed.",
    )


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    return render(request, "core/error.html", {"status": status, "title": title, "advice": advice}, status=status)
