"""Who may see and change what: each function returns the object or raises Http404. HTML and API share them."""

import uuid
from datetime import datetime
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from workouts.domain import kit
from workouts.domain.library import find_exercise
from workouts.models import Bodyweight, Exercise, Session, Set, Template


def session_read(user: User, pk: uuid.UUID | None) -> Session:
    """Return a session that the person may see."""
    return get_object_or_404(Session.objects.visible_to(user).select_related("owner"), pk=pk)


def session_write(user: User, pk: uuid.UUID | None) -> Session:
    """Return a session of the person's own."""
    return get_object_or_404(Session.objects.for_user(user).select_related("owner"), pk=pk)


def set_write(user: User, pk: uuid.UUID) -> Set:
    """Return a set of the person's own."""
    rows = Set.objects.for_user(user).filter(session__deleted_at=None)
    return get_object_or_404(rows.select_related("session", "exercise", "owner"), pk=pk)


def deleted_session(user: User, pk: uuid.UUID) -> Session:
    """Return a session that the person deleted, to take that back."""
    return get_object_or_404(Session.objects.filter(owner=user).exclude(deleted_at=None), pk=pk)


def deleted_set(user: User, pk: uuid.UUID) -> Set:
    """Return a set that the person deleted from a session that is still there, to take that back."""
    rows = Set.objects.filter(owner=user, session__deleted_at=None).exclude(deleted_at=None)
    return get_object_or_404(rows.select_related("session"), pk=pk)


def template_write(user: User, pk: uuid.UUID | None) -> Template:
    """Return a template of the person's own."""
    return get_object_or_404(Template.objects.for_user(user).select_related("owner"), pk=pk)


def deleted_template(user: User, pk: uuid.UUID) -> Template:
    """Return a template that the person deleted, to take that back."""
    return get_object_or_404(Template.objects.filter(owner=user).exclude(deleted_at=None), pk=pk)


def bodyweight_write(user: User, pk: uuid.UUID) -> Bodyweight:
    """Return a weighing of the person's own."""
    return get_object_or_404(Bodyweight.objects.for_user(user).select_related("owner"), pk=pk)


def deleted_bodyweight(user: User, pk: uuid.UUID) -> Bodyweight:
    """Return a weighing that the person deleted, to take that back."""
    rows = Bodyweight.objects.filter(owner=user).exclude(deleted_at=None)
    return get_object_or_404(rows.select_related("owner"), pk=pk)


def guided_start(user: User, kind: str, title: str, *, at: datetime) -> dict[str, Any]:
    """Return the session of a plan that the person is on, to start from."""
    found = kit.guided_start(user, kind, title, on=user.local_date(at), at=at)
    if found is None:
        raise Http404("Your plan has no such session now.")
    return found


def exercise_read(user: User, name: str) -> Exercise:
    """Return an exercise of the library or the person's own, by slug or another of its names."""
    exercise = find_exercise(name, user=user)
    if exercise is None:
        raise Http404("There is no such exercise.")
    return exercise


def exercise_write(user: User, slug: str) -> Exercise:
    """Return an exercise of the person's own; the library is everybody's and is not changed here."""
    return get_object_or_404(Exercise, pk=slug, owner=user)
