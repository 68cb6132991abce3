"""`manage.py jobs`: what the ledger holds; `manage.py jobs retry` starts failed jobs anew."""

import json
import uuid
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core import jobs
from core.jobs.tally import Tally, age_words, tally
from core.ledger import Job, State

RETRIED = {0: "No job was started anew.", 1: "1 job is started anew."}


class Command(BaseCommand):
    """List jobs, and start failed ones anew."""

    help = "List the jobs of the ledger, or start failed ones anew: jobs, jobs retry ID…, jobs retry --failed."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the options."""
        parser.add_argument("act", nargs="?", choices=("list", "retry"), default="list", help="list (default) or retry")
        parser.add_argument(
            "ids", nargs="*", metavar="ID", help="jobs to start anew: ids, or the ids of their subjects"
        )
        parser.add_argument("--state", choices=State.values, help="list the jobs of this state")
        parser.add_argument("--kind", default="", help="only jobs of this kind")
        parser.add_argument("--failed", action="store_true", help="list, or with retry start anew, all failed jobs")
        parser.add_argument("--limit", type=int, default=20, help="how many jobs to list (20)")
        parser.add_argument("--json", action="store_true", help="print JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do what the words say."""
        self._check(options)
        if options["act"] == "retry":
            self._retry(options)
        elif options["json"]:
            self.stdout.write(json.dumps(self._as_json(options), indent=2))
        else:
            self._list(options)

    def _check(self, options: dict[str, Any]) -> None:
        names = {kind.name for kind in jobs.all_kinds()} | set(tally().by_kind)
        if options["kind"] and options["kind"] not in names:
            raise CommandError(f"There is no kind {options['kind']}. There are: {', '.join(sorted(names))}.")
        if options["limit"] < 1:
            raise CommandError("--limit is at least 1.")
        if options["act"] == "list" and options["ids"]:
            raise CommandError("To start jobs anew, say: manage.py jobs retry ID…")
        if options["act"] == "retry" and bool(options["ids"]) == options["failed"]:
            raise CommandError("Say which jobs: manage.py jobs retry ID…, or manage.py jobs retry --failed.")

    def _retry(self, options: dict[str, Any]) -> None:
        found = self._failed(options) if options["failed"] else self._named(options["ids"])
        started = 0
        trouble: list[str] = []
        for job in found:
            if job.state != State.FAILED:
                trouble.append(f"{job.pk} is {job.state}; only a failed job is started anew.")
                continue
            try:
                started += jobs.again(job.pk)
            except KeyError:
                trouble.append(f"{job.pk} is of the kind {job.kind}, which no app knows any more.")
        self.stdout.write(RETRIED.get(started, f"{started} jobs are started anew."))
        if trouble:
            raise CommandError("\n".join(trouble))

    def _failed(self, options: dict[str, Any]) -> list[Job]:
        failed = Job.objects.filter(state=State.FAILED).order_by("finished_at")
        return list(failed.filter(kind=options["kind"]) if options["kind"] else failed)

    def _named(self, words: list[str]) -> list[Job]:
        """Return the jobs with these ids, and the failed ones of these subjects."""
        found: dict[uuid.UUID, Job] = {}
        for word in words:
            try:
                wanted = uuid.UUID(word)
            except ValueError:
                raise CommandError(f"{word} is no id. Nothing was started anew.") from None
            rows = Job.objects.filter(pk=wanted) or Job.objects.filter(subject=wanted, state=State.FAILED)
            if not rows:
                raise CommandError(
                    f"There is no job {word}, nor a failed one of such a subject. Nothing was started anew."
                )
            found |= {job.pk: job for job in rows}
        return list(found.values())

    def _listed(self, options: dict[str, Any]) -> list[Job]:
        """Return the jobs to show: those asked for, else the failed ones; of what waits the oldest first."""
        state = options["state"] or State.FAILED
        rows = Job.objects.filter(state=state).order_by("wanted_at" if state == State.QUEUED else "-wanted_at")
        return list((rows.filter(kind=options["kind"]) if options["kind"] else rows)[: options["limit"]])

    def _list(self, options: dict[str, Any]) -> None:
        counted = tally(options["kind"])
        state = State(options["state"] or State.FAILED)
        asked = options["failed"] or options["state"]
        if not counted.by_kind:
            self.stdout.write("There are no jobs.")
            return
        if not asked:
            self._counts(counted)
        shown, total = self._listed(options), counted.of(state)
        if shown:
            some = f", {len(shown)} of {total}" if len(shown) < total else ""
            self.stdout.write(f"{state.capitalize()}{some}:")
        elif asked:
            self.stdout.write(f"No job is {state}.")
        for job in shown:
            self._line(job)
        if shown and state == State.FAILED:
            self.stdout.write("Start one anew with: manage.py jobs retry ID")

    def _counts(self, counted: Tally) -> None:
        self.stdout.write(f"{'kind':<20}" + "".join(f"{state:>10}" for state in State))
        for kind, counts in counted.by_kind.items():
            self.stdout.write(f"{kind:<20}" + "".join(f"{counts[state]:>10}" for state in State))
        if counted.waiting_since:
            self.stdout.write(f"The oldest that waits was asked for {_ago(counted.waiting_since)}.")

    def _line(self, job: Job) -> None:
        about = [f"{job.attempts} of {jobs.MAX_ATTEMPTS} attempts", f"asked for {_ago(job.wanted_at)}"]
        if job.state == State.RUNNING:
            about.insert(0, f"{job.progress:.0%}")
        self.stdout.write(f"  {job.pk}  {job.kind} of {job.subject}, {', '.join(about)}")
        for said in (job.reason, job.last_error):
            if said:
                self.stdout.write(f"      {said.splitlines()[0]}")

    def _as_json(self, options: dict[str, Any]) -> dict[str, Any]:
        counted = tally(options["kind"])
        return {
            "counts": counted.by_kind,
            "waiting_since": counted.waiting_since.isoformat() if counted.waiting_since else None,
            "jobs": [
                {
                    "id": str(job.pk),
                    "kind": job.kind,
                    "subject": str(job.subject),
                    "state": job.state,
                    "attempts": job.attempts,
                    "progress": round(job.progress, 3),
                    "wanted_at": job.wanted_at.isoformat(),
                    "verdict": job.verdict,
                    "reason": job.reason,
                    "error": job.last_error,
                }
                for job in self._listed(options)
            ],
        }


def _ago(when: datetime) -> str:
    return f"{age_words((timezone.now() - when).total_seconds())} ago"
