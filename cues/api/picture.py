"""The picture of a cue: whose it is is asked at every request."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import person
from core.conditional import tagged
from core.negotiation import AnyType
from core.problems import Refused, gone_where_deleted
from core.throttles import RequestThrottle, UploadThrottle
from cues.access import cue_read, cue_write
from cues.api.cues import CueSerializer
from cues.domain.files import picture_response
from cues.domain.pictures import Rejected, read_upload, remove_picture, set_picture
from cues.models import Cue


class CuePictureSerializer(serializers.Serializer[Any]):
    """A picture: JPEG, PNG or WebP, at most 10 MB and 40 megapixels. It is kept small, and without its metadata."""

    file = serializers.FileField(allow_empty_file=True)


class CuePictureView(APIView):
    """The picture of an own cue."""

    answers_with_file = deletes_softly = True  # for core.schema; the cue is what comes back
    parser_classes = (MultiPartParser,)
    throttle_classes = (RequestThrottle, UploadThrottle)
    media_types = ("image/webp",)

    def get_content_negotiator(self) -> Any:
        """Send the picture whatever is asked for; writes answer in JSON, like any other."""
        reads = self.request is not None and self.request.method in ("GET", "HEAD")
        return AnyType() if reads else super().get_content_negotiator()

    @extend_schema(responses={200: bytes})
    def get(self, request: Request, slug: str) -> HttpResponseBase:
        """Send the picture."""
        with gone_where_deleted(_own(request, slug)):
            cue = cue_read(person(request), slug)
        return picture_response(request, cue)

    @extend_schema(exclude=True)
    def head(self, request: Request, slug: str) -> HttpResponseBase:
        """Answer as for GET, without the bytes."""
        return self.get(request, slug)

    @extend_schema(request={"multipart/form-data": CuePictureSerializer}, responses=CueSerializer)
    def put(self, request: Request, slug: str) -> Response:
        """Give the cue a picture, in place of the one that it has."""
        with gone_where_deleted(_own(request, slug)):
            cue = cue_write(person(request), slug)
        upload = request.FILES.get("file")
        if not isinstance(upload, UploadedFile):
            raise ValidationError({"file": ["Send the picture as multipart field `file`."]})
        try:
            set_picture(cue, read_upload(upload))
        except Rejected as rejected:
            status = 413 if rejected.code == "too_large" else 400
            raise Refused(rejected.reason, rejected.code, field="file", status=status) from rejected
        return Response(CueSerializer(cue).data, headers=tagged(f'"{cue.v}"'))

    @extend_schema(responses={204: None})
    def delete(self, request: Request, slug: str) -> Response:
        """Take the picture away for good; where there is none, nothing changes."""
        with gone_where_deleted(_own(request, slug)):
            cue = cue_write(person(request), slug)
        if cue.picture:
            remove_picture(cue)
        return Response(status=204)


def _own(request: Request, slug: str) -> Any:
    return Cue.objects.filter(pk=slug, owner=person(request))
