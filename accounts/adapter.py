"""Where FitnessRec's rules meet django-allauth."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from accounts.demo import DEMO_EMAILS
from accounts.equipment import default_bars, default_plates
from accounts.models import User
from core.units import Unit


def nobody_signed_up() -> bool:
    """Tell whether only demo accounts exist: whoever signs up now runs this server."""
    return not User.objects.exclude(email__in=DEMO_EMAILS).exists()


class AccountAdapter(DefaultAccountAdapter):
    """The first account signed up is staff; after that SIGNUP decides who may join."""

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
        return saved

    def populate_username(self, request: HttpRequest, user: User) -> None:
        """Leave it: people are known by their e-mail address."""
