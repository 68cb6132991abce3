"""Clips that come piece by piece and survive a bad line: tus 1.0, spoken by clients in browsers and scripts."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, QueryDict
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.throttles import BeginningThrottle, RequestThrottle
from videos.api import tus
from videos.api.bodies import Body, hear_out
from videos.api.upload_fields import MetadataSerializer, UploadSerializer
from videos.api.upload_schema import MOST_LISTED, describe_upload, describe_uploads
from videos.api.videos import when_filmed
from videos.domain.uploads.beginning import begin
from videos.domain.uploads.ending import give_up
from videos.domain.uploads.words import packed
from videos.domain.uploads.writing import look, receive
from videos.models import Upload

OVERRIDES = ("PATCH", "DELETE", "HEAD")


class TusView(APIView):
    """What both addresses share: the version of the protocol, the override of methods, and how trouble is told."""

    parser_classes = ()  # bodies are read here, piece by piece
    throttle_classes = (RequestThrottle, BeginningThrottle)

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Take the method from `X-HTTP-Method-Override`, for clients behind something that knows no PATCH."""
        meant = request.headers.get("X-HTTP-Method-Override", "").upper()
        if request.method == "POST" and meant in OVERRIDES:
            request.method = meant
        return super().dispatch(request, *args, **kwargs)

    def get_authenticators(self) -> list[BaseAuthentication]:
        """Ask nobody who they are who only asks what this server can do."""
        return [] if self._only_asks() else super().get_authenticators()

    def get_permissions(self) -> list[Any]:
        """Let anybody ask what this server can do."""
        return [] if self._only_asks() else list(super().get_permissions())

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Check who is there, then the protocol's version; reading rows as JSON needs none."""
        super().initial(request, *args, **kwargs)
        taken = hasattr(self, (request.method or "").lower())
        if taken and request.method not in ("OPTIONS", "GET") and not tus.speaks_our_version(request):
            raise tus.WrongVersion

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """Say the protocol's version with every answer."""
        answer = super().finalize_response(request, response, *args, **kwargs)
        if answer.status_code >= 400:
            hear_out(request._request)
        answer["Tus-Resumable"] = tus.VERSION
        answer.setdefault("Cache-Control", "no-store")
        return answer

    def get_exception_handler(self) -> Callable[[Exception, dict[str, Any]], Response | None]:
        """Tell trouble in the protocol's statuses."""
        return tus.told

    @property
    def viewer(self) -> Any:
        """Return who asks."""
        return self.request.user

    def options(self, request: Any, *args: Any, **kwargs: Any) -> Response:
        """Say what this server can do."""
        return Response(status=204, headers=tus.abilities() | {"Allow": ", ".join(self.allowed_methods)})

    def take(self, upload: Upload, *, offset: int, length: int) -> Upload:
        """Take the body of the request in as a piece of the upload; return the upload as it is then."""
        checksum = tus.read_checksum(self.request)
        body = Body(self.request._request)
        try:
            row, _ = receive(upload, body, offset=offset, length=length, checksum=checksum)
        finally:
            body.close()
        return row

    def _only_asks(self) -> bool:
        asked = getattr(self, "request", None)  # None while the schema is made
        return asked is not None and asked.method == "OPTIONS"


@describe_uploads
class UploadsView(TusView):
    """Clips on their way."""

    also_answers = {"POST": (403, 404, 409, 410, 411, 412, 423, 460, 503, 507)}

    def get(self, request: Request) -> Response:
        """List the clips that are on their way, the latest first."""
        rows = Upload.objects.filter(owner=self.viewer, state=Upload.State.OPEN).order_by("-created_at")[:MOST_LISTED]
        return Response({"results": UploadSerializer(rows, many=True).data})

    def post(self, request: Request) -> Response:
        """Begin an upload; a body is its first piece."""
        if "Upload-Defer-Length" in request.headers:
            raise ValidationError({"Upload-Defer-Length": ["Say with `Upload-Length` how long the clip is."]})
        length = tus.whole_number(request, "Upload-Length")
        piece = tus.body_length(request)
        if piece:
            tus.check_type(request)
            tus.read_checksum(request)
        metadata = request.headers.get("Upload-Metadata", "")
        about = self._read_about(tus.read_metadata(metadata))
        upload = begin(owner=self.viewer, length=length, metadata=metadata, about=about)
        headers = {"Location": tus.place(upload)}
        if piece and upload.offset == 0:
            try:
                upload = self.take(upload, offset=0, length=piece)
            except Exception as error:
                answer = tus.told(error, {})
                if answer is None:
                    raise
                answer["Location"] = headers["Location"]
                return answer
        return Response(status=201, headers=headers | tus.progress(upload))

    def _read_about(self, metadata: dict[str, str]) -> dict[str, Any]:
        form = QueryDict(mutable=True)
        known = MetadataSerializer(context={"request": self.request}).fields
        form.update({name: value for name, value in metadata.items() if name in known})
        serializer = MetadataSerializer(data=form, context={"request": self.request})
        serializer.is_valid(raise_exception=True)
        values = serializer.validated_data
        pk, filename = values.pop("id", None), values.pop("filename")
        return packed({"recorded_at": when_filmed(values)} | values, filename=filename, pk=pk)


@describe_upload
class UploadView(TusView):
    """One clip on its way."""

    serializer_class = UploadSerializer
    also_answers = {"PATCH": (409, 410, 411, 412, 423, 460, 503, 507), "DELETE": (410, 412)}

    def get(self, request: Request, token: str) -> Response:
        """Read how far an upload is, or how it ended."""
        return Response(UploadSerializer(self._row(token)).data)

    def head(self, request: Request, token: str) -> Response:
        """Say how far an upload is, in headers."""
        upload = look(self._row(token))
        headers = tus.progress(upload) | {"Upload-Length": str(upload.length), "Cache-Control": "no-store"}
        if upload.metadata:
            headers["Upload-Metadata"] = upload.metadata
        return Response(headers=headers)

    def patch(self, request: Request, token: str) -> Response:
        """Send the next piece of a clip; with the last one it becomes a video."""
        upload = self._row(token)
        tus.check_type(request)
        offset = tus.whole_number(request, "Upload-Offset")
        length = tus.body_length(request)
        upload = self.take(upload, offset=offset, length=length)
        return Response(status=204, headers=tus.progress(upload))

    def delete(self, request: Request, token: str) -> Response:
        """Give an upload up; what has arrived of it is removed."""
        give_up(self._row(token))
        return Response(status=204)

    def _row(self, token: str) -> Upload:
        upload = Upload.objects.select_related("owner").filter(pk=token, owner=self.viewer).first()
        if upload is None:
            raise Http404
        return upload
