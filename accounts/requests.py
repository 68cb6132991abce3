"""Requests of somebody who is signed in, as views behind `login_required` and API views get them."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails
from rest_framework.request import Request

from accounts.models import User


class PageRequest(HttpRequest):
    """A page's request: who asks is a person, and htmx may be the one that asks."""

    user: User
    htmx: HtmxDetails


def person(request: Request) -> User:
    """Return who sends a request that passed the API's permissions."""
    assert isinstance(request.user, User)
    return request.user
