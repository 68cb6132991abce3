"""The progress of one exercise, as a page and as files."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest
from workouts.access import exercise_read
from workouts.domain.exercise_figures import exercise_figures, why_no_estimate
from workouts.domain.exercise_stats import exercise_stats
from workouts.domain.figures import Figure, Shown
from workouts.domain.muscles import week_of_exercise
from workouts.domain.progression import Bucket, Trained, WorkingSet, trained, working_sets
from workouts.domain.record_figure import records_figure
from workouts.domain.records import records
from workouts.domain.strength import FORMULA_NAMES
from workouts.forms.progress import BUCKETS, ExerciseRange
from workouts.models import Exercise
from workouts.views.figures import about_form, figure_csv, read_form, show


@login_required
@require_safe
def progress(request: PageRequest) -> HttpResponse:
    """Show one exercise over time, each number with the set it comes from."""
    form = read_form(request, ExerciseRange)
    lines = trained(request.user)
    exercise = _chosen(request, lines)
    context = about_form(request, form) | {"trained": lines, "exercise": exercise, "tab": "progress"}
    if exercise:
        rows, bucket, figures = _figures(request, form, exercise)
        week = week_of_exercise(owner=request.user, exercise=exercise, on=form.on)
        context |= {
            "figures": [_show(request, figure, exercise) for figure in figures],
            "bucket": bucket,
            "buckets": BUCKETS,
            "formula": form.shown_formula,
            "formulas": FORMULA_NAMES,
            "stats": exercise_stats(figures, rows),
            "records": _show(request, _records(request, form, exercise), exercise),
            "no_estimate": why_no_estimate(exercise, figures, form.shown_formula),
            "week": week,
            "was_trained": any(line.exercise == exercise for line in lines),
        }
    return render(request, "workouts/progress.html", context)


@login_required
@require_safe
def exercise_csv(request: PageRequest, key: str) -> HttpResponse:
    """Answer with the numbers of one figure."""
    form = read_form(request, ExerciseRange)
    exercise = exercise_read(request.user, request.GET.get("exercise", ""))
    figures = [_records(request, form, exercise)] if key == "records" else _figures(request, form, exercise)[2]
    figure = next((figure for figure in figures if figure.key == key), None)
    if figure is None:
        raise Http404("There is nothing of this kind in the range.")
    return figure_csv(f"{exercise.slug}-{key}", figure)


def _show(request: PageRequest, figure: Figure, exercise: Exercise) -> Shown:
    return show(request, figure, reverse("progress-csv", args=[figure.key]), exercise=exercise.slug)


def _records(request: PageRequest, form: ExerciseRange, exercise: Exercise) -> Figure:
    return records_figure(exercise, records(request.user, exercise), unit=form.shown_unit)


def _chosen(request: PageRequest, lines: list[Trained]) -> Exercise | None:
    """Return the exercise asked for, else the one trained last."""
    asked = request.GET.get("exercise")
    if not asked:
        return lines[0].exercise if lines else None
    known = next((line.exercise for line in lines if line.exercise.slug == asked), None)
    return known or exercise_read(request.user, asked)


def _figures(
    request: PageRequest, form: ExerciseRange, exercise: Exercise
) -> tuple[list[WorkingSet], Bucket, list[Figure]]:
    start, end = form.window
    rows = working_sets(owner=request.user, exercise=exercise, start=start, end=end)
    bucket = form.shown_bucket(rows[0].day if rows else None)
    figures = exercise_figures(exercise, rows, bucket=bucket, unit=form.shown_unit, formula=form.shown_formula)
    return rows, bucket, figures
