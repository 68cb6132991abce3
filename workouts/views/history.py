"""Pages of sessions in number: the history, and what to start with."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PageRequest
from core.owned import read_id
from core.pagination import older_page
from workouts import access
from workouts.domain import sessions
from workouts.domain.calendar import year_of_training, years_with_sessions
from workouts.domain.history import distinct_titles, search, summaries
from workouts.domain.outline import outline, with_lines
from workouts.domain.schedule import agenda
from workouts.forms.history import HistorySearch
from workouts.models import Exercise, Session, Set, Template

PER_PAGE = 20
REPEATED = 6  # offered on the start page
LOOKED_THROUGH = 30  # sessions back, for titles to offer


@login_required
@require_safe
def history(request: PageRequest) -> HttpResponse:
    """Show a year at a glance and the sessions, the latest first; `before` reads on where the page before ended."""
    form = HistorySearch(request.GET)
    rows = search(request.user, **form.asked)
    before = request.GET.get("before", "")
    page, older = older_page(rows, by="started_at", before=before, size=PER_PAGE)
    filters = request.GET.copy()
    filters.pop("before", None)
    context: dict[str, Any] = {
        "form": form,
        "summaries": summaries(page),
        "older": older,
        "before": before,
        "filters": f"&{filters.urlencode()}" if filters else "",
    }
    if request.htmx:
        return render(request, "workouts/_history_list.html", context)
    if not before:
        context |= _calendar(request, form)
    trained = Set.objects.for_user(request.user).filter(exercise=OuterRef("pk"))
    context["exercises"] = Exercise.objects.filter(Exists(trained)).order_by("name").values_list("slug", "name")
    return render(request, "workouts/history.html", context)


def _calendar(request: PageRequest, form: HistorySearch) -> dict[str, Any]:
    years = years_with_sessions(request.user)
    if not years:
        return {}
    wanted = form.year_in_view
    shown = wanted if wanted in years else years[0]
    today = request.user.local_date(timezone.now())
    return {"years": years, "year": year_of_training(request.user, shown, on=today), "today": today}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: PageRequest) -> HttpResponse:
    """Choose what to start with, and start it."""
    user, now = request.user, timezone.now()
    if request.method == "POST":
        asked = {name: request.POST.get(name, "") for name in ("like", "template", "programme", "title", "id")}
        like = access.session_read(user, read_id(asked["like"])) if asked["like"] else None
        template = access.template_write(user, read_id(asked["template"])) if asked["template"] else None
        title = asked["title"].replace("\0", "").strip()[:120]
        rows = None
        if asked["programme"]:
            start = access.guided_start(user, "programme", asked["programme"], at=now)
            title, rows = start["title"], start["rows"]
        session = sessions.start_session(
            owner=user, at=now, title=title, like=like, template=template, rows=rows, id=read_id(asked["id"])
        )
        if like or session.sets.exists():
            return redirect(session)
        return redirect("add-exercise", session.pk)
    mine = list(Session.objects.for_user(user).newest_first()[:LOOKED_THROUGH])
    running = Session.objects.for_user(user).running().newest_first().first()
    today = user.local_date(now)
    rows = list(with_lines(Template.objects.for_user(user)))
    for row in rows:
        row.outline = outline(row.lines.all())
    finished = distinct_titles([row for row in mine if row.finished_at], most=REPEATED)
    context = {
        "running": running,
        "agenda": agenda(rows, mine, on=today),
        "recent": summaries(finished),
        "today": today,
    }
    return render(request, "workouts/start.html", context)
