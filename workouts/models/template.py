"""A template: what a session is planned to hold."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.owned import Owned, OwnedQuerySet
from core.validators import between
from workouts.models.set import LOAD_SAID, MAX_LOAD_KG, Kind, Side

MOST_SETS = 50


def check_weekdays(days: object) -> None:
    """Refuse anything but a list of different weekdays, 0 for Monday to 6 for Sunday."""
    if not isinstance(days, list) or any(type(day) is not int or not 0 <= day <= 6 for day in days):
        raise ValidationError("Weekdays are numbers from 0 for Monday to 6 for Sunday.")
    if len(set(days)) != len(days):
        raise ValidationError("A weekday is named twice.")


class TemplateQuerySet(OwnedQuerySet):
    """The words for templates."""


class Template(Owned):
    """A plan for sessions of one name. `weekdays` says when it is due: 0 for Monday to 6 for Sunday."""

    title = models.CharField(max_length=120)
    note = models.TextField(max_length=4000, blank=True)
    weekdays = models.JSONField(default=list, blank=True, validators=[check_weekdays])

    objects = TemplateQuerySet.as_manager()  # type: ignore[misc]

    class Meta:
        indexes = [models.Index(fields=["owner", "v", "id"], name="template_changes")]

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of this template."""
        return reverse("template", args=[self.pk])


class TemplateLine(models.Model):
    """So many equal sets of an exercise: 3 × 8 at 100 kg. Without a load, last time's is taken.

    `block`, `superset`, `position` and `kind` mean what they mean on a set.
    """

    template = models.ForeignKey(Template, models.CASCADE, related_name="lines")
    exercise = models.ForeignKey("workouts.Exercise", models.PROTECT, related_name="+")
    block = models.PositiveSmallIntegerField(default=0)
    superset = models.PositiveSmallIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.WORKING)
    sets = models.PositiveSmallIntegerField(default=1, validators=between(1, MOST_SETS))
    reps = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 1000))
    load_kg = models.FloatField(null=True, blank=True, validators=between(-MAX_LOAD_KG, MAX_LOAD_KG, LOAD_SAID))
    side = models.CharField(max_length=5, choices=Side, default=Side.BOTH)
    duration_s = models.FloatField(null=True, blank=True, validators=between(0.1, 86_400))
    distance_m = models.FloatField(null=True, blank=True, validators=between(0.1, 1_000_000))
    rest_s = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(0, 7200))

    class Meta:
        ordering = ["block", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(sets__gte=1, sets__lte=MOST_SETS), name="line_sets_possible"),
            models.CheckConstraint(condition=Q(reps=None) | Q(reps__gte=1, reps__lte=1000), name="line_reps_possible"),
            models.CheckConstraint(
                condition=Q(load_kg=None) | Q(load_kg__gte=-MAX_LOAD_KG, load_kg__lte=MAX_LOAD_KG),
                name="line_load_possible",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="line_kind_known"),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="line_side_known"),
            models.CheckConstraint(condition=Q(rest_s=None) | Q(rest_s__lte=7200), name="line_rest_possible"),
        ]

    def __str__(self) -> str:
        """Return the line as people write it: 3 × 8."""
        return f"{self.sets} × {self.reps or ''}".rstrip(" ×")
