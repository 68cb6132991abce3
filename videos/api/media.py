"""A video's private files: who may see them is asked at every request (core.delivery says how they are sent)."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponseBase
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.views import APIView

from accounts.requests import person
from core.delivery import deliver, safe_file_name
from core.negotiation import AnyType
from videos.access import video_read
from videos.domain.viewings import note_viewing
from videos.models import Container, Video, Viewing

ENDINGS = {Container.MP4: (".mp4", ".mov", ".m4v"), Container.WEBM: (".webm", ".mkv")}
DOWNLOAD = OpenApiParameter(
    "download", str, description="Given, with any value: as a file to keep, under the name that its person gave it."
)


@dataclass(frozen=True)
class Place:
    """A file: its name in the storage (empty without one), its type, a tag that changes with it, a name to save it."""

    name: str
    content_type: str
    etag: str
    save_as: str = ""
    viewing: str = ""  # how the owner reads of somebody else who asks for it; empty where that is not noted


class MediaView(APIView):
    """One kind of file of a video."""

    content_negotiation_class = AnyType
    answers_with_file = True
    media_types: tuple[str, ...] = ()

    def locate(self, request: Request, video: Video) -> Place:
        """Return where the file is."""
        raise NotImplementedError

    @extend_schema(responses={200: bytes})
    def get(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Send the file or the asked range of it."""
        video = video_read(person(request), pk)
        place = self.locate(request, video)
        keeps = "download" in request.query_params
        if place.name and place.viewing and request.method == "GET":
            note_viewing(video, by=person(request), what=Viewing.What.DOWNLOADED if keeps else place.viewing)
        return deliver(
            request,
            name=place.name,
            etag=place.etag,
            content_type=place.content_type,
            download_as=place.save_as if keeps else "",
        )

    @extend_schema(exclude=True)
    def head(self, request: Request, pk: uuid.UUID) -> HttpResponseBase:
        """Answer as for GET, without the bytes."""
        return self.get(request, pk)


class StillView(MediaView):
    """A picture: WebP for those who say that they take it, else JPEG."""

    which = ""
    media_types = ("image/webp", "image/jpeg")

    def locate(self, request: Request, video: Video) -> Place:
        """Choose the format by the Accept header."""
        stem: str = getattr(video, self.which)
        webp = "image/webp" in request.headers.get("Accept", "")
        ending, content_type = ("webp", "image/webp") if webp else ("jpg", "image/jpeg")
        return Place(f"{stem}.{ending}" if stem else "", content_type, f"{stem.rpartition('/')[2]}.{ending}")

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


@extend_schema(parameters=[DOWNLOAD])
class OriginalView(MediaView):
    """The file as it was uploaded."""

    media_types = tuple(Container.values)

    def locate(self, request: Request, video: Video) -> Place:
        """Return the stored file under the type that its bytes showed."""
        save_as = safe_file_name(video.name, endings=ENDINGS[Container(video.container)], otherwise="clip")
        plays = request.headers.get("Sec-Fetch-Dest") == "video"  # a player in a page; whoever else asks has the file
        viewing = Viewing.What.WATCHED if plays else Viewing.What.DOWNLOADED
        return Place(str(video.original.name), video.container, video.sha256[:32], save_as, viewing)


@extend_schema(parameters=[DOWNLOAD])
class RenditionView(MediaView):
    """The version for browsers: the whole clip, upright, at a constant frame rate."""

    media_types = ("video/mp4",)

    def locate(self, request: Request, video: Video) -> Place:
        """Return the file that the row names; each making has a name of its own."""
        stem = video.name.rpartition(".")[0] or video.name
        save_as = safe_file_name(f"{stem}.mp4" if stem else "", endings=(".mp4",), otherwise="clip")
        tag = video.rendition.rpartition("/")[2]
        return Place(video.rendition, "video/mp4", tag, save_as, Viewing.What.WATCHED)
