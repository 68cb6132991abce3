"""A video's private files: who may see them is asked at every request, and ranges are served."""

import uuid
from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponseBase
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.requests import person
from core.negotiation import AnyType
from core.ranges import file_response
from videos.access import video_read
from videos.models import Container, Video


class MediaView(APIView):
    """One kind of file of a video."""

    content_negotiation_class = AnyType
    answers_with_file = True
    media_types: tuple[str, ...] = ()

    def locate(self, request: Request, video: Video) -> tuple[str, str, str]:
        """Return storage name, content type and a tag that changes with the file; the name is empty without one."""
        raise NotImplementedError

    @extend_schema(responses={200: bytes})
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Send the file or the asked range of it."""
        video = video_read(person(request), pk)
        name, content_type, etag = self.locate(request, video)
        if not name or not default_storage.exists(name):
            raise Http404
        file = default_storage.open(name)
        return file_response(request, file, size=file.size, etag=etag, content_type=content_type)

    @extend_schema(exclude=True)
    def head(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Answer as for GET, without the bytes."""
        return self.get(request, pk)


class StillView(MediaView):
    """A picture: WebP for those who say that they take it, else JPEG."""

    which = ""
    media_types = ("image/webp", "image/jpeg")

    def locate(self, request: Request, video: Video) -> tuple[str, str, str]:
        """Choose the format by the Accept header."""
        stem: str = getattr(video, self.which)
        webp = "image/webp" in request.headers.get("Accept", "")
        ending, content_type = ("webp", "image/webp") if webp else ("jpg", "image/jpeg")
        return (f"{stem}.{ending}" if stem else ""), content_type, f"{stem.rpartition('/')[2]}.{ending}"

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Tell caches what the choice depends on."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Vary"] = "Accept, Authorization, Cookie"
        return response


class PosterView(StillView):
    """The picture that stands for the video."""

    which = "poster"


class SpriteView(StillView):
    """Nine frames side by side."""

    which = "sprite"


class OriginalView(MediaView):
    """The file as it was uploaded."""

    media_types = tuple(Container.values)

    def locate(self, request: Request, video: Video) -> tuple[str, str, str]:
        """Return the stored file under the type that its bytes showed."""
        return str(video.original.name), video.container, video.sha256[:32]
