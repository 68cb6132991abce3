"""What the ledger holds, counted and read for those who run the program."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from core.ledger import Job, State


@dataclass(frozen=True)
class Tally:
    """How many jobs stand where, by kind, and since when the oldest waits."""

    by_kind: dict[str, dict[State, int]]
    waiting_since: datetime | None

    def of(self, state: State) -> int:
        """Return how many jobs of all kinds are in a state."""
        return sum(counts[state] for counts in self.by_kind.values())


def tally(kind: str = "") -> Tally:
    """Count the jobs, of one kind or of all."""
    jobs = Job.objects.filter(kind=kind) if kind else Job.objects.all()
    by_kind: dict[str, dict[State, int]] = {}
    for name, state, count in jobs.order_by("kind").values_list("kind", "state").annotate(Count("pk")):
        by_kind.setdefault(name, dict.fromkeys(State, 0))[State(state)] = count
    oldest = jobs.filter(state=State.QUEUED).order_by("wanted_at").values_list("wanted_at", flat=True).first()
    return Tally(by_kind, oldest)


def age_words(seconds: float) -> str:
    """Say how long something took or waits: 12 s, 3 min, 5 h, 2 days."""
    for unit, size in (("days", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= (2 * size if unit == "days" else size):
            return f"{seconds // size:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"
