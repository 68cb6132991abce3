"""What the person's clips take, for clients that want to know before they send."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import person
from videos.domain.usage import usage_of


class StorageSerializer(serializers.Serializer[Any]):
    """Bytes by what they are. What is on its way counts with its whole length."""

    used_bytes = serializers.IntegerField(source="used")
    quota_bytes = serializers.SerializerMethodField(help_text="what clips may take in all; null is no limit")
    left_bytes = serializers.IntegerField(source="left", allow_null=True, help_text="null is no limit")
    originals_bytes = serializers.IntegerField(source="originals")
    renditions_bytes = serializers.IntegerField(source="renditions")
    coming_bytes = serializers.IntegerField(source="coming")
    videos = serializers.IntegerField(help_text="how many clips there are")

    def get_quota_bytes(self, usage: Any) -> int | None:
        """Return the quota, or null."""
        return usage.quota or None


class StorageView(APIView):
    """What clips take of the room that they have."""

    @extend_schema(responses=StorageSerializer)
    def get(self, request: Request) -> Response:
        """Answer with the sums."""
        return Response(StorageSerializer(usage_of(person(request))).data)
