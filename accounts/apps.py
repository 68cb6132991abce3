"""The app of people and their sign-in."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Users, profile and device tokens."""

    name = "accounts"
