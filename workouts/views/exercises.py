"""Pages of exercises: find, read, make an own one."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import PageRequest
from core.owned import read_id
from workouts import access
from workouts.domain import blocks, templates
from workouts.domain.exercise_settings import settings_of
from workouts.forms.exercise_settings import ExerciseSettingsForm
from workouts.forms.exercises import ExerciseSearch, OwnExerciseForm
from workouts.models import Exercise, ExerciseMuscle, Set


def exercise_choice(request: PageRequest) -> dict[str, object]:
    """Return the exercises that the search finds, those done lately first."""
    form = ExerciseSearch(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = Exercise.objects.available_to(request.user).search(asked.get("search", "")).order_by("name")
    if asked.get("pattern"):
        found = found.filter(pattern=asked["pattern"])
    latest = (
        Set.objects.for_user(request.user).done().order_by("-performed_at").values_list("exercise", flat=True)[:200]
    )
    lately = list(dict.fromkeys(latest))[:6]
    rows = list(found)
    recent = sorted((row for row in rows if row.slug in lately), key=lambda row: lately.index(row.slug))
    words = asked.get("search", "").lower().strip()
    others = sorted((row for row in rows if row.slug not in lately), key=lambda row: (_distance(row, words), row.name))
    return {"form": form, "recent": recent, "others": others}


def _distance(row: Exercise, words: str) -> int:
    """Return how far a name is from what was typed: the very name, its beginning, anything else."""
    names = [row.name.lower(), *row.aliases]
    return 0 if words in names else 1 if any(name.startswith(words) for name in names) else 2


@login_required
@require_safe
def exercises(request: PageRequest) -> HttpResponse:
    """Show the library and own exercises."""
    name = "workouts/_exercise_list.html" if request.htmx else "workouts/exercises.html"
    return render(request, name, exercise_choice(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def exercise(request: PageRequest, slug: str) -> HttpResponse:
    """Show one exercise, and change one's own rest and step for it."""
    row = access.exercise_read(request.user, slug)
    posted = request.POST if request.method == "POST" else None
    form = ExerciseSettingsForm(posted, instance=settings_of(request.user, row))
    if request.method == "POST" and form.is_valid():
        form.keep()
        messages.success(request, f"Saved for {row.name}.")
        return redirect(row)
    role = ExerciseMuscle.Role
    muscles = list(row.muscles.order_by("pk"))
    context = {
        "exercise": row,
        "form": form,
        "primary": [m.get_muscle_display() for m in muscles if m.role == role.PRIMARY],
        "secondary": [m.get_muscle_display() for m in muscles if m.role == role.SECONDARY],
    }
    return render(request, "workouts/exercise.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_exercise(request: PageRequest) -> HttpResponse:
    """Make an exercise of one's own; made on the way to a session or a template, it goes into it."""
    form = OwnExerciseForm(request.POST or None, initial={"name": request.GET.get("name", "")})
    session = access.session_write(request.user, read_id(request.GET["session"])) if "session" in request.GET else None
    into = request.GET.get("template")
    template = access.template_write(request.user, read_id(into)) if into else None
    if request.method == "POST" and form.is_valid():
        row = form.keep(owner=request.user)
        if template:
            templates.add_exercise(template, exercise=row, at=timezone.now())
            return redirect(template)
        if session:
            blocks.add_exercise(session, exercise=row, at=timezone.now())
            return redirect(session)
        messages.success(request, f"{row.name} is ready to log.")
        return redirect(row)
    context = {"form": form, "session": session, "template": template}
    return render(request, "workouts/exercise_form.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_exercise(request: PageRequest, slug: str) -> HttpResponse:
    """Change an exercise of one's own."""
    row = access.exercise_write(request.user, slug)
    form = OwnExerciseForm(request.POST or None, instance=row)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Exercise saved.")
        return redirect(form.keep(owner=request.user))
    context = {"form": form, "exercise": row}
    return render(request, "workouts/exercise_form.html", context, status=400 if form.errors else 200)
