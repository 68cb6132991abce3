"""Practice over time, as a page and as a file."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest
from core.spreadsheets import csv_answer
from drills.domain.adherence import calendar, first_day, read_logged
from drills.domain.level_figures import levels_figure, movements
from drills.domain.levels import Work, work_by_level
from drills.domain.lines import read_today
from drills.forms.progress import LevelRange
from workouts.domain.figures import TABLE_ROWS, Figure, Shown


@login_required
@require_safe
def progress(request: PageRequest) -> HttpResponse:
    """Show repetitions by level over time, what they come from, and how practice was kept."""
    form, user = _read(request), request.user
    work = _work(request, form)
    figure = levels_figure(work, monthly=form.monthly)
    today = read_today(user, on=form.on)
    logged = read_logged(user, since=first_day(form.on), on=form.on)
    context = {
        "form": form,
        "range": form.range,
        "ranges": {key: said for key, (said, _) in form.ranges.items()},
        "unit": user.unit,
        "tab": "progress-drills",
        "whole_table": request.GET.get("table", ""),
        "shown": _shown(request, figure) if work else None,
        "movements": movements(work),
        "today": today,
        "calendar": calendar(today.practice, logged, today.streak),
    }
    return render(request, "drills/progress.html", context)


@login_required
@require_safe
def progress_csv(request: PageRequest) -> HttpResponse:
    """Answer with the numbers of the chart."""
    form = _read(request)
    figure = levels_figure(_work(request, form), monthly=form.monthly)
    return csv_answer("drills-by-level", figure.csv_columns, figure.csv_rows())


def _read(request: PageRequest) -> LevelRange:
    form = LevelRange(request.GET, on=request.user.local_date(timezone.now()))
    form.read()
    return form


def _work(request: PageRequest, form: LevelRange) -> list[Work]:
    start, end = form.window
    return work_by_level(owner=request.user, start=start, end=end)


def _shown(request: PageRequest, figure: Figure) -> Shown:
    query = request.GET.copy()
    query.pop("table", None)
    address = reverse("progress-drills-csv")
    most = None if request.GET.get("table") == figure.key else TABLE_ROWS
    rows = [("", texts) for _, texts in figure.table(most)]
    return Shown(figure, f"{address}?{query.urlencode()}" if query else address, rows)
