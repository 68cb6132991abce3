"""The session screen: rows to tick off, and the pieces that the browser makes more of them from."""

import uuid
from datetime import date
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.requests import PageRequest
from core.slots import place_in
from workouts import access
from workouts.domain.guides import Guide, guides
from workouts.domain.history import summary
from workouts.domain.kit import bare_facts
from workouts.domain.ramp import STEPS
from workouts.domain.records import beaten
from workouts.domain.session_page import Block, Row, page_data, session_blocks
from workouts.faults import Fault, Felt
from workouts.forms.sets import RATINGS, ROW_FIELDS, SetRowForm
from workouts.models import Exercise, Session, Set
from workouts.models.set import Kind, Place, Side

CHOICES: dict[str, list[tuple[Any, Any]]] = {
    "kinds": Kind.choices,
    "sides": Side.choices,
    "ratings": RATINGS,
    "faults": Fault.choices,
    "felt": Felt.choices,
    "places": Place.choices,
}


@login_required
@require_safe
def session(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Show a session: log in it while it runs, correct it later, see what it brought."""
    return screen(request, access.session_write(request.user, pk))


@login_required
@require_safe
def log(request: PageRequest) -> HttpResponse:
    """Show the empty screen that a browser without a connection fills from what it keeps (`#` and a session's id)."""
    return render(request, "workouts/session.html", _pieces(request) | {"data": None, "blocks": []})


def screen(request: PageRequest, session: Session, refused: SetRowForm | None = None) -> HttpResponse:
    """Return the page of a session; 400 with what was typed where a row's form was refused."""
    now = timezone.now()
    blocks = session_blocks(session, on=request.user.local_date(now), read=partial(_plans, request))
    for row in (row for block in blocks for row in block.rows):
        row.form = refused if refused and row.set.pk == refused.instance.pk else SetRowForm(instance=row.set)
    context: dict[str, Any] = {"session": session, "blocks": blocks, "data": page_data(session, blocks)}
    if session.finished_at:
        sets = [row.set for block in blocks for row in block.rows]
        records = beaten(sets, {block.exercise.pk: block.facts.bests for block in blocks})
        context |= {"summary": summary(session, sets=sets), "records": records}
    return render(request, "workouts/session.html", _pieces(request) | context, status=400 if refused else 200)


def _plans(request: PageRequest, owner: User, *, on: date) -> list[Guide]:
    """Return the person's plans of a day, which the slots of the page can share."""
    return place_in(request).shared(("workouts.guides", owner.pk, on), lambda: guides(owner, on=on))


def _pieces(request: PageRequest) -> dict[str, Any]:
    """Return a blank block with a blank row, which the browser copies, and what the details of a set can be."""
    user = request.user
    nothing = Set(owner=user, exercise=Exercise(slug="none", name=""))
    row = Row(nothing, "1", None, SetRowForm(instance=nothing))
    blank = Block(
        0, nothing.exercise, [row], None, bare_facts(nothing.exercise, rest_s=None, step_kg=user.load_step_kg)
    )
    device = {
        "unit": user.unit,
        "step_kg": user.load_step_kg,
        "plates": user.plates,
        "bars": user.bars,
        "ramp": STEPS,
        "cells": ROW_FIELDS,
        "names": {name: dict(CHOICES[name]) for name in ("faults", "felt", "places")},
    }
    return {"blank": blank, "blank_session": Session(pk=uuid.UUID(int=0)), "choices": CHOICES, "device": device}
