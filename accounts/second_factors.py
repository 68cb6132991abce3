"""Second factors and passkeys: where FitnessRec's words and rules meet django-allauth's."""

import struct
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_used
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import is_mfa_enabled
from allauth.mfa.webauthn.internal import auth as webauthn
from django.core.cache import cache
from django.dispatch import receiver

from accounts.models import User

ASKED_FOR = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def needs_second_factor(user: User) -> bool:
    """Tell whether a password alone does not sign this person in."""
    return bool(is_mfa_enabled(user, types=ASKED_FOR))


class SecondFactors(DefaultMFAAdapter):
    """What authenticator apps and browsers are told about this site, and how refusals read."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "That did not match. Try again.",
        "unverified_email": (
            "Verify your e-mail address first. Otherwise somebody could lock its owner out of an account."
        ),
    }

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code as an element of the page: the policy allows no pictures from text."""
        svg: str = super().build_totp_svg(url)
        return svg[svg.index("<svg") :]

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:  # type: ignore[override]
        """Return a name for a key that was given none."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return under which name browsers offer the passkey."""
        return super().get_public_key_credential_rp_entity() | {"name": "FitnessRec"}


@receiver(authenticator_used)
def remember_used_code(authenticator: Authenticator, **_: Any) -> None:
    """Refuse a used code for as long as it would be good: a tolerance makes that longer than allauth remembers it."""
    if authenticator.type != Authenticator.Type.TOTP:
        return
    used = authenticator.wrap()
    secret = totp.decrypt(authenticator.data["secret"])
    good_for_s = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    for counter in totp.yield_hotp_counters_from_time():
        code = totp.format_hotp_value(totp.hotp_value(secret, counter))
        cache.touch(used._get_used_cache_key(code), good_for_s)


def _refusing_nonsense(read: Callable[..., Any]) -> Callable[..., Any]:
    """Return the reader of what a browser says about a passkey, where nonsense is a refusal and no fault of ours."""

    @wraps(read)
    def strictly(*args: Any, **kwargs: Any) -> Any:
        try:
            return read(*args, **kwargs)
        except (ValueError, TypeError, LookupError, AttributeError, struct.error) as error:
            raise get_adapter().validation_error("incorrect_code") from error

    return strictly


# django-allauth lets some of these errors pass, and there is no setting for it: tests send nonsense of many kinds.
for name in (
    "parse_registration_response",
    "complete_registration",
    "parse_authentication_response",
    "complete_authentication",
    "extract_user_from_response",
):
    setattr(webauthn, name, _refusing_nonsense(getattr(webauthn, name)))
