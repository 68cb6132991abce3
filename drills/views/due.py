"""What is due today: the page Drills."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import PageRequest
from drills.domain.adherence import calendar, first_day, read_logged
from drills.domain.lines import read_today


@login_required
@require_safe
def due(request: PageRequest) -> HttpResponse:
    """Show today's drills, what opens a lower-body session, and twelve weeks of practice."""
    user = request.user
    on = user.local_date(timezone.now())
    today = read_today(user, on=on, opening=True)
    logged = read_logged(user, since=first_day(on), on=on)
    practice = today.practice
    context = {
        "today": today,
        "calendar": calendar(practice, logged, today.streak),
        "beside": [row for row in practice.planned if row.ends_on is None or row.ends_on >= on],
    }
    return render(request, "drills/due.html", context)
