"""Weekly work of the muscles, and of the posterior chain, as pages and as files."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest
from workouts.domain.muscle_figures import muscle_tiles, muscles_figure, posterior_chain
from workouts.domain.muscles import MuscleLog, muscle_log
from workouts.forms.progress import COUNTS, MuscleRange
from workouts.views.figures import about_form, figure_csv, read_form, show


@login_required
@require_safe
def muscles(request: PageRequest) -> HttpResponse:
    """Show hard sets or volume of every muscle, this week beside the weeks before."""
    form = read_form(request, MuscleRange)
    log = _log(request, form)
    shown = _shown(form)
    context = _context(request, form) | {
        "log": log,
        "tiles": muscle_tiles(log, **shown),
        "shown": show(request, muscles_figure(log, **shown), reverse("progress-muscles-csv")),
        "tab": "progress-muscles",
    }
    return render(request, "workouts/progress_muscles.html", context)


@login_required
@require_safe
def muscles_csv(request: PageRequest) -> HttpResponse:
    """Answer with the table of all muscles."""
    form = read_form(request, MuscleRange)
    figure = muscles_figure(_log(request, form), **_shown(form))
    return figure_csv(f"muscles-{'volume' if form.counts_volume else 'hard-sets'}", figure)


@login_required
@require_safe
def chain(request: PageRequest) -> HttpResponse:
    """Show the posterior chain: load from hinges and from accessories side by side."""
    form = read_form(request, MuscleRange)
    log = _log(request, form)
    lines = posterior_chain(log, **_shown(form))
    context = _context(request, form) | {
        "log": log,
        "chain": lines,
        "figures": [
            show(request, line.figure, reverse("progress-chain-csv", args=[line.figure.key])) for line in lines
        ],
        "tab": "progress-chain",
    }
    return render(request, "workouts/progress_chain.html", context)


@login_required
@require_safe
def chain_csv(request: PageRequest, muscle: str) -> HttpResponse:
    """Answer with the numbers of one muscle of the posterior chain."""
    form = read_form(request, MuscleRange)
    lines = posterior_chain(_log(request, form), **_shown(form))
    figure = next((line.figure for line in lines if line.figure.key == muscle), None)
    if figure is None:
        raise Http404("This muscle is not part of the posterior chain.")
    return figure_csv(f"posterior-chain-{muscle}", figure)


def _log(request: PageRequest, form: MuscleRange) -> MuscleLog:
    start, end = form.window
    last = min(end or form.on, form.on)
    return muscle_log(owner=request.user, start=min(start, last) if start else None, on=last)


def _shown(form: MuscleRange) -> dict[str, Any]:
    return {"volume": form.counts_volume, "monthly": form.monthly, "unit": form.shown_unit}


def _context(request: PageRequest, form: MuscleRange) -> dict[str, Any]:
    about = {"count": "volume" if form.counts_volume else "sets", "counts": COUNTS, "monthly": form.monthly}
    latest = "This week" if (form.window[1] or form.on) >= form.on else "Last week shown"
    return about_form(request, form) | about | {"latest": latest}
