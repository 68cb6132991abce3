"""Where FitnessRec's rules meet django-allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import is_headless_request
from allauth.headless.base.response import RateLimitResponse
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts import newcomers
from accounts.demo import DEMO_EMAILS
from accounts.equipment import default_bars, default_plates
from accounts.models import User
from core.units import Unit


def nobody_signed_up() -> bool:
    """Tell whether only demo accounts exist: whoever signs up now runs this server."""
    return not User.objects.exclude(email__in=DEMO_EMAILS).exists()


TOO_MANY = ("too_many_login_attempts", "rate_limited")
WAYS_TO_PROVE_IT = {"mfa_reauthenticate": "Use a code", "mfa_reauthenticate:webauthn": "Use a passkey"}


class AccountAdapter(DefaultAccountAdapter):
    """The first account signed up is staff; after that SIGNUP decides who may join."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "cannot_remove_primary_email": "Your main e-mail address cannot be removed.",
        "duplicate_email": "This e-mail address is already yours.",
        "email_password_mismatch": "E-mail or password is wrong.",
        "email_taken": "Somebody already signed up with this e-mail address.",
        "enter_current_password": "That password is wrong. Try again.",
        "incorrect_password": "That password is wrong. Try again.",
        "too_many_login_attempts": "Too many failed sign-ins. Try again in a few minutes.",
        "unverified_primary_email": "Verify the e-mail address first.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Answer whether the sign-up page takes anybody."""
        return bool(settings.SIGNUP == "open" or nobody_signed_up())

    def clean_email(self, email: str) -> str:
        """Refuse the demo's addresses: their accounts have a password that everybody knows."""
        cleaned: str = super().clean_email(email)
        if cleaned.lower() in DEMO_EMAILS:
            raise ValidationError("This address belongs to the demonstration. Take your own.")
        return cleaned

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Store the person with what the sign-up form says beyond e-mail and password."""
        user.is_staff = user.is_superuser = nobody_signed_up()
        user.name = form.cleaned_data.get("name", "")
        user.time_zone = form.cleaned_data.get("time_zone") or "UTC"
        user.unit = form.cleaned_data.get("unit") or User.Unit.KG
        unit: Unit = "lb" if user.unit == User.Unit.LB else "kg"
        user.plates, user.bars = default_plates(unit), default_bars(unit)
        saved: User = super().save_user(request, user, form, commit)
        if commit:
            newcomers.welcome(saved)
        return saved

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Return the refusal for a form; an app that tries too often is answered 429 at once, not a field's error."""
        if code in TOO_MANY and is_headless_request(context.request):
            raise ImmediateHttpResponse(RateLimitResponse(context.request))
        error: ValidationError = super().validation_error(code, *args)
        return error

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to prove again who one is, in the words of our pages."""
        ways = super().get_reauthentication_methods(user)
        return [way | {"description": WAYS_TO_PROVE_IT.get(way["id"], way["description"])} for way in ways]

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Leave it: people are known by their e-mail address."""
