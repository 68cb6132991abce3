"""Answers of the first day: kept step by step, and read together with the log for the proposal."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from accounts.models import User
from core.units import Unit, to_kg
from core.versions import next_version
from drills.domain.baseline import DOWEL_GATE, Answers, Proposal, propose
from drills.domain.enrolments import enrol
from drills.domain.prerequisites import latest, results_of
from drills.domain.self_tests import save_self_test
from drills.gates import evaluate
from drills.models import Baseline, DrillLog, Enrolment, Programme, SelfTest
from workouts.domain.attempts import GOOD_FORM
from workouts.models import Session, Set

STEPS: Final = ("goal", "equipment", "self-tests", "hinges", "load")
PROGRAMME: Final = "hip-hinge"
LIFTS: Final = ("deadlift", "romanian-deadlift")
HISTORY: Final = timedelta(weeks=12)
LEAST_REPS: Final = 5
EMPTY_BAR_KG: Final = 20.0


class Result(NamedTuple):
    """What somebody says of a self-test: passed or not, and what was measured."""

    passed: bool
    value: float | None = None


@dataclass(frozen=True)
class Prompt:
    """What Today says about the baseline: how many steps are answered."""

    reached: int

    @property
    def steps(self) -> int:
        """Return how many steps there are."""
        return len(STEPS)

    @property
    def finished(self) -> bool:
        """Tell whether all are answered, so that only the start is left."""
        return self.reached >= len(STEPS)


def baseline_of(owner: User) -> Baseline:
    """Return the person's answers, blank ones where there are none. One query."""
    return Baseline.objects.filter(owner=owner).first() or Baseline(owner=owner)


def prompt_of(owner: User) -> Prompt | None:
    """Return what Today is to say: nothing to who skipped it, is on a programme, or has a log already. One query."""
    of_owner = {"owner": OuterRef("pk")}
    begun = Baseline.objects.filter(**of_owner)
    facts = User.objects.filter(pk=owner.pk).annotate(
        skipped=Exists(begun.filter(skipped=True)),
        enrolled=Exists(Enrolment.objects.alive().filter(**of_owner)),
        logged=Exists(DrillLog.objects.alive().filter(**of_owner)),
        trained=Exists(Session.objects.alive().filter(**of_owner)),
        reached=begun.values("reached")[:1],
    )
    skipped, enrolled, logged, trained, reached = facts.values_list(
        "skipped", "enrolled", "logged", "trained", "reached"
    ).get()
    if skipped or enrolled or (reached is None and (logged or trained)):
        return None
    return Prompt(reached or 0)


@transaction.atomic
def save_answers(*, owner: User, at: datetime, step: int | None = None, **answers: Any) -> Baseline:
    """Store answers, and that the steps up to `step` are through; with the last one, or without, all of them are.

    Who answers wants to be asked again, so an earlier skip ends.
    """
    version = next_version(owner.pk)
    row = baseline_of(owner)
    for name, value in ({"skipped": False} | answers).items():
        setattr(row, name, value)
    row.reached = max(row.reached, len(STEPS) if step is None else step)
    if row.reached >= len(STEPS):
        row.finished_at = row.finished_at or at
    row.v = version
    row.save()
    return row


@transaction.atomic
def skip_baseline(*, owner: User) -> Baseline:
    """Ask no more; what was answered stays."""
    version = next_version(owner.pk)
    row = baseline_of(owner)
    row.skipped, row.v = True, version
    row.save()
    return row


@transaction.atomic
def save_results(*, owner: User, results: Mapping[str, Result], at: datetime) -> list[SelfTest]:
    """Store what was said of self-tests. What is known already stays one row: it changes within its day."""
    next_version(owner.pk)
    known, saved = latest(results_of(owner)), []
    for test, said in results.items():
        row = known.get(test)
        if row is not None and (row.passed, row.value) == said:
            continue
        if row is None or row.day != owner.local_date(at):
            row = SelfTest(owner=owner, test=test, performed_at=at)
        row.passed, row.value = said
        saved.append(save_self_test(row))
    return saved


def proposal_of(row: Baseline, *, on: date, week: int | None = None) -> Proposal:
    """Return where the person may start as of a day, or the loads of a `week` that they chose."""
    owner: User = row.owner
    unit: Unit = "lb" if owner.unit == "lb" else "kg"
    answers = Answers(
        equipment=frozenset(row.equipment),
        clean_hinges=row.clean_hinges,
        deadlift_kg=row.deadlift_kg,
        goal=row.goal,
        unit=unit,
        step_kg=owner.load_step_kg,
        bar_kg=min((to_kg(bar["weight"], bar["unit"]) for bar in owner.bars), default=EMPTY_BAR_KG),
    )
    tests = {test: result.passed for test, result in latest(results_of(owner)).items()}
    gates = {DOWEL_GATE: evaluate(DOWEL_GATE, owner, on=on).open}
    return propose(answers, tests, gates, clean_loads(owner, on=on), week=week)


def begin(row: Baseline, *, programme: Programme, on: date, week: int | None = None) -> Enrolment:
    """Put the person on the programme where the answers propose, or in a `week` that they chose, with those loads.

    Another programme that they are on ends.
    """
    found = proposal_of(row, on=on, week=week)
    return enrol(
        owner=row.owner,
        programme=programme,
        on=on,
        start_week=found.week,
        training_days=row.training_days or None,
        loads={exercise: load.kg for exercise, load in found.loads.items()},
        instead=True,
    )


def clean_loads(owner: User, *, on: date) -> dict[str, float]:
    """Return the heaviest loads of the last twelve weeks with five repetitions and no sign of lost form. One query."""
    clean = Q(form_rating=None) | Q(form_rating__gte=GOOD_FORM)
    rows = (
        Set.objects.for_user(owner)
        .working()
        .filter(clean, faults=[], exercise__in=LIFTS, reps__gte=LEAST_REPS, load_kg__gt=0)
        .filter(session__deleted_at=None, session__day__gt=on - HISTORY, session__day__lte=on)
    )
    return dict(rows.order_by().values_list("exercise").annotate(Max("load_kg")))
