"""Addresses of the training log."""

from django.urls import path

from workouts.views import blocks, exercises, progress, sessions, sets

urlpatterns = [
    path("sessions", sessions.history, name="history"),
    path("sessions/start", sessions.start, name="start"),
    path("sessions/<uuid:pk>", sessions.session, name="session"),
    path("sessions/<uuid:pk>/edit", sessions.edit, name="session-edit"),
    path("sessions/<uuid:pk>/finish", sessions.finish, name="session-finish"),
    path("sessions/<uuid:pk>/reopen", sessions.reopen, name="session-reopen"),
    path("sessions/<uuid:pk>/delete", sessions.delete, name="session-delete"),
    path("sessions/<uuid:pk>/restore", sessions.restore, name="session-restore"),
    path("sessions/<uuid:pk>/exercises", blocks.add_exercise, name="add-exercise"),
    path("sessions/<uuid:pk>/blocks/<int:block>/<str:slug>/sets", blocks.add_set, name="add-set"),
    path("sessions/<uuid:pk>/blocks/<int:block>/<str:slug>/remove", blocks.remove, name="block-remove"),
    path("sessions/<uuid:pk>/blocks/<int:block>/<str:slug>/restore", blocks.restore, name="block-restore"),
    path("sets/<uuid:pk>", sets.set_page, name="set"),
    path("sets/<uuid:pk>/log", sets.log_set, name="log-set"),
    path("sets/<uuid:pk>/delete", sets.delete_set, name="set-delete"),
    path("sets/<uuid:pk>/restore", sets.restore_set, name="set-restore"),
    path("exercises", exercises.exercises, name="exercises"),
    path("exercises/new", exercises.new_exercise, name="exercise-new"),
    path("exercises/<slug:slug>", exercises.exercise, name="exercise"),
    path("exercises/<slug:slug>/edit", exercises.edit_exercise, name="exercise-edit"),
    path("progress", progress.progress, name="progress"),
]
