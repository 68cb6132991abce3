"""Words about a clip that its page changes: which part is shown, and what it shows."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.requests import PageRequest
from core.problems import problem_response, wants_problem
from core.versions import hold_version
from videos.access import video_write
from videos.domain.intake import save_video
from videos.domain.marks import FIELDS, marks_of, say_marks
from videos.domain.subjects import name_subjects
from videos.forms import MarksForm, WordsForm
from videos.views.watch import show_video


@login_required
@require_POST
@transaction.atomic
def set_marks(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Say which part of a clip is shown; a mark that is not named stays. The message's address is the way back."""
    hold_version(request.user.pk)  # two pages may change a mark each: the second one reads what the first one wrote
    row = video_write(request.user, pk)
    before = marks_of(row)
    given = request.POST if any(name in request.POST for name in FIELDS) else request.GET
    form = MarksForm({**_as_typed(before), **given.dict()}, video=row)
    if not form.is_valid():
        if wants_problem(request):
            errors = {name: [str(line) for line in lines] for name, lines in form.errors.items()}
            said = " ".join(line for lines in errors.values() for line in lines)
            return problem_response(400, "invalid", said, errors=errors)
        return show_video(request, video_write(request.user, pk), marks=form, status=400)
    marks = {name: form.cleaned_data[name] for name in FIELDS}
    changed = marks != before
    if changed:
        row.trim_start_s, row.trim_end_s = marks["trim_start_s"], marks["trim_end_s"]
        save_video(row)
    if wants_problem(request):
        return JsonResponse({**marks, "changed": changed, "before": before, "said": say_marks(row)})
    if changed:
        back = reverse("video-marks", args=[pk]) + "?" + urlencode(_as_typed(before))
        messages.success(request, say_marks(row), extra_tags=f"undo:{back}")
    return redirect(row)


def _as_typed(marks: dict[str, float | None]) -> dict[str, str]:
    return {name: "" if value is None else str(value) for name, value in marks.items()}


@login_required
@require_POST
def change_words(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Say what a clip shows that belongs to nothing else; a set or practice says it itself."""
    row = video_write(request.user, pk)
    name_subjects([row])
    if row.live_set or row.subject:
        messages.info(request, "What this clip shows is changed where it belongs.")
        return redirect(row)
    form = WordsForm(request.POST, video=row)
    if not form.is_valid():
        return show_video(request, video_write(request.user, pk), words=form, status=400)
    form.save()
    messages.success(request, "Saved.")
    return redirect(row)
