"""Videos of the API: multipart in, rows and private files out."""

import uuid
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.urls import reverse
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import parsers, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from core.parsers import JSONParser
from core.problems import Conflict, Refused
from core.puts import OwnedViewSet, ReplacingSerializerMixin
from core.throttles import RequestThrottle, UploadThrottle
from videos.api.filters import VideoFilter
from videos.api.subject_fields import SubjectField, check_one_subject, take_subjects
from videos.domain.files import remove_files
from videos.domain.intake import delete_rows, file_sha256, save_video, take_in
from videos.domain.progress import progress_of
from videos.domain.sniff import Rejected
from videos.domain.subjects import subjects, with_subjects
from videos.models import Video
from workouts.row_fields import ExerciseField, OwnSetField


class VideoListSerializer(serializers.ListSerializer[Video]):
    """Several videos; how far each is costs one query for all."""

    def to_representation(self, data: Any) -> Any:
        """Read the progress of all at once."""
        rows = list(data)
        self.child.progress = progress_of(rows)  # type: ignore[union-attr]
        return super().to_representation(rows)


class VideoSerializer(ReplacingSerializerMixin, serializers.ModelSerializer[Video]):
    """A clip and its files. Paths are on this host and take the same credentials; null until the file is there."""

    kept = ("recorded_at",)
    needs_file = True
    progress: dict[uuid.UUID, float] | None = None

    file = serializers.FileField(write_only=True, required=False, allow_empty_file=True, max_length=None)
    set = OwnSetField(required=False, allow_null=True)
    exercise = ExerciseField(required=False, allow_null=True)

    class Meta:
        model = Video
        list_serializer_class = VideoListSerializer
        fields = (
            "id", "file", "set", "exercise", "load_kg", "recorded_at", "trim_start_s", "trim_end_s", "name", "status",
            "reason", "warning", "duration_s", "width", "height", "frame_count", "sha256", "size", "created_at",
            "updated_at",
        )  # fmt: skip
        read_only_fields = (
            "id", "name", "status", "reason", "warning", "duration_s", "width", "height", "frame_count", "sha256",
            "size", "created_at", "updated_at",
        )  # fmt: skip
        extra_kwargs = {"recorded_at": {"required": False}}

    def get_fields(self) -> dict[str, Any]:
        """Add what is worked out: progress and the paths of the files."""
        found = super().get_fields()
        found["progress"] = serializers.SerializerMethodField(help_text="share done, 0 to 1")
        found["frame_rate"] = serializers.SerializerMethodField(help_text="of the rendition, frames per second")
        if "frame_count" in found:  # serializers of a clip's words have it not
            found["frame_count"].help_text = "of the rendition: frame n is shown from n / frame_rate seconds on"
        for name in ("poster", "sprite", "rendition", "original"):
            found[name] = serializers.SerializerMethodField(method_name=f"get_{name}")
        return found | {one.field: SubjectField(one, required=False, allow_null=True) for one in subjects()}

    def to_representation(self, instance: Video) -> dict[str, Any]:
        """Show what the set says now; a deleted set is none."""
        shown = super().to_representation(instance)
        row, exercise = instance.live_set, instance.lift_exercise
        shown["set"] = str(row.pk) if row else None
        shown["exercise"] = exercise.pk if exercise else None
        shown["load_kg"] = instance.lift_load_kg
        return shown

    def get_progress(self, video: Video) -> float:
        """Return the share that is done."""
        if self.progress is None:
            self.progress = {}
        if video.pk not in self.progress:
            self.progress |= progress_of([video])
        return round(self.progress[video.pk], 3)

    def get_frame_rate(self, video: Video) -> float | None:
        """Return the rendition's frames per second."""
        if not video.frame_rate_num or not video.frame_rate_den:
            return None
        return round(video.frame_rate_num / video.frame_rate_den, 6)

    def get_poster(self, video: Video) -> str | None:
        """Return the poster's path."""
        return _path(video, "poster") if video.poster else None

    def get_sprite(self, video: Video) -> str | None:
        """Return the path of the sprite: nine frames side by side."""
        return _path(video, "sprite") if video.sprite else None

    def get_rendition(self, video: Video) -> str | None:
        """Return the path of the version for browsers."""
        return _path(video, "rendition") if video.rendition else None

    def get_original(self, video: Video) -> str | None:
        """Return the path of the file as it was uploaded; null where its person keeps no originals."""
        return _path(video, "original") if video.original else None

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Check what single fields cannot."""
        if self.instance is None and self.needs_file and "file" not in attrs:
            raise serializers.ValidationError({"file": "Send the clip as multipart field `file`."})
        stored = self.instance if self.partial else None
        start, end = (attrs.get(name, getattr(stored, name, None)) for name in ("trim_start_s", "trim_end_s"))
        if end is not None and end <= (start or 0):
            raise serializers.ValidationError({"trim_end_s": "The end comes after the start."})
        check_one_subject(attrs, stored)
        return attrs

    def create(self, validated_data: dict[str, Any]) -> Video:
        """Take the clip in."""
        upload: UploadedFile = validated_data.pop("file")
        pk = validated_data.pop("id", None)
        when = {"recorded_at": when_filmed(validated_data)}
        shown = take_subjects(validated_data)
        try:
            return take_in(upload, pk=pk, subjects=shown, **(when | validated_data))
        except Rejected as rejected:
            raise Refused(
                rejected.reason, rejected.code, field="file", status=REFUSALS.get(rejected.code, 400)
            ) from rejected

    def update(self, instance: Video, validated_data: dict[str, Any]) -> Video:
        """Change the words about a clip. Its bytes never change under an id."""
        upload = validated_data.pop("file", None)
        if upload is not None and file_sha256(upload) != instance.sha256:
            raise Conflict("This id holds another clip. Send a new clip under a new id.", "different_bytes")
        given = self.replaced(instance, validated_data)
        given.pop("file", None)
        shown = take_subjects(given)
        for name, value in given.items():
            setattr(instance, name, value)
        return save_video(instance, subjects=shown)

    def replaced(self, row: Any, given: dict[str, Any]) -> dict[str, Any]:
        """Leave the file out of what goes back to its default."""
        if self.partial:
            return given
        kept_words = ("set", "exercise", "load_kg", "trim_start_s", "trim_end_s")
        defaults = dict.fromkeys((*kept_words, *(one.field for one in subjects())))
        return defaults | given


REFUSALS = {"too_large": 413, "quota_exceeded": 413, "disk_full": 507}  # of clips; for other reasons 400


def _path(video: Video, name: str) -> str:
    return reverse(f"video-{name}", args=[video.pk])


def when_filmed(given: dict[str, Any]) -> Any:
    """Return when a clip was filmed, where nothing says it: with its set or practice, else now."""
    if given.get("set"):
        return given["set"].performed_at
    return next((one.when(given[one.field]) for one in subjects() if given.get(one.field)), None) or timezone.now()


def words(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the names with those of what else a clip can show."""
    return (*names, *(one.field for one in subjects()))


