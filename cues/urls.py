"""Addresses of cues and faults."""

from django.urls import path

from cues.views import attachments, cues, faults

urlpatterns = [
    path("cues", cues.cues, name="cues"),
    path("cues/new", cues.new, name="cue-new"),
    path("cues/attach", attachments.attach, name="cue-attach"),
    path("cues/attachments/<uuid:pk>/move", attachments.move, name="cue-move"),
    path("cues/attachments/<uuid:pk>/detach", attachments.detach, name="cue-detach"),
    path("cues/attachments/<uuid:pk>/restore", attachments.reattach, name="cue-reattach"),
    path("cues/<slug:slug>", cues.cue, name="cue"),
    path("cues/<slug:slug>/edit", cues.edit, name="cue-edit"),
    path("cues/<slug:slug>/copy", cues.copy, name="cue-copy"),
    path("cues/<slug:slug>/delete", cues.delete, name="cue-delete"),
    path("cues/<slug:slug>/restore", cues.restore, name="cue-restore"),
    path("cues/<slug:slug>/picture", cues.picture, name="cue-picture"),
    path("faults", faults.show_all, name="faults"),
    path("faults/<slug:code>", faults.show, name="fault"),
    path("sets/<uuid:pk>/cues", attachments.set_cues, name="set-cues"),
]
