"""People and the tokens of their devices."""

import zoneinfo
from datetime import date, datetime
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone

from accounts import newcomers
from accounts.equipment import default_bars, default_plates
from core.owned import new_id
from core.units import Unit, to_kg

USUAL_STEP: dict[Unit, float] = {"kg": 2.5, "lb": 5}


def check_time_zone(name: str) -> None:
    """Refuse a time zone that the machine does not know."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(f"{name!r} is not a time zone. Choose one such as Europe/Berlin.")


class UserManager(BaseUserManager["User"]):
    """Make people by their e-mail address, kept in lower case."""

    @classmethod
    def normalize_email(cls, email: str | None) -> str:
        """Return the address as it is stored: nobody signs up twice by a capital letter."""
        return (email or "").strip().lower()

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find a person whatever the case they typed."""
        return self.get(email=self.normalize_email(username))

    def create_user(self, email: str, password: str | None = None, **more: Any) -> "User":
        """Make a person; without a password nobody can sign in until one is set."""
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user: User = self.model(email=self.normalize_email(email), **more)
        user.set_password(password)
        user.save(using=self._db)
        newcomers.welcome(user)
        return user

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> "User":
        """Make a person who may use the admin pages."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **more)


class User(AbstractBaseUser, PermissionsMixin):
    """A person: athlete, coach or both."""

    class Unit(models.TextChoices):
        """The unit loads are shown and entered in."""

        KG = "kg", "kilograms (kg)"
        LB = "lb", "pounds (lb)"

    email = models.EmailField("e-mail", unique=True)
    name = models.CharField(max_length=80, blank=True)
    unit = models.CharField(max_length=2, choices=Unit, default=Unit.KG)
    time_zone = models.CharField(max_length=60, default="UTC", validators=[check_time_zone])
    step_kg = models.FloatField(null=True, blank=True)  # null: the usual step of the unit
    plates = models.JSONField(default=default_plates)
    bars = models.JSONField(default=default_bars)
    keep_originals = models.BooleanField(default=True)  # of clips, beside the version for browsers
    video_quota_mb = models.PositiveIntegerField(null=True, blank=True)  # null: settings.VIDEO_QUOTA_BYTES; 0: no limit

    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(default=timezone.now)

    data_version: int | None = None  # of the person's rows, where whoever read the person read it along

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = UserManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_once_in_any_case"),
            models.CheckConstraint(condition=models.Q(unit__in=["kg", "lb"]), name="user_unit_known"),
            models.CheckConstraint(
                condition=models.Q(step_kg=None) | models.Q(step_kg__gt=0, step_kg__lte=50), name="user_step_possible"
            ),
        ]

    def __str__(self) -> str:
        """Return the name that others see."""
        return self.name or self.email.partition("@")[0]

    def clean(self) -> None:
        """Keep the address as it is stored."""
        self.email = type(self).objects.normalize_email(self.email)

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        """Return the person's time zone; UTC where the machine does not know it."""
        try:
            return zoneinfo.ZoneInfo(self.time_zone)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError):
            return zoneinfo.ZoneInfo("UTC")

    @property
    def load_step_kg(self) -> float:
        """Return by how much a load rises: the person's own step, else 2.5 kg, or 5 lb."""
        unit: Unit = "lb" if self.unit == "lb" else "kg"
        return self.step_kg or to_kg(USUAL_STEP[unit], unit)

    def local_date(self, at: datetime) -> date:
        """Return the day it is for this person at that instant."""
        return at.astimezone(self.zone).date()


class ApiTokenQuerySet(models.QuerySet["ApiToken"]):
    """The words for tokens."""

    def for_user(self, user: User) -> "ApiTokenQuerySet":
        """Keep the person's own tokens."""
        return self.filter(user=user)


class ApiToken(models.Model):
    """What a device signs its requests with. Only a hash is kept."""

    class Scope(models.TextChoices):
        """What the token may do; write includes read."""

        READ = "read"
        WRITE = "write"

    id = models.UUIDField(primary_key=True, default=new_id)
    user = models.ForeignKey(User, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=80)
    scope = models.CharField(max_length=5, choices=Scope, default=Scope.READ)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)

    objects = ApiTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(scope__in=["read", "write"]), name="token_scope_known")
        ]

    def __str__(self) -> str:
        """Name the device."""
        return self.name
