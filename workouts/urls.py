"""Addresses of the training log."""

from django.urls import path

from workouts.views import exercises, progress, sessions, sets

urlpatterns = [
    path("sessions", sessions.history, name="history"),
    path("sessions/start", sessions.start, name="start"),
    path("sessions/<uuid:pk>", sessions.session, name="session"),
    path("sessions/<uuid:pk>/edit", sessions.edit, name="session-edit"),
    path("sessions/<uuid:pk>/finish", sessions.finish, name="session-finish"),
    path("sessions/<uuid:pk>/reopen", sessions.reopen, name="session-reopen"),
    path("sessions/<uuid:pk>/delete", sessions.delete, name="session-delete"),
    path("sessions/<uuid:pk>/restore", sessions.restore, name="session-restore"),
    path("sessions/<uuid:pk>/exercises", sets.add_exercise, name="add-exercise"),
    path("sessions/<uuid:pk>/blocks/<int:block>/sets", sets.add_set, name="add-set"),
    path("sets/<uuid:pk>", sets.set_page, name="set"),
    path("sets/<uuid:pk>/log", sets.log_set, name="log-set"),
    path("sets/<uuid:pk>/delete", sets.delete_set, name="set-delete"),
    path("sets/<uuid:pk>/restore", sets.restore_set, name="set-restore"),
    path("exercises", exercises.exercises, name="exercises"),
    path("exercises/new", exercises.new_exercise, name="exercise-new"),
    path("exercises/<slug:slug>", exercises.exercise, name="exercise"),
    path("progress", progress.progress, name="progress"),
]
