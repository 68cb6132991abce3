"""The kinds of rows whose changes devices hear of."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from rest_framework import serializers

from core.owned import Owned, Tombstone
from cues.api.attachments import CueAttachmentSerializer
from cues.api.cues import CueSerializer
from cues.api.set_cues import SetCuesSerializer
from cues.models import Cue, CueAttachment, SetCues
from drills.api.drills import DrillSerializer
from drills.api.enrolments import EnrolmentSerializer
from drills.api.gates import GateOverrideSerializer
from drills.api.logs import DrillLogSerializer
from drills.api.planned import PlannedDrillSerializer
from drills.api.programmes import ProgrammeSerializer
from drills.api.self_tests import SelfTestSerializer
from drills.domain.plan import with_items
from drills.models import Drill, DrillLog, Enrolment, GateOverride, PlannedDrill, Programme, SelfTest
from videos.api.videos import VideoSerializer
from videos.domain.subjects import with_subjects
from videos.models import Video
from workouts.api.bodyweights import BodyweightSerializer
from workouts.api.exercise_settings import ExerciseSettingsSerializer
from workouts.api.exercises import ExerciseSerializer
from workouts.api.sessions import SessionSerializer
from workouts.api.sets import SetSerializer
from workouts.api.templates import TemplateSerializer
from workouts.domain.outline import with_lines
from workouts.models import Bodyweight, Exercise, ExerciseSettings, Session, Set, Template


@dataclass(frozen=True)
class Kind:
    """A kind of row: its name here, how its resource shows it, and its rows with what that reads along.

    `key` is the column of its id; `plain` says that the serializer shows values as they are stored. `gone` is the
    column that says when it was deleted, where that is not its own.
    """

    name: str
    serializer: type[serializers.ModelSerializer[Any]]
    rows: Callable[[], QuerySet[Any]] = field(repr=False)
    key: str = "id"
    plain: bool = False
    gone: str = ""

    def sources(self, owner: Any) -> list[QuerySet[Any]]:
        """Return where the person's keys of this kind are: the rows, and what is left of those removed for good."""
        rows = self.rows()
        found = [rows.filter(owner=owner)]
        if issubclass(rows.model, Owned) and rows.model.leaves_tombstones:
            found.append(Tombstone.objects.filter(owner=owner).of_kind(rows.model))
        return found

    @cached_property
    def deletion(self) -> str:
        """Return the column that says when a row was deleted, empty where none ever is."""
        return self.gone or ("deleted_at" if issubclass(self.rows().model, Owned) else "")

    @cached_property
    def count(self) -> int:
        """Return how many places the keys are in."""
        return len(self.sources(None))

    def keys(self, source: int, owner: Any) -> tuple[QuerySet[Any], str]:
        """Return the versions and ids in one of these places, in order, and the name of the id there."""
        rows = self.sources(owner)[source].prefetch_related(None).select_related(None)
        key = "id" if rows.model is Tombstone else self.key
        return rows.order_by("v", key).values_list("v", key), key

    def read_key(self, text: str) -> Any:
        """Return the id that the text is; ValueError where it is none."""
        return uuid.UUID(text) if self.key in ("id", "set_id") else text


KINDS = {
    kind.name: kind
    for kind in (
        Kind("bodyweight", BodyweightSerializer, Bodyweight.objects.all, plain=True),
        Kind("drill", DrillSerializer, Drill.objects.all, key="slug"),
        Kind("drill-log", DrillLogSerializer, DrillLog.objects.all, plain=True),
        Kind("cue", CueSerializer, Cue.objects.all, key="slug"),
        Kind("cue-attachment", CueAttachmentSerializer, CueAttachment.objects.all, plain=True),
        Kind("exercise", ExerciseSerializer, lambda: Exercise.objects.prefetch_related("muscles"), key="slug"),
        Kind(
            "exercise-settings", ExerciseSettingsSerializer, ExerciseSettings.objects.all, key="exercise_id", plain=True
        ),
        Kind("programme", ProgrammeSerializer, lambda: Programme.objects.prefetch_related(with_items()), key="slug"),
        Kind("enrolment", EnrolmentSerializer, lambda: Enrolment.objects.prefetch_related("pauses")),
        Kind("planned-drill", PlannedDrillSerializer, PlannedDrill.objects.all, plain=True),
        Kind("session", SessionSerializer, Session.objects.all, plain=True),
        Kind("set", SetSerializer, Set.objects.all, plain=True),
        Kind("gate-override", GateOverrideSerializer, GateOverride.objects.all),
        Kind("self-test", SelfTestSerializer, SelfTest.objects.all, plain=True),
        Kind("set-cues", SetCuesSerializer, SetCues.objects.all, key="set_id", plain=True, gone="set__deleted_at"),
        Kind("template", TemplateSerializer, lambda: with_lines(Template.objects.all())),
        Kind("video", VideoSerializer, lambda: with_subjects(Video.objects.with_lift())),
    )
}
