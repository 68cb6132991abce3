"""Addresses of videos."""

from django.urls import path

from videos import views

urlpatterns = [
    path("videos", views.library, name="videos"),
    path("videos/storage", views.storage, name="video-storage"),
    path("videos/storage/originals", views.drop, name="video-drop-originals"),
    path("videos/viewings", views.viewings, name="video-viewings"),
    path("videos/new", views.new, name="video-new"),
    path("videos/<uuid:pk>", views.video, name="video"),
    path("videos/<uuid:pk>/state", views.state, name="video-state"),
    path("videos/<uuid:pk>/marks", views.set_marks, name="video-marks"),
    path("videos/<uuid:pk>/words", views.change_words, name="video-words"),
    path("videos/<uuid:pk>/retry", views.retry, name="video-retry"),
    path("videos/<uuid:pk>/delete", views.delete, name="video-delete"),
    path("videos/of/<slug:field>/<uuid:pk>", views.attach_to, name="video-attach-to"),
    path("sets/<uuid:pk>/videos", views.attach, name="video-attach"),
]
