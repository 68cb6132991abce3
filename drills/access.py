"""Who may see and change what: each function returns the object or raises Http404. HTML and API share them."""

import uuid
from typing import TypeVar

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import User
from drills import gates
from drills.domain.plan import with_items
from drills.domain.prerequisites import Prerequisite, prerequisites
from drills.gates import Gate
from drills.models import Drill, DrillLog, Enrolment, GateOverride, PlannedDrill, Programme, SelfTest

T = TypeVar("T")


def gate_read(slug: str) -> Gate:
    """Return a gate; they are the same for everybody."""
    return _known(gates.registry, slug)


def override_of(user: User, gate: str) -> GateOverride:
    """Return the override by which the person's own gate is open."""
    rows = GateOverride.objects.for_user(user).filter(gate=gate)
    return get_object_or_404(rows.select_related("by"))


def withdrawn_override(user: User, gate: str, pk: uuid.UUID) -> GateOverride:
    """Return an override of the person's own gate that was withdrawn, to take that back."""
    return get_object_or_404(GateOverride.objects.filter(owner=user, gate=gate).exclude(deleted_at=None), pk=pk)


def programme_read(user: User, slug: str) -> Programme:
    """Return a programme of the library or the person's own, with its phases."""
    rows = Programme.objects.available_to(user).prefetch_related(with_items())
    return get_object_or_404(rows, pk=slug)


def programme_write(user: User, slug: str) -> Programme:
    """Return a programme of the person's own; the library is everybody's and is not changed here."""
    return get_object_or_404(Programme.objects.own(user).prefetch_related(with_items()), pk=slug)


def deleted_programme(user: User, slug: str) -> Programme:
    """Return a programme that the person deleted, to take that back."""
    return get_object_or_404(Programme.objects.filter(owner=user).exclude(deleted_at=None), pk=slug)


def current_enrolment(user: User) -> Enrolment:
    """Return the enrolment by which the person is on a programme now."""
    rows = Enrolment.objects.for_user(user).filter(ended_on=None)
    return get_object_or_404(rows.select_related("programme", "owner"))


def left_enrolment(user: User, pk: uuid.UUID) -> Enrolment:
    """Return an enrolment that the person has left, to take that back."""
    rows = Enrolment.objects.for_user(user).exclude(ended_on=None)
    return get_object_or_404(rows.select_related("programme", "owner"), pk=pk)


def prerequisite_read(slug: str) -> Prerequisite:
    """Return a prerequisite; they are the same for everybody."""
    return _known(prerequisites(), slug)


def self_test_write(user: User, pk: uuid.UUID) -> SelfTest:
    """Return a result of the person's own."""
    return get_object_or_404(SelfTest.objects.for_user(user).select_related("owner"), pk=pk)


def deleted_self_test(user: User, pk: uuid.UUID) -> SelfTest:
    """Return a result that the person deleted, to take that back."""
    rows = SelfTest.objects.filter(owner=user).exclude(deleted_at=None)
    return get_object_or_404(rows.select_related("owner"), pk=pk)


def drill_read(user: User, slug: str) -> Drill:
    """Return a drill of the library or the person's own."""
    return get_object_or_404(Drill.objects.available_to(user).select_related("exercise"), pk=slug)


def drill_write(user: User, slug: str) -> Drill:
    """Return a drill of the person's own; the library is everybody's and is not changed here."""
    return get_object_or_404(Drill.objects.own(user), pk=slug)


def deleted_drill(user: User, slug: str) -> Drill:
    """Return a drill that the person deleted, to take that back."""
    return get_object_or_404(Drill.objects.filter(owner=user).exclude(deleted_at=None), pk=slug)


def drill_log_write(user: User, pk: uuid.UUID) -> DrillLog:
    """Return practice of the person's own."""
    return get_object_or_404(DrillLog.objects.for_user(user).select_related("owner", "drill__exercise"), pk=pk)


def deleted_drill_log(user: User, pk: uuid.UUID) -> DrillLog:
    """Return practice that the person deleted, to take that back."""
    rows = DrillLog.objects.filter(owner=user).exclude(deleted_at=None)
    return get_object_or_404(rows.select_related("owner", "drill"), pk=pk)


def planned_drill_write(user: User, pk: uuid.UUID) -> PlannedDrill:
    """Return a planned drill of the person's own."""
    return get_object_or_404(PlannedDrill.objects.for_user(user).select_related("owner", "drill"), pk=pk)


def ended_planned_drill(user: User, pk: uuid.UUID) -> PlannedDrill:
    """Return a planned drill that the person deleted or ended, to take that back."""
    rows = PlannedDrill.objects.filter(owner=user).exclude(deleted_at=None, ends_on=None)
    return get_object_or_404(rows.select_related("owner", "drill"), pk=pk)


def _known(known: dict[str, T], slug: str) -> T:
    if slug not in known:
        raise Http404
    return known[slug]
