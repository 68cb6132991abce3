"""Tokens of devices and scripts: made once, shown once, kept as a hash."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import ApiToken, User
from core.models import UserVersion
from core.prepared import Prepared

USE_NOTED_EVERY = timedelta(minutes=1)  # a read stays a read: its token is not written each time


def digest(secret: str) -> str:
    """Return what is stored of a token. It has 256 random bits, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def create_token(*, user: User, name: str, scope: str) -> tuple[ApiToken, str]:
    """Make a token; the second value is the only time its text is to be had."""
    secret = secrets.token_urlsafe(32)
    return ApiToken.objects.create(user=user, name=name, scope=scope, digest=digest(secret)), secret


def find_token(secret: str, *, at: datetime) -> ApiToken | None:
    """Return the token with its person, and note that it was used. One query.

    It brings the person's data version along, as `user.data_version`, and leaves out password, plates and bars.
    """
    row = next(_by_digest.rows(digest(secret)), None)
    if row is None:
        return None
    of_token, of_person = row[: len(TOKEN_FIELDS)], row[len(TOKEN_FIELDS) : -1]
    token = ApiToken.from_db(None, TOKEN_FIELDS, of_token)
    token.user = User.from_db(None, PERSON_FIELDS, of_person)
    token.user.data_version = row[-1] or 0
    if token.last_used_at is None or at - token.last_used_at > USE_NOTED_EVERY:
        # Of several requests at once the first one notes it: the others find another time there.
        ApiToken.objects.filter(pk=token.pk, last_used_at=token.last_used_at).update(last_used_at=at)
    return token


def _with_digest(wanted: str) -> "QuerySet[ApiToken, tuple[Any, ...]]":
    version = UserVersion.objects.filter(user=OuterRef("user")).values("v")
    tokens = ApiToken.objects.filter(digest=wanted, user__is_active=True)
    return tokens.values_list(*TOKEN_FIELDS, *(f"user__{name}" for name in PERSON_FIELDS), Subquery(version))


TOKEN_FIELDS = [field.attname for field in ApiToken._meta.concrete_fields]
PERSON_FIELDS = [
    field.attname for field in User._meta.concrete_fields if field.name not in ("password", "plates", "bars")
]
_by_digest = Prepared(_with_digest, "the digest")