WORDS = ("set", "exercise", "load_kg", "recorded_at", "trim_start_s", "trim_end_s")


class ClipFormSerializer(VideoSerializer):
    """A clip and what it shows, as multipart."""

    file_required = False

    class Meta(VideoSerializer.Meta):
        fields: tuple[str, ...] = ("file", *WORDS)  # type: ignore[assignment]
        read_only_fields: tuple[str, ...] = ()  # type: ignore[assignment]

    def get_fields(self) -> dict[str, Any]:
        """Leave out what only answers show, and null, which a form cannot say."""
        found = {name: field for name, field in super().get_fields().items() if name in words(self.Meta.fields)}
        for field in found.values():
            field.allow_null = False
        found["file"].required = self.file_required
        return found


class NewClipSerializer(ClipFormSerializer):
    """A new clip and what it shows, as multipart."""

    file_required = True


class ClipWordsSerializer(VideoSerializer):
    """What a clip shows."""

    class Meta(VideoSerializer.Meta):
        fields: tuple[str, ...] = WORDS  # type: ignore[assignment]
        read_only_fields: tuple[str, ...] = ()  # type: ignore[assignment]

    def get_fields(self) -> dict[str, Any]:
        """Leave out what only answers show."""
        return {name: field for name, field in super().get_fields().items() if name in words(self.Meta.fields)}


_change = extend_schema(
    request={"application/json": ClipWordsSerializer, "multipart/form-data": ClipFormSerializer},
    responses=VideoSerializer,
)
_describe = extend_schema_view(
    create=extend_schema(request={"multipart/form-data": NewClipSerializer}, responses={201: VideoSerializer}),
    update=_change,
    partial_update=_change,
)


@_describe
class VideoViewSet(OwnedViewSet):
    """Clips, newest first. Send them as multipart."""

    model = Video
    serializer_class = VideoSerializer
    filterset_class = VideoFilter
    throttle_classes = (RequestThrottle, UploadThrottle)
    parser_classes = (parsers.MultiPartParser, JSONParser)
    ordering = ("-recorded_at", "-id")

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Read along what is lifted."""
        return with_subjects(super().get_queryset().with_lift())

    def _change(self, body: Any, pk: str, *, partial: bool) -> Response:
        upload = body.get("file") if isinstance(body, dict) else None
        if isinstance(upload, UploadedFile):
            file_sha256(upload)  # before the transaction: other writes do not wait for it
        return super()._change(body, pk, partial=partial)

    def version_tells(self, row: Video | None = None) -> bool:
        """Say no while work on a clip goes on: its progress changes without a version."""
        if row is not None:
            return not row.pending
        return super().version_tells() and not Video.objects.for_user(self.viewer).pending().exists()

    def destroy(self, request: Request, pk: str) -> Response:
        """Delete a clip with all its files. Its id is not used again, and a second call finds nothing."""
        answer = super().destroy(request, pk)
        remove_files(Video(pk=uuid.UUID(pk)).folder)  # only now: a transaction could still be undone
        return answer

    def delete_row(self, row: Video) -> None:
        """Remove the clip's rows."""
        delete_rows(row, at=timezone.now())
