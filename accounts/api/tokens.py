"""Tokens: made with a sign-in or with e-mail and password, listed, revoked."""

from drf_spectacular.authentication import BasicScheme
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, viewsets
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.authentication import (
    BasicAuthentication,
    CookieAuthentication,
    ScopePermission,
    SessionTokenAuthentication,
    TokenAuthentication,
)
from accounts.domain.tokens import create_token
from accounts.models import ApiToken
from accounts.requests import person
from core.strict import StrictMixin


class LoginScheme(BasicScheme):
    """Tells the schema that our basic authentication is HTTP's."""

    target_class = "accounts.authentication.BasicAuthentication"


class TokenSerializer(StrictMixin, serializers.ModelSerializer[ApiToken]):
    """A device's token, without its text."""

    schema_example = {"name": "phone", "scope": "write"}

    class Meta:
        model = ApiToken
        fields = ("id", "name", "scope", "created_at", "last_used_at")
        read_only_fields = ("id", "created_at", "last_used_at")
        extra_kwargs = {"scope": {"required": False}}


class NewTokenSerializer(TokenSerializer):
    """A token just made: the only answer that carries its text."""

    token = serializers.CharField(read_only=True)

    class Meta(TokenSerializer.Meta):
        fields = (*TokenSerializer.Meta.fields, "token")  # type: ignore[assignment]


class TokenViewSet(mixins.ListModelMixin, mixins.DestroyModelMixin, viewsets.GenericViewSet[ApiToken]):
    """The person's tokens. A token cannot make tokens: that takes a login."""

    serializer_class = TokenSerializer
    lookup_value_converter = "uuid"
    ordering = ("-created_at", "-id")

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Return the person's own tokens."""
        if getattr(self, "swagger_fake_view", False):
            return ApiToken.objects.none()
        return ApiToken.objects.for_user(person(self.request))

    def get_authenticators(self):  # type: ignore[no-untyped-def]
        """Take a sign-in or e-mail and password to make a token; a token suffices to list and revoke."""
        if self.request and self.request.method == "POST":
            return [BasicAuthentication(), SessionTokenAuthentication(), CookieAuthentication()]
        return [TokenAuthentication(), CookieAuthentication()]

    def get_permissions(self):  # type: ignore[no-untyped-def]
        """Ask for the write scope only where a token can be the credential."""
        return [IsAuthenticated() if self.request.method == "POST" else ScopePermission()]

    @extend_schema(responses={201: NewTokenSerializer})
    def create(self, request: Request) -> Response:
        """Make a token for one device; its text is in this answer and nowhere else."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        asked = serializer.validated_data
        row, secret = create_token(
            user=person(request), name=asked["name"], scope=asked.get("scope", ApiToken.Scope.READ)
        )
        row.token = secret  # type: ignore[attr-defined]  # for this answer only
        return Response(NewTokenSerializer(row).data, status=201)
