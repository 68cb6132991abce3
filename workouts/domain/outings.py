"""The sets that the next load of an exercise is judged by: last time, the last seven days, and the time before."""

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from workouts.domain.last_time import earlier_rows, with_last_sessions
from workouts.domain.next_load import A_WEEK, Sore
from workouts.models import Exercise, ExerciseSettings, Session, Set

REMEMBERED = timedelta(weeks=8)  # how long a set that was left for pain is asked about


class History:
    """Exercises with the person's own rest and step, and the sets of each by session, the latest last."""

    def __init__(self, exercises: Sequence[Exercise], rows: Sequence[Set]) -> None:
        self.exercises = {row.pk: row for row in exercises}
        self.rows = rows
        self._settings = {row.pk: (row.own_rest_s, row.own_step_kg) for row in exercises}  # type: ignore[attr-defined]
        self._painful = [row for row in rows if row.pain]
        self._outings: dict[str, dict[uuid.UUID, list[Set]]] = {}
        for row in rows:
            if row.exercise_id in self.exercises and row.done:
                self._outings.setdefault(row.exercise_id, {}).setdefault(row.session_id, []).append(row)

    def settings_of(self, slug: str) -> tuple[int | None, float | None]:
        """Return the own rest and the own step of an exercise."""
        return self._settings[slug]

    def outings_of(self, slug: str) -> list[list[Set]]:
        """Return the sets of an exercise by session, the latest last."""
        return list(self._outings.get(slug, {}).values())

    def last_sets(self) -> dict[str, list[Set]]:
        """Return the sets of the last session of each exercise that has one."""
        return {slug: list(outings.values())[-1] for slug, outings in self._outings.items()}

    def skipped(self, slug: str) -> Sore | None:
        """Return the pain that an exercise was left for, where nothing was done of it since."""
        outings = self.outings_of(slug)
        for row in reversed(self._painful):
            if row.exercise_id == slug and not row.done:
                since = outings and outings[-1][0].session.started_at > row.session.started_at
                return None if since else _sore(row)
        return None

    def sore_beside(self, slug: str) -> Sore | None:
        """Return the last pain noted in another exercise."""
        for row in reversed(self._painful):
            if row.exercise_id != slug:
                return _sore(row)
        return None


def _sore(row: Set) -> Sore:
    return Sore(row.session.day, row.exercise.name, row.pain or 0, row.pain_place)


def read_history(
    owner: User,
    exercises: QuerySet[Exercise],
    *,
    on: date,
    before: Session | None = None,
    also: QuerySet[Session] | None = None,
) -> History:
    """Read what was done before a session, or up to now; `also` adds whole sessions. Two queries."""
    rows = earlier_rows(owner, before=before)
    earlier = rows.done()
    a_week_ago = on - A_WEEK
    own = ExerciseSettings.objects.filter(owner=owner, exercise=OuterRef("pk"))
    known = list(
        with_last_sessions(exercises, earlier, until=a_week_ago).annotate(
            own_rest_s=Subquery(own.values("rest_s")), own_step_kg=Subquery(own.values("step_kg"))
        )
    )
    judged = {key for row in known for key in (row.last_session, row.base_session) if key}  # type: ignore[attr-defined]
    lately = Session.objects.for_user(owner).filter(day__gte=a_week_ago).values("pk")
    wanted = Q(session__in=judged) | Q(session__in=lately)
    if also is not None:
        wanted |= Q(session__in=also.values("pk"))
    asked = Q(exercise__in=[row.pk for row in known])
    # A set that hurt counts although it was left: what was skipped for pain is not suggested to rise.
    hurt = Q(done=False, pain__gt=0, session__day__gte=on - REMEMBERED)
    found = rows.filter(Q(done=True) & wanted & (asked | Q(pain__gt=0)) | hurt)
    ordered = found.order_by("session__started_at", "session", "block", "position", "id")
    return History(known, list(ordered.select_related("session", "exercise")))
