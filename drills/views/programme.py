"""Pages of a person's own way through a programme: where they are, and what they change about it."""

import uuid
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from drills import access
from drills.domain import enrolments, pauses, repeating
from drills.domain.load_advice import back_words
from drills.domain.plan import Plan, Way, Week, read_plan
from drills.domain.programme_page import steps, week_by_day
from drills.domain.programme_sessions import next_session, trained
from drills.domain.refusal import Refusal
from drills.forms.enrolments import EnrolForm, PauseForm, RepeatForm
from drills.gates import Rows
from workouts.domain.schedule import day_names


@login_required
@require_safe
def mine(request: PageRequest) -> HttpResponse:
    """Show the programme that the person is on, or the way to one."""
    return _page(request)


def _page(request: PageRequest, pausing: PauseForm | None = None) -> HttpResponse:
    today = _today(request)
    plan = read_plan(request.user, on=today)
    way, week = plan.current, plan.week(today)
    if way is None or week is None:
        return render(request, "drills/programme_none.html")
    context = _about(request, plan, way, week) | {
        "pausing": pausing or PauseForm(today=today),
        "pausing_refused": pausing is not None,
    }
    return render(request, "drills/programme.html", context, status=400 if pausing else 200)


def _about(request: PageRequest, plan: Plan, way: Way, week: Week) -> dict[str, Any]:
    user, today = request.user, plan.on
    done = trained(user, plan)
    items, rows = plan.items(today), Rows(user, on=today)
    return {
        "today": today,
        "way": way,
        "week": week,
        "days": week_by_day(plan, done, on=today),
        "steps": steps(way, week),
        "coming": next_session(plan, done, on=today),
        "drills": [item for item in items if item.drill_id],
        "gates": repeating.results(week.phase, rows),
        "offer": repeating.offer(user, plan, on=today, rows=rows),
        "back": back_words(week.back_from) if week.back_from else "",
        "training_days": day_names(way.training_days(today)),
    }


@login_required
@require_POST
def pause(request: PageRequest) -> HttpResponse:
    """Pause the programme, for illness, travel or something else."""
    row = access.current_enrolment(request.user)
    form = PauseForm(request.POST, today=_today(request))
    if not form.is_valid():
        return _page(request, form)
    try:
        pauses.pause(row, reason=form.cleaned_data["reason"], on=form.cleaned_data["on"])
    except Refusal as refusal:
        form.add_error("on", refusal.sentence)
        return _page(request, form)
    messages.success(request, "Paused. Nothing is due until you resume.", extra_tags=_undo("programme-unpause"))
    return redirect(_back(request))


@login_required
@require_POST
def unpause(request: PageRequest) -> HttpResponse:
    """Take back that it was paused."""
    pauses.cancel(access.current_enrolment(request.user))
    messages.success(request, "It goes on as before.")
    return redirect("programme")


@login_required
@require_POST
def resume(request: PageRequest) -> HttpResponse:
    """Go on after a pause, from today."""
    today = _today(request)
    pauses.resume(access.current_enrolment(request.user), on=today)
    week = read_plan(request.user, on=today).week(today)
    said = f"It is your {back_words(week.back_from)}, so loads begin lighter." if week and week.back_from else ""
    messages.success(request, f"Welcome back. {said}".strip())
    return redirect(_back(request))


@login_required
@require_POST
def repeat(request: PageRequest) -> HttpResponse:
    """Give the phase that ends a week or two more."""
    row = access.current_enrolment(request.user)
    form = RepeatForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choose one or two weeks.")
        return redirect("programme")
    try:
        asked = form.cleaned_data
        repeating.repeat_phase(row, on=_today(request), weeks=asked["weeks"], phase=asked["phase"])
        messages.success(request, "The phase goes on. The next one waits for you.")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect(_back(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: PageRequest) -> HttpResponse:
    """Go on in another week, or train on other days."""
    row, today = access.current_enrolment(request.user), _today(request)
    plan = read_plan(request.user, on=today)
    way, week = plan.current, plan.week(today)
    if way is None or week is None:
        return redirect("programme")
    initial = {"start_week": week.number, "training_days": way.training_days(today)}
    form = EnrolForm(
        request.POST or None, programme=way.programme, current=week.number, found=way.stretches, initial=initial
    )
    form.fields["start_week"].label = "I am in"
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        if asked["start_week"] != week.number:
            row = enrolments.go_to_week(row, week=asked["start_week"], on=today)
        if asked["training_days"] != row.training_days:
            enrolments.change_days(row, training_days=asked["training_days"], on=today)
        messages.success(request, "Changed, from today on.")
        return redirect("programme")
    context = {"form": form, "week": week, "way": way}
    return render(request, "drills/programme_change.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def leave(request: PageRequest) -> HttpResponse:
    """Leave the programme; the message offers to take it back."""
    row = enrolments.leave(access.current_enrolment(request.user), on=_today(request))
    messages.success(
        request, f"You left {row.programme}. What you logged stays.", extra_tags=_undo("programme-rejoin", row.pk)
    )
    return redirect("programmes")


@login_required
@require_POST
def rejoin(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Take back that the programme was left."""
    try:
        row = enrolments.rejoin(access.left_enrolment(request.user, pk))
        messages.success(request, f"You are on {row.programme} again.")
    except Refusal as refusal:
        messages.error(request, refusal.sentence)
    return redirect("programme")


def _today(request: PageRequest) -> date:
    return request.user.local_date(timezone.now())


def _undo(name: str, *args: Any) -> str:
    return f"undo:{reverse(name, args=args)}"


def _back(request: PageRequest) -> str:
    """Return where the button was: Today or the programme."""
    return "today" if request.POST.get("next") == "today" else "programme"
