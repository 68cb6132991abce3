"""The profile page."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.forms import ProfileForm
from accounts.requests import PageRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: PageRequest) -> HttpResponse:
    """Show and change name, unit, time zone, bars and plates."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Profile saved.")
        return redirect("profile")
    if form.errors:
        request.user.refresh_from_db()  # the page around the form shows what is stored, not what was refused
    return render(request, "accounts/profile.html", {"form": form}, status=400 if form.errors else 200)
