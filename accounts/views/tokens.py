"""Devices and scripts: the person's tokens, made, shown once, revoked."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.domain.tokens import create_token
from accounts.forms import TokenForm
from accounts.models import ApiToken
from accounts.requests import PageRequest

# A new token's text goes to the page after the form in a cookie of this browser: nothing but its hash is ever stored.
MADE = "new_token"
MADE_FOR_S = 60


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: PageRequest) -> HttpResponse:
    """List the person's tokens, and make one; its text is on the page after that, once."""
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        row, secret = create_token(user=request.user, name=asked["name"], scope=asked["scope"])
        return _hand_over(request, redirect("tokens"), row, secret)
    rows = list(ApiToken.objects.for_user(request.user).order_by("-created_at", "-id"))
    made, secret = _take_over(request, rows)
    page = {
        "form": form,
        "rows": [row for row in rows if row != made],
        "made": made,
        "secret": secret,
        "example": request.build_absolute_uri("/api/v1/sessions?limit=1"),
    }
    answer = render(request, "accounts/tokens.html", page, status=400 if form.errors else 200)
    if made:
        answer.delete_cookie(MADE, path=reverse("tokens"), samesite="Strict")
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask whether a token is to stop working, and have it stop."""
    row = get_object_or_404(ApiToken.objects.for_user(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "accounts/token_revoke.html", {"row": row})
    row.delete()
    messages.success(request, f"{row.name} was revoked.")
    return redirect("tokens")


def _hand_over(request: PageRequest, answer: HttpResponse, row: ApiToken, secret: str) -> HttpResponse:
    """Give the text to the browser that asked, for the one page that shows it."""
    answer.set_signed_cookie(
        MADE,
        f"{row.pk}:{secret}",
        salt=str(request.user.pk),
        max_age=MADE_FOR_S,
        path=reverse("tokens"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return answer


def _take_over(request: PageRequest, rows: list[ApiToken]) -> tuple[ApiToken | None, str]:
    """Return the token that was just made with its text; nothing for another person, later, or twice."""
    if request.method != "GET":
        return None, ""
    kept = request.get_signed_cookie(MADE, default="", salt=str(request.user.pk), max_age=MADE_FOR_S) or ""
    row_id, _, secret = kept.partition(":")
    return next(((row, secret) for row in rows if str(row.pk) == row_id), (None, ""))
