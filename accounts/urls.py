"""Addresses of the person's own pages."""

from django.urls import path

from accounts.views.profile import profile
from accounts.views.tokens import revoke, tokens

urlpatterns = [
    path("profile", profile, name="profile"),
    path("profile/tokens", tokens, name="tokens"),
    path("profile/tokens/<uuid:pk>/revoke", revoke, name="token-revoke"),
]
