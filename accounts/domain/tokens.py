"""Tokens of devices and scripts: made once, shown once, kept as a hash."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db.models import OuterRef, Subquery

from accounts.models import ApiToken, User
from core.models import UserVersion

USE_NOTED_EVERY = timedelta(minutes=10)  # a read stays a read: its token is not written each time


def digest(secret: str) -> str:
    """Return what is stored of a token. It has 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def create_token(*, user: User, name: str, scope: str) -> tuple[ApiToken, str]:
    """Make a token; the second value is the only time its text is to be had."""
    secret = secrets.token_urlsafe(32)
    return ApiToken.objects.create(user=user, name=name, scope=scope, digest=digest(secret)), secret


def find_token(secret: str, *, at: datetime) -> ApiToken | None:
    """Return the token with its person, and note that it was used. One query.

    It brings the person's data version along, as `user.data_version`, and leaves out plates and bars.
    """
    version = UserVersion.objects.filter(user=OuterRef("user")).values("v")
    tokens = ApiToken.objects.select_related("user").defer("user__plates", "user__bars").annotate(v=Subquery(version))
    token = next(iter(tokens.filter(digest=digest(secret), user__is_active=True)), None)
    if token is None:
        return None
    token.user.data_version = token.v or 0
    if token.last_used_at is None or at - token.last_used_at > USE_NOTED_EVERY:
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=at)
    return token
