"""A form video and where its files lie."""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse

from core.owned import Owned, OwnedQuerySet
from core.search import with_every_word
from core.validators import EARLIEST, LATEST, between, not_absurdly_dated
from workouts.models import Exercise
from workouts.models.set import LOAD_SAID, MAX_LOAD_KG


class Status(models.TextChoices):
    """Where a video stands."""

    UPLOADED = "uploaded"
    PROCESSING = "processing"
    READY = "ready"
    FAILED = "failed"


HAS_SET = Q(set__isnull=False, set__deleted_at=None)  # whose exercise and load are shown then
ROUNDING_KG = 0.001  # pounds that were stored as kilograms are still what was typed
PENDING = (Status.UPLOADED, Status.PROCESSING)


class Container(models.TextChoices):
    """The file formats that are taken, with what browsers call them."""

    MP4 = "video/mp4", "MP4 or MOV"
    WEBM = "video/webm", "WebM or MKV"


class VideoQuerySet(OwnedQuerySet):
    """The words for videos."""

    def newest_first(self) -> Self:
        """Order by when they were filmed, the latest first."""
        return self.order_by("-recorded_at", "-id")

    def with_lift(self) -> Self:
        """Read along what was lifted in them."""
        return self.select_related("set__exercise", "exercise")

    def pending(self) -> Self:
        """Keep those on which work still goes on."""
        return self.filter(status__in=PENDING)

    def of_exercise(self, slug: str) -> Self:
        """Keep those of an exercise, by their set or, where there is none any more, by themselves."""
        return self.filter(Q(set__exercise=slug) & HAS_SET | Q(exercise=slug) & ~HAS_SET)

    def with_load(self, *, least: float | None = None, most: float | None = None) -> Self:
        """Keep those with a load from `least` to `most` kg, both included; None leaves that end open."""
        shown = Case(When(HAS_SET, then=F("set__load_kg")), default=F("load_kg"))
        rows = self.alias(shown_kg=shown)
        rows = rows if least is None else rows.filter(shown_kg__gte=least - ROUNDING_KG)
        return rows if most is None else rows.filter(shown_kg__lte=most + ROUNDING_KG)

    def filmed(self, zone: tzinfo, *, first: date | None = None, last: date | None = None) -> Self:
        """Keep those filmed from the first to the last of these days, both included, as the zone counts days."""
        rows = self
        if first is not None:
            rows = rows.filter(recorded_at__gte=datetime.combine(_possible(first), time.min, zone))
        if last is not None:
            rows = rows.filter(recorded_at__lt=datetime.combine(_possible(last) + timedelta(days=1), time.min, zone))
        return rows

    def matching(self, words: str) -> Self:
        """Keep those where each word stands in the name of what is lifted, one of its other names, or the file's."""
        lift = ("name", "search_text")
        columns = [f"{path}__{column}" for path in ("set__exercise", "exercise") for column in lift]
        found: Self = with_every_word(self, words, *columns, "name")
        return found


def _possible(day: date) -> date:
    """Return the day, or the nearest on which a clip can have been filmed: of others some zones know no time."""
    return min(max(day, EARLIEST.date()), LATEST.date())


class Video(Owned):
    """A side-view clip of a set, or of an exercise at a load.

    `exercise` and `load_kg` hold where there is no set; while there is one, the set's own values are shown.
    `poster` and `sprite` are file names without ending; .webp and .jpg lie there. `rendition` is the whole name of the
    version for browsers: the whole clip, upright, at a constant frame rate; the trim only says which part is shown.
    """

    set = models.ForeignKey("workouts.Set", models.SET_NULL, null=True, blank=True, related_name="videos")
    exercise = models.ForeignKey("workouts.Exercise", models.PROTECT, null=True, blank=True, related_name="+")
    load_kg = models.FloatField(null=True, blank=True, validators=between(-MAX_LOAD_KG, MAX_LOAD_KG, LOAD_SAID))
    recorded_at = models.DateTimeField(validators=[not_absurdly_dated])
    trim_start_s = models.FloatField(null=True, blank=True, validators=between(0, 36_000))
    trim_end_s = models.FloatField(null=True, blank=True, validators=between(0, 36_000))

    name = models.CharField(max_length=200, blank=True)  # what the person's file was called: text, never a path
    original = models.FileField(max_length=200, blank=True)  # empty where its person keeps no originals
    keeps_original = models.BooleanField(default=True)  # its person's choice when it came in
    container = models.CharField(max_length=20, choices=Container)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    status = models.CharField(max_length=10, choices=Status, default=Status.UPLOADED)
    reason = models.TextField(blank=True)
    warning = models.TextField(blank=True)
    duration_s = models.FloatField(null=True, blank=True)
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    poster = models.CharField(max_length=200, blank=True)
    sprite = models.CharField(max_length=200, blank=True)
    rendition = models.CharField(max_length=200, blank=True)
    rendition_size = models.PositiveBigIntegerField(null=True, blank=True)
    # Of the rendition: frame n is shown from n * den / num seconds on.
    frame_rate_num = models.PositiveIntegerField(null=True, blank=True)
    frame_rate_den = models.PositiveIntegerField(null=True, blank=True)
    frame_count = models.PositiveIntegerField(null=True, blank=True)

    leaves_tombstones = True
    subject: Any = None  # what else it shows, where whoever read it read that along (videos.domain.subjects)

    objects = VideoQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="video_status_known"),
            models.CheckConstraint(condition=Q(container__in=Container.values), name="video_container_known"),
            models.CheckConstraint(
                condition=Q(load_kg=None) | Q(load_kg__gte=-MAX_LOAD_KG, load_kg__lte=MAX_LOAD_KG),
                name="video_load_possible",
            ),
            models.CheckConstraint(
                condition=Q(trim_start_s=None) | Q(trim_end_s=None) | Q(trim_end_s__gt=F("trim_start_s")),
                name="video_trim_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-recorded_at", "-id"], name="video_newest"),
            models.Index(fields=["owner", "v", "id"], name="video_changes"),
        ]

    def __str__(self) -> str:
        """Return what is practised or lifted in it, or the file's name."""
        return str(self.subject or self.lift_exercise or self.name or "Video")

    def get_absolute_url(self) -> str:
        """Return the page of this video."""
        return reverse("video", args=[self.pk])

    @property
    def folder(self) -> str:
        """Return where this video's files lie in the storage."""
        return f"videos/{self.pk}"

    @property
    def live_set(self):  # type: ignore[no-untyped-def]
        """Return the set it shows, unless that was deleted."""
        return self.set if self.set and self.set.deleted_at is None else None

    @property
    def lift_exercise(self) -> Exercise | None:
        """Return what is lifted in it."""
        row = self.live_set
        return row.exercise if row else self.exercise

    @property
    def lift_load_kg(self) -> float | None:
        """Return the load in it."""
        row = self.live_set
        return row.load_kg if row else self.load_kg

    @property
    def pending(self) -> bool:
        """Tell whether work on it is still going on."""
        return self.status in PENDING
