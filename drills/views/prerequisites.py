"""Pages of prerequisites and self-tests: what they are, how to test, record a result, history."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import PageRequest
from drills import access
from drills.domain import self_tests as domain
from drills.domain.prerequisites import Prerequisite, latest, prerequisite_of, prerequisites, results_of
from drills.forms.self_tests import SelfTestForm
from drills.models import SelfTest

LISTED = 15


@login_required
@require_safe
def show_all(request: PageRequest) -> HttpResponse:
    """Show what a good hinge stands on, and how the self-tests went."""
    results = results_of(request.user)
    found = latest(results)
    tried = {kind: sum(row.test == kind for row in results) for kind in found}
    cards = [(one, found.get(one.test.kind), tried.get(one.test.kind, 0)) for one in prerequisites().values()]
    return render(request, "drills/prerequisites.html", {"cards": cards})


@login_required
@require_safe
def show(request: PageRequest, slug: str) -> HttpResponse:
    """Show one of them: why, how to test, what makes it better, the form and the history."""
    return _page(request, access.prerequisite_read(slug))


@login_required
@require_POST
def record(request: PageRequest) -> HttpResponse:
    """Record a result of a self-test."""
    try:
        prerequisite = prerequisite_of(request.POST.get("test", ""))
    except KeyError:
        raise Http404 from None
    form = SelfTestForm(request.POST, instance=SelfTest(owner=request.user), test=prerequisite.test)
    if not form.is_valid():
        return _page(request, prerequisite, form)
    row: SelfTest = form.save(commit=False)
    row.performed_at = row.performed_at or timezone.now()
    domain.save_self_test(row)
    due = [helper.name.lower() for helper in prerequisite.helpers if helper.due]
    asked = "" if row.passed else f" On Today from now: {' and '.join(due)}."
    messages.success(request, f"{prerequisite.test.name}: {'passed' if row.passed else 'not yet'}.{asked}")
    return redirect("prerequisite", prerequisite.slug)


@login_required
@require_POST
def delete(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete a result; the message offers to take it back."""
    row = access.self_test_write(request.user, pk)
    domain.delete_self_test(row, at=timezone.now())
    undo = reverse("self-test-restore", args=[row.pk])
    messages.success(request, "Result deleted.", extra_tags=f"undo:{undo}")
    return redirect("prerequisite", prerequisite_of(row.test).slug)


@login_required
@require_POST
def restore(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Take the deletion of a result back."""
    row = domain.restore_self_test(access.deleted_self_test(request.user, pk))
    messages.success(request, "The result is back.")
    return redirect("prerequisite", prerequisite_of(row.test).slug)


def _page(request: PageRequest, prerequisite: Prerequisite, form: SelfTestForm | None = None) -> HttpResponse:
    rows = [row for row in results_of(request.user) if row.test == prerequisite.test.kind]
    best = max((row.value for row in rows if row.value is not None), default=0)
    context: dict[str, Any] = {
        "prerequisite": prerequisite,
        "test": prerequisite.test,
        "form": form or SelfTestForm(test=prerequisite.test),
        "latest": rows[0] if rows else None,
        "listed": Paginator(rows, LISTED).get_page(request.GET.get("page")),
        "scale": max(best, prerequisite.test.threshold or 1),
    }
    return render(request, "drills/prerequisite.html", context, status=400 if form else 200)
