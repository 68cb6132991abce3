"""The progress page."""

from datetime import date, timedelta
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest
from workouts.access import exercise_read
from workouts.domain.strength import strength, trained_exercises

RANGES = {"6m": ("6 m", 183), "1y": ("1 y", 365), "all": ("All", None)}


@login_required
@require_safe
def progress(request: PageRequest) -> HttpResponse:
    """Show e1RM and top set of one exercise over time, with the sets they come from."""
    trained = trained_exercises(request.user)
    asked = request.GET.get("exercise")
    exercise = exercise_read(request.user, asked) if asked else next(iter(trained), None)
    span = request.GET.get("range", "6m")
    if span not in RANGES:
        raise Http404
    start = _start(span, on=request.user.local_date(timezone.now()))
    context: dict[str, object] = {
        "trained": trained,
        "exercise": exercise,
        "ranges": RANGES,
        "range": span,
        "start": start,
    }
    if exercise:
        about: dict[str, Any] = {"owner": request.user, "exercise": exercise, "start": start, "unit": request.user.unit}
        tops = {point.session: point for point in strength(metric="top_set", **about)}
        estimates = {point.session: point for point in strength(metric="e1rm", **about)}
        context["lines"] = [(tops[key], estimates.get(key)) for key in reversed(tops)]
        context["best"] = max(estimates.values(), key=lambda point: point.value, default=None)
        context["latest"] = next(reversed(estimates.values()), None)
        context["top"] = max(tops.values(), key=lambda point: (point.value, point.reps), default=None)
    return render(request, "workouts/progress.html", context)


def _start(span: str, *, on: date) -> date | None:
    days = RANGES[span][1]
    return on - timedelta(days=days) if days else None
