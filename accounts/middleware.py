"""Each page speaks the reader's local time, and is kept by no browser for who comes after; apps are answered JSON."""

import io
from collections.abc import Callable

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control, patch_vary_headers
from rest_framework.exceptions import ParseError

from core.parsers import JSONParser
from core.problems import problem_response

APPS_SIGN_IN = "/_allauth/"
NO_PAGES = ("/api/", APPS_SIGN_IN)
TRY_AGAIN_S = 60  # most limits of sign-ins count over a minute
APPS_LIMIT = {"app": "300/m/ip"}  # above django-allauth's own: asking for a passkey's riddle stores a session each time


class LocalTimeMiddleware:
    """Show times in the time zone of who is signed in. API answers carry UTC and ask for no session here."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Activate the reader's zone for this request."""
        if request.path.startswith(NO_PAGES) or not request.user.is_authenticated:
            return self.get_response(request)
        with timezone.override(request.user.zone):
            return self.get_response(request)


class PrivatePagesMiddleware:
    """After a sign-out the back button shows nothing: pages of who is signed in are not stored.

    `X-Account` tells the service worker whose page it is, so that a copy for times without a connection is shown to
    nobody else; `none` tells it that nobody is signed in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark pages as not to be stored, and have a sign-out clear what the browser kept before."""
        if request.path.startswith(NO_PAGES):
            return self.get_response(request)
        was_signed_in = request.user.is_authenticated
        response = self.get_response(request)
        is_page = response.get("Content-Type", "").startswith("text/html")
        if request.user.is_authenticated:
            response["X-Account"] = str(request.user.pk)
        elif is_page:
            response["X-Account"] = "none"
        if not was_signed_in and not request.user.is_authenticated:
            return response
        if is_page:
            patch_cache_control(response, no_store=True, private=True)
            patch_vary_headers(response, ["HX-Request"])  # one address answers with a page or a piece of it
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cache"'  # not the storage: a set logged without a net may wait there
        return response


class AppSignInMiddleware:
    """The sign-in of apps keeps to the API's manners: a body that cannot be read is 400 in JSON, 429 says how long."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the body as strictly as the API does, before django-allauth reads it."""
        if not request.path.startswith(APPS_SIGN_IN):
            return self.get_response(request)
        if not ratelimit.consume(request, app="accounts", action="app", config=APPS_LIMIT, limit_get=True):
            wait = {"Retry-After": str(TRY_AGAIN_S)}
            return problem_response(429, "throttled", "Too many requests. Wait a minute.", wait)
        if request.body:
            try:
                JSONParser().parse(io.BytesIO(request.body))
            except ParseError as error:
                return problem_response(400, "malformed", str(error.detail))
        response = self.get_response(request)
        if response.status_code == 400 and not response.content:
            return problem_response(400, "malformed", "The body must be a JSON object.")
        if response.status_code == 429:
            response.headers.setdefault("Retry-After", str(TRY_AGAIN_S))
        return response
