"""Addresses of the API, version 1. Paths have no trailing slash."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from accounts.api.profile import ProfileView
from accounts.api.tokens import TokenViewSet
from cues.api.attachments import CueAttachmentViewSet
from cues.api.cues import CueViewSet
from cues.api.faults import FaultListView, FaultView
from cues.api.picture import CuePictureView
from cues.api.progress import CuesInUseView
from cues.api.set_cues import SetCuesView
from drills.api.baseline import BaselineView
from drills.api.drills import DrillViewSet
from drills.api.enrolments import EnrolmentViewSet
from drills.api.gates import GateOverrideView, GatesView, GateView
from drills.api.logs import DrillLogViewSet
from drills.api.planned import PlannedDrillViewSet
from drills.api.prerequisites import PrerequisitesView, PrerequisiteView
from drills.api.programmes import ProgrammeViewSet
from drills.api.progress import DrillProgressView
from drills.api.reminder import ReminderView
from drills.api.self_tests import SelfTestViewSet
from drills.api.today import TodayView
from fitnessrec.changes import ChangesView
from videos.api.media import OriginalView, PosterView, RenditionView, SpriteView
from videos.api.storage import StorageView
from videos.api.uploads import UploadsView, UploadView
from videos.api.videos import VideoViewSet
from workouts.api.bodyweights import BodyweightViewSet
from workouts.api.exercise_settings import ExerciseSettingsView
from workouts.api.exercises import ExerciseViewSet
from workouts.api.kit import KitView
from workouts.api.progress import RecordsView, StrengthView, VolumeView
from workouts.api.sessions import SessionViewSet
from workouts.api.sets import SetViewSet
from workouts.api.templates import TemplateViewSet

router = SimpleRouter(trailing_slash=False)
router.register("tokens", TokenViewSet, basename="api-token")
router.register("exercises", ExerciseViewSet, basename="api-exercise")
router.register("sessions", SessionViewSet, basename="api-session")
router.register("sets", SetViewSet, basename="api-set")
router.register("templates", TemplateViewSet, basename="api-template")
router.register("bodyweights", BodyweightViewSet, basename="api-bodyweight")
router.register("drills", DrillViewSet, basename="api-drill")
router.register("drill-logs", DrillLogViewSet, basename="api-drill-log")
router.register("planned-drills", PlannedDrillViewSet, basename="api-planned-drill")
router.register("programmes", ProgrammeViewSet, basename="api-programme")
router.register("enrolments", EnrolmentViewSet, basename="api-enrolment")
router.register("self-tests", SelfTestViewSet, basename="api-self-test")
router.register("cues", CueViewSet, basename="api-cue")
router.register("cue-attachments", CueAttachmentViewSet, basename="api-cue-attachment")
router.register("videos", VideoViewSet, basename="api-video")

urlpatterns = [
    *router.urls,
    path("profile", ProfileView.as_view(), name="api-profile"),
    path("kit", KitView.as_view(), name="api-kit"),
    path("changes", ChangesView.as_view(), name="changes"),
    path("exercises/<slug:slug>/settings", ExerciseSettingsView.as_view(), name="exercise-settings"),
    path("gates", GatesView.as_view(), name="api-gates"),
    path("gates/<slug:slug>", GateView.as_view(), name="api-gate"),
    path("gates/<slug:slug>/override", GateOverrideView.as_view(), name="api-gate-override"),
    path("baseline", BaselineView.as_view(), name="api-baseline"),
    path("reminder", ReminderView.as_view(), name="api-reminder"),
    path("prerequisites", PrerequisitesView.as_view(), name="api-prerequisites"),
    path("prerequisites/<slug:slug>", PrerequisiteView.as_view(), name="api-prerequisite"),
    path("sets/<uuid:pk>/cues", SetCuesView.as_view(), name="api-set-cues"),
    path("cues/<slug:slug>/picture", CuePictureView.as_view(), name="api-cue-picture"),
    path("faults", FaultListView.as_view(), name="api-faults"),
    path("faults/<slug:code>", FaultView.as_view(), name="api-fault"),
    path("uploads", UploadsView.as_view(), name="api-uploads"),
    path("uploads/<slug:token>", UploadView.as_view(), name="api-upload"),
    path("videos/<uuid:pk>/poster", PosterView.as_view(), name="video-poster"),
    path("videos/<uuid:pk>/sprite", SpriteView.as_view(), name="video-sprite"),
    path("videos/<uuid:pk>/rendition", RenditionView.as_view(), name="video-rendition"),
    path("videos/<uuid:pk>/original", OriginalView.as_view(), name="video-original"),
    path("storage", StorageView.as_view(), name="api-storage"),
    path("progress/strength", StrengthView.as_view(), name="progress-strength"),
    path("progress/volume", VolumeView.as_view(), name="progress-volume"),
    path("progress/records", RecordsView.as_view(), name="progress-records"),
    path("progress/drills", DrillProgressView.as_view(), name="api-progress-drills"),
    path("today", TodayView.as_view(), name="api-today"),
    path("progress/cues", CuesInUseView.as_view(), name="progress-cues"),
]
