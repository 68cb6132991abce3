"""What a request hears whose sign-in has ended, so that nobody takes the sign-in page for an answer."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from core.problems import problem_response, wants_problem

SAFE = ("GET", "HEAD", "OPTIONS")


class SignedOutMiddleware:
    """Where a view leads to the sign-in, answer scripts with 401, and lead people back to a page afterwards."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on, and mend a redirect to the sign-in."""
        response = self.get_response(request)
        if not _leads_to_sign_in(response):
            return response
        if wants_problem(request):
            return problem_response(401, "signed_out", "You are signed out. Sign in, then send it again.")
        if request.htmx:  # type: ignore[attr-defined]
            return HttpResponse("You are signed out.", status=401, content_type="text/plain")
        if request.method not in SAFE:
            # An address that only takes forms cannot be gone back to; the page the form stood on can.
            page = _page_before(request)
            sign_in = resolve_url(settings.LOGIN_URL)
            response["Location"] = f"{sign_in}?{urlencode({REDIRECT_FIELD_NAME: page})}" if page else sign_in
        return response


def _leads_to_sign_in(response: HttpResponse) -> bool:
    """Tell whether the view asked for a sign-in first; going there without a way back is signing out."""
    if response.status_code != 302:
        return False
    there = urlsplit(response["Location"])
    return there.path == resolve_url(settings.LOGIN_URL) and REDIRECT_FIELD_NAME in parse_qs(there.query)


def _page_before(request: HttpRequest) -> str:
    """Return the path of the page of ours that the request came from, empty where there is none."""
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure()):
        return ""
    there = urlsplit(referer)
    page = there._replace(scheme="", netloc="", fragment="").geturl()
    return page if url_has_allowed_host_and_scheme(page, None) else ""
