"""How a request of the API says who sends it."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.headless.contrib.rest_framework.authentication import XSessionTokenAuthentication
from django.core.exceptions import ValidationError
from django.utils import timezone
from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import authentication, exceptions, permissions
from rest_framework.request import Request

from accounts.domain.tokens import find_token
from accounts.models import ApiToken, User
from accounts.second_factors import needs_second_factor

LOGIN_PAUSE_S = 300  # allauth counts failed sign-ins of an address over five minutes


class TokenAuthentication(authentication.TokenAuthentication):
    """`Authorization: Token …` with a device's token. No session is read or written."""

    def authenticate_credentials(self, key: str) -> tuple[User, ApiToken]:
        """Return the person and the token; 401 where it is unknown or was revoked."""
        token = find_token(key, at=timezone.now())
        if token is None:
            raise exceptions.AuthenticationFailed("This token is not known. It may have been revoked.", "bad_token")
        return token.user, token


class CookieAuthentication(authentication.SessionAuthentication):
    """The browser's sign-in. What a device kept for one person is never written under another's name.

    A request that waited on the device says in `X-Account` whose it is; the sign-in may have changed meanwhile.
    """

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """Return who is signed in; 401 where the request was made for somebody else."""
        user = request._request.user
        account = request.headers.get("X-Account")
        if account is not None and user.is_authenticated and account != str(user.pk):
            raise exceptions.AuthenticationFailed("Somebody else is signed in. Nothing was changed.", "other_account")
        found: tuple[User, None] | None = super().authenticate(request)
        return found


class CookieScheme(SessionScheme):  # type: ignore[no-untyped-call]
    """The schema calls it what it is: a cookie."""

    target_class = "accounts.authentication.CookieAuthentication"


class BasicAuthentication(authentication.BasicAuthentication):
    """E-mail and password, to make a token with; counts as a login and is throttled as one."""

    def authenticate_credentials(self, userid: str, password: str, request: Request | None = None) -> tuple[User, None]:
        """Return the person; 401 for a wrong password, 429 after too many."""
        assert request is not None
        if "\0" in userid + password:  # PostgreSQL refuses it, and nobody has one
            raise exceptions.AuthenticationFailed("E-mail or password is wrong.", "bad_login")
        try:
            user = get_adapter().authenticate(request._request, email=userid.strip().lower(), password=password)
        except ValidationError as error:
            raise exceptions.Throttled(LOGIN_PAUSE_S, "Too many failed sign-ins. Try again later.") from error
        if user is None or not user.is_active:
            raise exceptions.AuthenticationFailed("E-mail or password is wrong.", "bad_login")
        if needs_second_factor(user):
            raise exceptions.PermissionDenied(
                "This account signs in with a second factor or a passkey. Sign in at /_allauth/app/v1/auth/login and "
                "send X-Session-Token, or make the token on the page /profile/tokens.",
                "mfa_required",
            )
        return user, None


class SessionTokenAuthentication(XSessionTokenAuthentication):
    """`X-Session-Token`: the sign-in of an app, second factor included. It carries no cookie, so it needs no CSRF."""

    def authenticate(self, request: Request) -> tuple[User, None] | None:
        """Return who signed in; 401 where the sign-in has ended, or waits for its second factor."""
        if not self.get_session_token(request):
            return None
        found = super().authenticate(request)
        if not found:
            raise exceptions.AuthenticationFailed("This sign-in is not known or has ended.", "bad_session")
        return found[0], None


class SessionTokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """Tells the schema in which header an app says who signed in."""

    target_class = "accounts.authentication.SessionTokenAuthentication"
    name = "sessionToken"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """Return the header."""
        return {"type": "apiKey", "in": "header", "name": "X-Session-Token"}


class ScopePermission(permissions.IsAuthenticated):
    """Signed in; and a token that may only read does not write."""

    message = "This token may only read."
    code = "read_only_token"

    def has_permission(self, request: Request, view: Any) -> bool:
        """Check the sign-in first, then the token's scope."""
        if not super().has_permission(request, view):
            return False
        token: Any = request.auth
        return request.method in permissions.SAFE_METHODS or not token or token.scope == ApiToken.Scope.WRITE
