"""Programmes: phases of weeks with drills and sessions, the library's and people's own."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.catalogue import Catalogue
from core.validators import between


class Programme(Catalogue):
    """A path of phases. `training_days` are the usual weekdays of its sessions, 0 for Monday, a default of ours."""

    title = models.CharField(max_length=80)
    summary = models.TextField(max_length=2000, blank=True)
    training_days = models.JSONField(default=list, blank=True)

    class Meta(Catalogue.Meta):
        pass

    def __str__(self) -> str:
        """Return the title."""
        return self.title

    def get_absolute_url(self) -> str:
        """Return the page of this programme."""
        return reverse("programme-page", args=[self.slug])


class Phase(models.Model):
    """So many weeks of one focus; `weeks` null: without an end, and then the last.

    `gates` are the gates to pass before the next phase; `most_weeks` is how long the phase may be repeated in all.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField(default=0)
    key = models.SlugField(max_length=40, db_index=False)
    title = models.CharField(max_length=80)
    focus = models.TextField(max_length=1000, blank=True)
    weeks = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 52))
    most_weeks = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 52))
    gates = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["programme", "key"], name="phase_key_once_per_programme")]

    def __str__(self) -> str:
        """Return the title."""
        return self.title


class PhaseItem(models.Model):
    """What a phase asks for: a drill on its days, or an exercise in a session of the name `session`.

    `when` is "daily", "training-days" or "warm-up" for drills. `rises` lets the next load go up week by week; without
    it the load stays, since the phase is about something else. `ours` marks what the article leaves open.
    """

    phase = models.ForeignKey(Phase, models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(default=0)
    drill = models.ForeignKey("drills.Drill", models.RESTRICT, null=True, blank=True, related_name="+")
    exercise = models.ForeignKey("workouts.Exercise", models.RESTRICT, null=True, blank=True, related_name="+")
    when = models.CharField(max_length=13, blank=True)
    session = models.CharField(max_length=80, blank=True)
    sets = models.PositiveSmallIntegerField(default=3, validators=between(1, 50))
    reps = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 1000))
    duration_s = models.PositiveSmallIntegerField(null=True, blank=True, validators=between(1, 3600))
    load_words = models.CharField(max_length=120, blank=True)  # "empty bar or light"
    rises = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    ours = models.BooleanField(default=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(drill__isnull=False, exercise=None, when__in=["daily", "training-days", "warm-up"])
                | Q(drill=None, exercise__isnull=False, when="", session__gt=""),
                name="phase_item_is_a_drill_or_an_exercise",
            ),
            models.CheckConstraint(condition=Q(sets__gte=1, sets__lte=50), name="phase_item_sets_possible"),
            models.CheckConstraint(condition=Q(reps__gte=1) | Q(duration_s__gte=1), name="phase_item_has_a_dose"),
        ]

    def __str__(self) -> str:
        """Name what it asks for."""
        return f"{self.drill_id or self.exercise_id}, {self.sets} × {self.reps or self.duration_s}"
