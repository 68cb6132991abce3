"""A clip on its way as JSON, and what its client says about it."""

from typing import Any

from rest_framework import serializers

from core.strict import Text
from videos.api.videos import ClipWordsSerializer
from videos.models import Upload


class UploadSerializer(serializers.ModelSerializer[Upload]):
    """A clip on its way."""

    name = serializers.CharField(source="about.filename", help_text="what the file was called")

    class Meta:
        model = Upload
        fields = ("id", "name", "length", "offset", "state", "code", "reason", "video", "created_at", "expires_at")
        read_only_fields = fields


class MetadataSerializer(ClipWordsSerializer):
    """What `Upload-Metadata` says of a clip: the fields of the multipart form, and the file's name."""

    needs_file = False

    def get_fields(self) -> dict[str, Any]:
        """Add the name of the file and the id that the video is to have."""
        own = {"filename": Text(max_length=1000), "id": serializers.UUIDField(required=False)}
        return super().get_fields() | own
