"""Pages of templates: list, make, edit, copy, delete and take back."""

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import PageRequest
from core.owned import read_id
from workouts import access
from workouts.domain import templates
from workouts.domain.outline import outline, with_lines
from workouts.domain.schedule import agenda, day_names
from workouts.forms.templates import NewTemplateForm, PlanForm
from workouts.models import Session, Template
from workouts.views.exercises import exercise_choice


@login_required
@require_safe
def template_list(request: PageRequest) -> HttpResponse:
    """List templates, the one due next first."""
    today = request.user.local_date(timezone.now())
    rows = list(with_lines(Template.objects.for_user(request.user)))
    done = Session.objects.for_user(request.user).filter(day=today)
    for row in rows:
        row.outline, row.day_names = outline(row.lines.all()), day_names(row.weekdays)
    return render(request, "workouts/templates.html", {"agenda": agenda(rows, done, on=today)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_template(request: PageRequest) -> HttpResponse:
    """Make a template: an empty one, or one of what a session held."""
    asked = request.GET.get("session")
    session = access.session_write(request.user, read_id(asked)) if asked else None
    instance = Template(owner=request.user)
    form = NewTemplateForm(request.POST or None, instance=instance, initial={"title": session.title if session else ""})
    if request.method == "POST" and form.is_valid():
        if session:
            template = templates.template_from(session, **form.cleaned_data)
            messages.success(request, "The template is ready.")
            return redirect(template)
        return redirect("template-exercises", templates.save_template(form.save(commit=False)).pk)
    context = {"form": form, "session": session, "outline": outline(templates.lines_of(session)) if session else []}
    return render(request, "workouts/template_new.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Show and change a template: each button of the form saves it, and does what it says."""
    row = access.template_write(request.user, pk)
    if request.method != "POST":
        context = {"plan": PlanForm(row), "template": row, "at": request.GET.get("at", "")}
        return render(request, "workouts/template.html", context)
    plan = PlanForm(row, request.POST)
    if not plan.is_valid():
        title = Template.objects.values_list("title", flat=True).get(pk=pk)
        context = {"plan": plan, "template": row, "at": plan.at, "title": title}
        return render(request, "workouts/template.html", context, status=400)
    plan.keep()
    if request.POST.get("do") == "add-exercise":
        return redirect("template-exercises", pk)
    if plan.at:
        return _back_to(row, plan.at)
    if not request.htmx:
        messages.success(request, "Template saved.")
    return redirect(row)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add_exercise(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Find an exercise and put it at the end of the template."""
    row = access.template_write(request.user, pk)
    if request.method == "POST":
        exercise = access.exercise_read(request.user, request.POST.get("exercise", ""))
        lines = templates.add_exercise(row, exercise=exercise, at=timezone.now())
        if lines:
            return _back_to(row, f"b{row.lines.values('block').distinct().count() - 1}")
        messages.error(request, "This template is full. Remove something first.")
        return redirect(row)
    context = exercise_choice(request) | {"template": row}
    name = "workouts/_template_choice.html" if request.htmx else "workouts/template_exercises.html"
    return render(request, name, context)


@login_required
@require_POST
def duplicate(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Copy a template, and show the copy."""
    twin = templates.duplicate_template(access.template_write(request.user, pk))
    messages.success(request, "This is the copy.")
    return redirect(twin)


@login_required
@require_POST
def delete(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Delete a template; the message offers to take it back."""
    row = templates.delete_template(access.template_write(request.user, pk), at=timezone.now())
    messages.success(request, f"{row} deleted.", extra_tags=f"undo:{row.get_absolute_url()}/restore")
    return redirect("templates")


@login_required
@require_POST
def restore(request: PageRequest, pk: uuid.UUID) -> HttpResponse:
    """Take the deletion of a template back."""
    templates.restore_template(access.deleted_template(request.user, pk))
    messages.success(request, "The template is back.")
    return redirect("templates")


def _back_to(row: Template, place: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{row.get_absolute_url()}?{urlencode({'at': place})}#{place}")
