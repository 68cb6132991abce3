"""Addresses of cues and faults."""

from django.urls import path

from drills.coming import coming

urlpatterns = [
    path("cues", coming, name="cues"),
    path("cues/new", coming, name="cue-new"),
    path("cues/attach", coming, name="cue-attach"),
    path("cues/attachments/<uuid:pk>/move", coming, name="cue-move"),
    path("cues/attachments/<uuid:pk>/detach", coming, name="cue-detach"),
    path("cues/attachments/<uuid:pk>/restore", coming, name="cue-reattach"),
    path("cues/<slug:slug>", coming, name="cue"),
    path("cues/<slug:slug>/edit", coming, name="cue-edit"),
    path("cues/<slug:slug>/copy", coming, name="cue-copy"),
    path("cues/<slug:slug>/delete", coming, name="cue-delete"),
    path("cues/<slug:slug>/restore", coming, name="cue-restore"),
    path("cues/<slug:slug>/picture", coming, name="cue-picture"),
    path("faults", coming, name="faults"),
    path("faults/<slug:code>", coming, name="fault"),
    path("sets/<uuid:pk>/cues", coming, name="set-cues"),
]
