"""Jobs in the admin pages: to be seen and tried again, never to be written by hand."""

import uuid
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core import jobs
from core.jobs.tally import age_words, tally
from core.ledger import Job, State

if TYPE_CHECKING:
    _ModelAdmin = admin.ModelAdmin[Job]
else:
    _ModelAdmin = admin.ModelAdmin


class JobList(ChangeList):
    """A page of the list, with the pages of its subjects read along."""

    def get_results(self, request: HttpRequest) -> None:
        """Read the rows, and ask each kind once which subjects this user may open."""
        super().get_results(request)
        rows = list(self.result_list)
        links = _links(rows, request.user)
        for row in rows:
            row.link = links.get(row.subject, "")
        self.result_list = rows  # type: ignore[assignment]


@admin.register(Job)
class JobAdmin(_ModelAdmin):
    """The ledger, newest first."""

    list_display = ("kind", "about", "state", "short_reason", "tries", "share", "age", "sign_of_life")
    list_display_links = ("kind",)
    list_filter = ("state", "kind")
    search_fields = ("=id", "=subject")
    search_help_text = "The id of a job, or of what it is about, such as a video"
    ordering = ("-wanted_at",)
    list_per_page = 50
    show_full_result_count = False
    readonly_fields = ("whole_subject", "share", "tries", "cause")
    actions = ("try_again",)
    change_list_template = "admin/core/job/change_list.html"
    fieldsets = (
        (None, {"fields": ("kind", "whole_subject", "state", "share", "reason")}),
        ("Attempts", {"fields": ("tries", "cause", "last_error", "fence")}),
        (
            "Times",
            {"fields": ("created_at", "wanted_at", "started_at", "beat_at", "lease_until", "due_at", "finished_at")},
        ),
        ("Made of", {"fields": ("input_hash", "version")}),
    )

    class Media:
        css = {"all": ("admin/jobs.css",)}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """Return our own list."""
        return JobList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Job], search_term: str
    ) -> tuple[QuerySet[Job], bool]:
        """Find by id, with or without dashes; other words find nothing."""
        if not search_term.strip():
            return queryset, False
        try:
            wanted = uuid.UUID(search_term.strip())
        except ValueError:
            return queryset.none(), False
        return queryset.filter(pk=wanted) | queryset.filter(subject=wanted), False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Show the list under its counts."""
        counted = tally()
        waits = counted.waiting_since
        about = {
            "title": "Jobs",
            "counts": [(state.label, counted.of(state), state.value) for state in State],
            "oldest": age_words((timezone.now() - waits).total_seconds()) if waits else "",
        }
        return super().changelist_view(request, about | (extra_context or {}))  # type: ignore[return-value]

    @admin.display(description="about")
    def about(self, job: Job) -> str | SafeString:
        """Name the subject by the end of its id, as a link where its page may be opened."""
        link, short = getattr(job, "link", ""), f"…{str(job.subject)[-8:]}"
        if link:
            return format_html('<a href="{}" title="{}">{}</a>', link, job.subject, short)
        return format_html('<span title="{}">{}</span>', job.subject, short)

    @admin.display(description="subject")
    def whole_subject(self, job: Job) -> str | SafeString:
        """Return the subject's whole id, as a link where its page may be opened."""
        link = getattr(job, "link", "")
        return format_html('<a href="{}">{}</a>', link, job.subject) if link else str(job.subject)

    @admin.display(description="failed because of")
    def cause(self, job: Job) -> str:
        """Say whether its subject is the reason, or the attempts were used up."""
        if job.state != State.FAILED:
            return ""
        return "what it is about" if job.verdict else "three attempts without an end"

    @admin.display(description="attempts", ordering="attempts")
    def tries(self, job: Job) -> str:
        """Say which attempt it is."""
        return f"{job.attempts} of {jobs.MAX_ATTEMPTS}"

    @admin.display(description="progress")
    def share(self, job: Job) -> str:
        """Say how far it is."""
        return f"{job.progress:.0%}"

    @admin.display(description="asked for", ordering="wanted_at")
    def age(self, job: Job) -> str:
        """Say how long ago it was asked for."""
        return _ago(job.wanted_at)

    @admin.display(description="last sign of life", ordering="beat_at")
    def sign_of_life(self, job: Job) -> str:
        """Say when its worker was last heard of."""
        return _ago(job.beat_at) if job.beat_at else ""

    @admin.display(description="reason")
    def short_reason(self, job: Job) -> str:
        """Say why it failed, or what its last attempt stumbled over."""
        said = job.reason or job.last_error
        return said if len(said) <= 120 else f"{said[:119]}…"

    @admin.action(description="Try again", permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Job]) -> None:
        """Start the failed ones among the chosen anew."""
        started = other = 0
        for job in queryset:
            try:
                done = jobs.again(job.pk)
            except KeyError:
                done = False
            started, other = started + done, other + (not done)
        if started:
            self.message_user(request, f"{started} {'job is' if started == 1 else 'jobs are'} started anew.")
        if other:
            left = f"{other} of the chosen {'was' if other == 1 else 'were'} left alone"
            self.message_user(request, f"{left}: only a failed job can be tried again.", messages.WARNING)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Job | None:
        """Return one job with the page of its subject."""
        job = super().get_object(request, object_id, from_field)
        if job:
            job.link = _links([job], request.user).get(job.subject, "")  # type: ignore[attr-defined]
        return job

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Let those try again who may change jobs."""
        return request.user.has_perm("core.change_job")

    def has_change_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        """Let nobody change one by hand."""
        return False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Let nobody write a job by hand: it belongs to what it is for."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Job | None = None) -> bool:
        """Let nobody delete one by hand: it goes with what it is for."""
        return False


def _links(rows: list[Job], user: Any) -> dict[uuid.UUID, str]:
    """Return the pages of these jobs' subjects that the user may open, asking each kind once."""
    subjects = defaultdict(list)
    for row in rows:
        subjects[row.kind].append(row.subject)
    found: dict[uuid.UUID, str] = {}
    for kind in jobs.all_kinds():
        if kind.links and subjects[kind.name]:
            found |= kind.links(subjects[kind.name], user)
    return found


def _ago(when: Any) -> str:
    return f"{age_words((timezone.now() - when).total_seconds())} ago"
