"""What the schema says of uploads: a protocol of headers, which views cannot say by themselves."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    OpenApiResponse,
    extend_schema,
    extend_schema_view,
    inline_serializer,
)

from core.uploads import PIECES
from videos.api.upload_fields import UploadSerializer


def _header(name: str, said: str, schema: object = OpenApiTypes.STR, *, required: bool = False) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.HEADER, required=required, description=said)  # type: ignore[arg-type]


def _answered(name: str, said: str, *statuses: int) -> OpenApiParameter:
    codes = [str(status) for status in statuses]
    return OpenApiParameter(name, OpenApiTypes.STR, OpenApiParameter.HEADER, description=said, response=codes)


MOST_LISTED = 100
VERSION = _header("Tus-Resumable", "The version of the protocol.", {"type": "string", "enum": ["1.0.0"]}, required=True)
TOKEN = OpenApiParameter(
    "token", {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}, OpenApiParameter.PATH, description="The upload."
)
WHOLE = {"type": "integer", "minimum": 0, "maximum": 999_999_999_999_999}
CHECKSUM = _header("Upload-Checksum", "sha1, sha256 or md5, a space, and the digest of this body in base64.")
OFFSET = "Up to where the bytes are there."
BECAME = "The video that it became, after the last byte."
EXPIRES = "When it ends unless a further piece comes."

describe_uploads = extend_schema_view(
    get=extend_schema(
        operation_id="uploads_list",
        summary="List the clips that are on their way",
        description=f"The latest first, {MOST_LISTED} at most.",
        responses=inline_serializer("UploadList", {"results": UploadSerializer(many=True)}),
    ),
    post=extend_schema(
        summary="Begin an upload",
        request={PIECES: OpenApiTypes.BINARY},
        parameters=[
            VERSION,
            _header("Upload-Length", "How many bytes the clip has.", WHOLE | {"minimum": 1}, required=True),
            _header(
                "Upload-Metadata",
                "`filename`, and what the multipart form of a clip takes: each key with its value in base64.",
                required=True,
            ),
            CHECKSUM,
            _answered("Location", "The path of the upload.", 201),
            _answered("Upload-Offset", OFFSET, 201),
            _answered("Upload-Expires", EXPIRES, 201),
            _answered("Content-Location", BECAME, 201),
        ],
        responses={201: OpenApiResponse(description="It has begun.")},
    ),
)
describe_upload = extend_schema_view(
    get=extend_schema(summary="Read how far an upload is, or how it ended", parameters=[TOKEN]),
    patch=extend_schema(
        summary="Send the next piece of a clip",
        request={PIECES: OpenApiTypes.BINARY},
        parameters=[
            TOKEN,
            VERSION,
            _header("Upload-Offset", "Where this piece begins: where the upload ends.", WHOLE, required=True),
            CHECKSUM,
            _answered("Upload-Offset", OFFSET, 204),
            _answered("Upload-Expires", EXPIRES, 204),
            _answered("Content-Location", BECAME, 204),
        ],
        responses={204: OpenApiResponse(description="What came of it is kept.")},
    ),
    delete=extend_schema(
        summary="Give an upload up", parameters=[TOKEN, VERSION], responses={204: OpenApiResponse(description="Gone.")}
    ),
)
