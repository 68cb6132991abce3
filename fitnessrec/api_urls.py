"""Addresses of the API, version 1. Paths have no trailing slash."""

from django.urls import path
from rest_framework.routers import SimpleRouter

from accounts.api.profile import ProfileView
from accounts.api.tokens import TokenViewSet
from fitnessrec.changes import ChangesView
from videos.api.media import OriginalView, PosterView, SpriteView
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
router.register("videos", VideoViewSet, basename="api-video")

urlpatterns = [
    *router.urls,
    path("profile", ProfileView.as_view(), name="api-profile"),
    path("kit", KitView.as_view(), name="api-kit"),
    path("changes", ChangesView.as_view(), name="changes"),
    path("exercises/<slug:slug>/settings", ExerciseSettingsView.as_view(), name="exercise-settings"),
    path("videos/<uuid:pk>/poster", PosterView.as_view(), name="video-poster"),
    path("videos/<uuid:pk>/sprite", SpriteView.as_view(), name="video-sprite"),
    path("videos/<uuid:pk>/original", OriginalView.as_view(), name="video-original"),
    path("progress/strength", StrengthView.as_view(), name="progress-strength"),
    path("progress/volume", VolumeView.as_view(), name="progress-volume"),
    path("progress/records", RecordsView.as_view(), name="progress-records"),
]
