"""The app of people and their sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, profile, device tokens and second factors."""

    name = "accounts"

    def ready(self) -> None:
        """Listen for the use of second factors."""
        from accounts import second_factors  # noqa: F401, PLC0415 -- apps are loaded only now
