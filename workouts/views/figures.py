"""What progress pages have in common: their form, their figures' tables, their CSV files."""

from typing import Any, TypeVar

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from accounts.requests import PageRequest
from core.spreadsheets import csv_answer
from workouts.domain.figures import TABLE_ROWS, Figure, Row, Shown
from workouts.forms.progress import RangeForm

F = TypeVar("F", bound=RangeForm)


def show(request: PageRequest, figure: Figure, csv: str, **more: str) -> Shown:
    """Return what a page shows of a figure; `csv` is where its file is, asked for with the page's own choices."""
    query = request.GET.copy()
    for name in ("table", "page"):
        query.pop(name, None)
    query.update(more)
    most = None if request.GET.get("table") == figure.key else TABLE_ROWS
    rows = [(_source(row), texts) for row, texts in figure.table(most)]
    return Shown(figure, f"{csv}?{query.urlencode()}" if query else csv, rows)


def _source(row: Row) -> str:
    if row.session is None:
        return ""
    mark = f"#set-{row.set}" if row.set else ""
    return f"{reverse('session', args=[row.session])}{mark}"


def read_form(request: PageRequest, form: type[F]) -> F:
    """Return the page's form, read from its address; raises Http404 for choices that are none."""
    found = form(request.GET, user=request.user, on=request.user.local_date(timezone.now()))
    found.read()
    return found


def about_form(request: PageRequest, form: RangeForm) -> dict[str, Any]:
    """Return what every progress page shows of its form."""
    return {
        "form": form,
        "range": form.range,
        "ranges": {key: said for key, (said, _) in form.ranges.items()},
        "unit": form.shown_unit,
        "whole_table": request.GET.get("table", ""),
    }


def figure_csv(name: str, figure: Figure) -> HttpResponse:
    """Answer with a figure's numbers as a file."""
    return csv_answer(name, figure.csv_columns, figure.csv_rows())
