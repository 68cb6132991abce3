"""The baseline: five steps that may all be left out, and the start they lead to."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from core.units import show_load
from drills.domain.baseline import OF_HINGES, Load
from drills.domain.baseline_answers import (
    PROGRAMME,
    STEPS,
    baseline_of,
    begin,
    proposal_of,
    save_answers,
    save_results,
    skip_baseline,
)
from drills.domain.enrolments import active
from drills.domain.plan import stretch_of, stretches
from drills.domain.prerequisites import latest, results_of, tests
from drills.forms.baseline import EQUIPMENT, FORMS, SelfTestsForm
from drills.models import Baseline, Programme
from workouts.domain.schedule import day_names
from workouts.models import Exercise

TITLES = {
    "goal": "What it is for",
    "equipment": "What you have",
    "self-tests": "Four self-tests",
    "hinges": "Five hinges",
    "load": "What you lift",
}
WEEKS = 8  # to choose from; the last phase has no end


@login_required
@require_safe
def baseline(request: PageRequest) -> HttpResponse:
    """Lead to the first step that is not answered, or to the start that the answers propose."""
    reached = baseline_of(request.user).reached
    return redirect("baseline-start") if reached >= len(STEPS) else redirect("baseline-step", STEPS[reached])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: PageRequest, slug: str) -> HttpResponse:
    """Show a step, or store its answers and go on, or back."""
    if slug not in STEPS:
        raise Http404("There is no such step.")
    row, number = baseline_of(request.user), STEPS.index(slug) + 1
    row.owner = request.user
    form = FORMS[slug](request.POST if request.method == "POST" else None, row=row)
    if request.method == "POST" and form.is_valid():
        if isinstance(form, SelfTestsForm):
            save_results(owner=request.user, results=form.results(), at=timezone.now())
        save_answers(owner=request.user, step=number, at=timezone.now(), **form.answers())
        return _on(number - 2 if request.POST.get("do") == "back" else number)
    context = {"form": form, "step": slug, "title": TITLES[slug], "number": number, "steps": len(STEPS)}
    context |= {"redone": row.finished_at is not None, "enough": row.reached >= len(STEPS)}
    return render(request, "drills/baseline_step.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PageRequest) -> HttpResponse:
    """Show where to start, with which loads and why; one tap begins the programme there."""
    owner = request.user
    today = owner.local_date(timezone.now())
    row = baseline_of(owner)
    row.owner = owner
    programme = get_object_or_404(Programme.objects.prefetch_related("phases"), pk=PROGRAMME)
    week = _week(request)
    if request.method == "POST":
        enrolment = begin(row, programme=programme, on=today, week=week)
        messages.success(request, f"{programme} begins today, in week {enrolment.start_week}.")
        return redirect("today")
    proposed = proposal_of(row, on=today)
    found = proposed if week in (None, proposed.week) else proposal_of(row, on=today, week=week)
    phases = stretches(list(programme.phases.all()))
    weeks = [(number, stretch_of(phases, number)) for number in range(1, WEEKS + 1)]
    context = {
        "row": row,
        "programme": programme,
        "proposed": proposed,
        "found": found,
        "stretch": stretch_of(phases, found.week),
        "loads": _loads(found.loads),
        "weeks": weeks,
        "answers": _answers(row),
        "current": active(owner),
        "untold": row.reached == 0,
    }
    return render(request, "drills/baseline_start.html", context)


@login_required
@require_POST
def skip(request: PageRequest) -> HttpResponse:
    """Ask no more."""
    skip_baseline(owner=request.user)
    messages.success(request, "Skipped. It waits under Profile for whenever you like.")
    return redirect("today")


def _on(reached: int) -> HttpResponse:
    """Lead to the step after so many."""
    return redirect("baseline-start") if reached >= len(STEPS) else redirect("baseline-step", STEPS[max(reached, 0)])


def _week(request: PageRequest) -> int | None:
    """Return the week that was chosen, None where none was that exists."""
    text = (request.POST if request.method == "POST" else request.GET).get("week", "")
    return int(text) if text in map(str, range(1, WEEKS + 1)) else None


def _loads(found: dict[str, Load]) -> list[tuple[Exercise, Load]]:
    """Return the exercises with the loads to begin with."""
    exercises = Exercise.objects.in_bulk(found)
    return [(exercises[slug], load) for slug, load in found.items() if slug in exercises]


def _answers(row: Baseline) -> list[tuple[str, str, str]]:
    """Return each step with its title and what was answered in a few words."""
    unit: Any = "lb" if row.owner.unit == "lb" else "kg"
    called = dict(EQUIPMENT)
    days = day_names(row.training_days) or "the usual days"
    results = latest(results_of(row.owner))
    passed = sum(result.passed for result in results.values())
    said = {
        "goal": f"{row.get_goal_display()}; {days}" if row.reached else "Not answered",
        "equipment": ", ".join(called.get(one, one) for one in row.equipment).capitalize() or "Nothing named",
        "self-tests": f"{passed} of {len(tests())} passed" if results else "Not tried",
        "hinges": "Not tried" if row.clean_hinges is None else f"{row.clean_hinges} of {OF_HINGES} clean",
        "load": "No deadlift named" if row.deadlift_kg is None else f"{show_load(row.deadlift_kg, unit)} for five",
    }
    return [(step, TITLES[step], words) for step, words in said.items()]
