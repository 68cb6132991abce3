"""The reminder: on or off and at which time; and off by the link in its mails, without signing in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from accounts.requests import PageRequest
from drills.domain import reminders as domain
from drills.forms.reminder import ReminderForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reminder(request: PageRequest) -> HttpResponse:
    """Show and change the reminder."""
    owner = request.user
    row = domain.reminder_of(owner)
    was_on = row.on
    form = ReminderForm(request.POST if request.method == "POST" else None, instance=row)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        on, at = form.cleaned_data["on"], form.cleaned_data["at"]
        row = domain.save_reminder(owner=owner, on=on, at=at, now=now)
        first = "tomorrow" if row.checked_on == owner.local_date(now) else "today"
        said = f"Reminder at {at:%H:%M}, from {first} on." if on else "The reminder is off."
        messages.success(request, said)
        return redirect("reminder")
    context = {"form": form, "on": was_on, "hindrance": domain.hindrance(owner)}
    return render(request, "drills/reminder.html", context, status=400 if form.errors else 200)


@csrf_exempt  # the link's own token says who may: mail programs post here for a person, without a cookie of ours
@require_http_methods(["GET", "HEAD", "POST"])
def turn_off(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once whether to turn the reminder off, since mail programs open links by themselves; then do it."""
    key = domain.key_in(token)
    if key is None:
        raise Http404("This link is not whole.")
    if request.method == "POST" and not domain.turn_off(key):
        raise Http404("There is no such reminder any more.")
    return render(request, "drills/reminder_off.html", {"off": request.method == "POST"})
