"""A set: one bout of an exercise."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.owned import Owned, OwnedQuerySet
from core.validators import between, not_absurdly_dated

MAX_PLACE = 10_000  # of a block or a position: room for any session, and far from what a column holds
MAX_LOAD_KG = 1000  # well above any lift on record, well below a slip of the keypad
LOAD_SAID = "A load lies between -1,000 and 1,000 kg (2,204 lb)."


class Kind(models.TextChoices):
    """What a set is for."""

    WARMUP = "warmup", "Warm-up"
    WORKING = "working", "Working"
    DROP = "drop", "Drop"
    AMRAP = "amrap", "AMRAP"
    FAILURE = "failure", "Failure"


class Side(models.TextChoices):
    """Which side worked."""

    BOTH = "both", "Both"
    LEFT = "left", "Left"
    RIGHT = "right", "Right"


class Place(models.TextChoices):
    """Where it hurt. A place and a number, never a diagnosis."""

    LOWER_BACK = "lower-back", "Lower back"
    UPPER_BACK = "upper-back", "Upper back"
    NECK = "neck", "Neck"
    SHOULDER = "shoulder", "Shoulder"
    ELBOW = "elbow", "Elbow"
    WRIST = "wrist", "Wrist"
    HIP = "hip", "Hip"
    HAMSTRING = "hamstring", "Hamstring"
    KNEE = "knee", "Knee"
    ANKLE = "ankle", "Ankle"
    OTHER = "other", "Somewhere else"


class SetQuerySet(OwnedQuerySet):
    """The words for sets."""

    def done(self) -> Self:
        """Keep what was really done, not what was planned."""
        return self.filter(done=True)

    def working(self) -> Self:
        """Keep what counts as training: everything done but warm-ups."""
        return self.done().exclude(kind=Kind.WARMUP)

    def in_order(self) -> Self:
        """Order as they stand in the session."""
        return self.order_by("block", "position", "id")


class Set(Owned):
    """One bout of an exercise in a session. `load_kg` is added load: null none, negative assistance.

    `block` numbers the runs of an exercise within the session; `superset` binds blocks done in turn. `planned_reps`
    is what the row asked for before it was done: fewer made means that the load is not ready to rise.
    """

    session = models.ForeignKey("workouts.Session", models.CASCADE, related_name="sets", db_index=False)  # set_in_order
    exercise = models.ForeignKey("workouts.Exercise", models.PROTECT, related_name="+")
    block = models.PositiveSmallIntegerField(default=0)
    superset = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.WORKING)
    load_kg = models.FloatField(null=True, blank=True, validators=between(-MAX_LOAD_KG, MAX_LOAD_KG, LOAD_SAID))
    reps = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(0, 1000))
    planned_reps = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 1000))
    rpe = models.FloatField(null=True, blank=True, validators=between(1, 10))
    rir = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(0, 10))
    side = models.CharField(max_length=5, choices=Side, default=Side.BOTH)
    duration_s = models.FloatField(null=True, blank=True, validators=between(0.1, 86_400))
    distance_m = models.FloatField(null=True, blank=True, validators=between(0.1, 1_000_000))
    rest_s = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(0, 7200))
    done = models.BooleanField(default=True)
    note = models.TextField(max_length=2000, blank=True)
    form_rating = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 5))
    faults = models.JSONField(default=list, blank=True)
    felt = models.JSONField(default=list, blank=True)
    pain = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(0, 10))
    pain_place = models.CharField(max_length=12, choices=Place, blank=True)
    performed_at = models.DateTimeField(validators=[not_absurdly_dated])

    objects = SetQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(load_kg=None) | Q(load_kg__gte=-MAX_LOAD_KG, load_kg__lte=MAX_LOAD_KG),
                name="set_load_possible",
            ),
            models.CheckConstraint(
                condition=Q(reps=None) | Q(reps__gte=1, reps__lte=1000) | Q(reps=0, kind=Kind.FAILURE),
                name="set_reps_possible",  # none at all only where the lift was missed
            ),
            models.CheckConstraint(condition=Q(rpe=None) | Q(rpe__gte=1, rpe__lte=10), name="set_rpe_possible"),
            models.CheckConstraint(condition=Q(rir=None) | Q(rir__lte=10), name="set_rir_possible"),
            models.CheckConstraint(
                condition=Q(duration_s=None) | Q(duration_s__gt=0, duration_s__lte=86_400),
                name="set_duration_possible",
            ),
            models.CheckConstraint(
                condition=Q(distance_m=None) | Q(distance_m__gt=0, distance_m__lte=1_000_000),
                name="set_distance_possible",
            ),
            models.CheckConstraint(condition=Q(rest_s=None) | Q(rest_s__lte=7200), name="set_rest_possible"),
            models.CheckConstraint(
                condition=Q(form_rating=None) | Q(form_rating__gte=1, form_rating__lte=5),
                name="set_form_rating_possible",
            ),
            models.CheckConstraint(
                condition=Q(planned_reps=None) | Q(planned_reps__gte=1, planned_reps__lte=1000),
                name="set_planned_reps_possible",
            ),
            models.CheckConstraint(
                condition=Q(pain=None, pain_place="")
                | Q(pain__isnull=False, pain__lte=10, pain_place__in=Place.values),
                name="set_pain_has_a_place_and_a_number",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="set_kind_known"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="set_side_known"),
            models.CheckConstraint(
                condition=Q(done=False)
                | Q(reps__isnull=False)
                | Q(duration_s__isnull=False)
                | Q(distance_m__isnull=False),
                name="set_done_says_what_was_done",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-performed_at", "-id"], name="set_newest"),
            models.Index(fields=["owner", "exercise", "-performed_at"], name="set_of_exercise"),
            models.Index(fields=["owner", "v", "id"], name="set_changes"),
            models.Index(fields=["session", "block", "position", "id"], name="set_in_order"),
        ]

    def __str__(self) -> str:
        """Return the set as people write it: 100 kg × 5."""
        return f"{self.load_kg:g} kg × {self.reps}" if self.load_kg is not None else f"× {self.reps}"

    def get_absolute_url(self) -> str:
        """Return the page of this set."""
        return reverse("set", args=[self.pk])
