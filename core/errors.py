"""What people and clients see when something is not there or went wrong."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.problems import problem_response, wants_problem

log = logging.getLogger(__name__)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that could not be read."""
    if wants_problem(request):
        return problem_response(400, "malformed", "The request could not be read.")
    return _page(request, 400, "That request could not be read", "Go back, reload the page and try once more.")


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for a page that is open to others only, such as the admin pages."""
    if wants_problem(request):
        return problem_response(403, "permission_denied", "You may not do this.")
    return _page(request, 403, "This page is not for this account", "Whoever runs this server can open it to you.")


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


def too_many_tries(request: HttpRequest) -> HttpResponse:
    """Answer who tried too often; allauth looks this up as `handler429`."""
    if wants_problem(request):
        return problem_response(429, "throttled", "Too many tries. Wait a few minutes.")
    return _page(request, 429, "Too many tries", "Wait a few minutes, then try again.")


class MethodNotAllowedMiddleware:
    """Give the blank answer to a wrong method a body: it is what a stale link to a form's address leads to."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and fill a blank 405."""
        response = self.get_response(request)
        if response.status_code != 405 or response.content:
            return response
        if wants_problem(request):
            filled: HttpResponse = problem_response(405, "method_not_allowed", "This address does not take that.")
        else:
            advice = "This address only takes a form that is sent to it. Open the page from the start."
            filled = _page(request, 405, "There is no page here", advice)
        filled["Allow"] = response["Allow"]
        return filled


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer when the program failed; what was saved before stays saved."""
    if wants_problem(request):
        return problem_response(500, "server_error", "Something broke on the server. What was saved before is safe.")
    return _page(request, 500, "Something broke on our side", "What you saved before is safe. Try again in a moment.")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose secret is missing or stale."""
    log.warning("refused a form at %s: %s", request.path, reason)
    if wants_problem(request):
        return problem_response(403, "stale_page", "This page was open too long. Reload it and send it again.")
    return _page(
        request,
        403,
        "This page was open too long",
        "Your sign-in changed since it was loaded. Go back, reload it, and send it again; cookies must be allowed.",
    )


def _page(request: HttpRequest, status: int, title: str, advice: str) -> HttpResponse:
    return render(request, "core/error.html", {"status": status, "title": title, "advice": advice}, status=status)
