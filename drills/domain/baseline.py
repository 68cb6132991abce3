"""Where a new athlete may start, and with which loads: worked out from the answers of the first day.

The programme's weeks and what they ask for are the article's: unloaded practice first, light bells of 10 to 20 lb
(4.5 to 9 kg) while learning, an empty bar for the first Romanian deadlifts, heavy barbell work only after 20 clean
dowel hinges. How answers lead to a week, and the shares of a load to begin with, are defaults of ours, and shown as
such.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from core.units import Unit, from_kg, show_load, to_kg
from drills.models.self_test import SelfTestKind

DOWEL_GATE: Final = "dowel-20"
PATTERN, LIGHT, PROGRESSIVE, STRENGTH = 1, 3, 5, 7  # the first weeks of the programme's phases
STARTS: Final = (PATTERN, LIGHT, PROGRESSIVE, STRENGTH)
OF_HINGES: Final = 5
ENOUGH_WITH_GATE: Final = 3  # of five: who has done 20 clean ones within a day may have had a bad moment
FIRST_BELL: Final[dict[Unit, float]] = {"kg": 6, "lb": 10}
BELL: Final[dict[Unit, float]] = {"kg": 8, "lb": 15}
HALF: Final = 0.5  # of the deadlift: the first Romanian deadlifts of the weeks in which loads rise
OF_LOGGED: Final = 0.9  # of what the log holds
OF_DEADLIFT: Final = {PROGRESSIVE: 0.7, STRENGTH: 0.85}
LOADABLE: Final = frozenset({"barbell", "dumbbell", "kettlebell", "band"})
BELLS: Final = frozenset({"dumbbell", "kettlebell"})
TEST_WORDS: Final = {
    SelfTestKind.HINGE_TO_PARALLEL: "the hinge to parallel",
    SelfTestKind.HORIZONTAL_HOLD: "the horizontal hold",
    SelfTestKind.GLUTE_EXTENSION: "the glute extension",
}


@dataclass(frozen=True)
class Answers:
    """What somebody said, all of it optional: `clean_hinges` of five, the load of five clean deadlifts in kg.

    `step_kg` is by how much their loads rise, `bar_kg` the lightest bar they own.
    """

    equipment: frozenset[str] = frozenset()
    clean_hinges: int | None = None
    deadlift_kg: float | None = None
    goal: str = "general"
    unit: Unit = "kg"
    step_kg: float = 2.5
    bar_kg: float = 20.0


class Load(NamedTuple):
    """A load to begin with, in kg, and why."""

    kg: float
    reason: str


@dataclass(frozen=True)
class Proposal:
    """A week to start in with the reason, loads by exercise, and what else is good to know. All of it is a default."""

    week: int
    reason: str
    loads: dict[str, Load] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Case:
    """Answers, results of self-tests (None: not tried), gates that are passed, and loads in the log."""

    said: Answers
    tests: Mapping[str, bool | None]
    gates: Mapping[str, bool]
    log: Mapping[str, float]

    def did(self, test: str) -> bool:
        return self.tests.get(test) is True

    @property
    def dowel(self) -> bool:
        return self.gates.get(DOWEL_GATE, False)

    @property
    def deadlift_kg(self) -> float | None:
        """Return the deadlift that is known: what was said, what the log holds, the lower of both."""
        known = [kg for kg in (self.said.deadlift_kg, self.log.get("deadlift")) if kg is not None]
        return min(known, default=None)

    @property
    def rounds_early(self) -> bool:
        return self.tests.get(SelfTestKind.HINGE_TO_PARALLEL) is False


def propose(
    answers: Answers,
    tests: Mapping[str, bool | None],
    gates: Mapping[str, bool],
    log: Mapping[str, float] | None = None,
    *,
    week: int | None = None,
) -> Proposal:
    """Return where to start and with which loads; `week` is one that the person chose instead.

    `tests` says by kind of self-test whether it was passed, `gates` by id which gates are, `log` the heaviest loads of
    clean sets in kg by exercise. More clean hinges, passed tests or gates never lead to an earlier week, and no load is
    above what was said.
    """
    case = _Case(answers, tests, gates, log or {})
    found, reason = _week(case)
    if week is not None and week != found:
        found, reason = week, f"You chose week {week}."
    return Proposal(found, reason, _loads(case, found), _notes(case, found))


def _week(case: _Case) -> tuple[int, str]:
    clean, seen = case.said.clean_hinges, _seen(case)
    if case.rounds_early:
        return PATTERN, (
            "Your back gives way before your trunk is parallel. Two weeks without load come first, with the stretches "
            "beside them."
        )
    if not _steady(case):
        if clean is None:
            return PATTERN, "Nothing is known about your hinge yet, so you begin where it is learnt, without load."
        return PATTERN, f"{seen} Two weeks without load make the movement steady before weight is added."
    if not case.said.equipment & LOADABLE:
        return PATTERN, (
            f"{seen} The light weeks need something to lift or pull, and you named nothing. Until then, the drills "
            "without load."
        )
    missing = _missing_for_progressive(case)
    if missing:
        return LIGHT, f"{seen} Light loads can begin. Week {PROGRESSIVE} asks for more: {_listed(missing)}."
    missing = _missing_for_strength(case)
    if missing:
        return PROGRESSIVE, (
            f"{seen} Your hips and back passed their tests, so loads can rise week by week. "
            f"Week {STRENGTH} asks for more: {_listed(missing)}."
        )
    return STRENGTH, (
        f"{seen} The tests that count are passed and your log shows the lifts, so you can go on with strength work."
    )


def _steady(case: _Case) -> bool:
    """Tell whether the bare movement is there."""
    clean = case.said.clean_hinges
    if case.dowel:
        return clean is None or clean >= ENOUGH_WITH_GATE
    return clean is not None and clean >= OF_HINGES


def _missing_for_progressive(case: _Case) -> list[str]:
    needs = {
        "20 clean dowel hinges within a day": case.dowel,
        "a barbell": "barbell" in case.said.equipment,
        **{TEST_WORDS[test]: case.did(test) for test in list(TEST_WORDS)[:2]},
        "a deadlift of five clean repetitions": case.deadlift_kg is not None,
    }
    return [words for words, met in needs.items() if not met]


def _missing_for_strength(case: _Case) -> list[str]:
    needs = {
        TEST_WORDS[SelfTestKind.GLUTE_EXTENSION]: case.did(SelfTestKind.GLUTE_EXTENSION),
        "five of five clean hinges": case.said.clean_hinges == OF_HINGES,
        "clean deadlifts in your log here": "deadlift" in case.log,
    }
    return [words for words, met in needs.items() if not met]


def _seen(case: _Case) -> str:
    clean = case.said.clean_hinges
    counted = "" if clean is None else f"{clean} of {OF_HINGES} hinges were clean."
    gate = "You have done 20 clean dowel hinges within a day." if case.dowel else ""
    return " ".join(said for said in (counted, gate) if said)


def _loads(case: _Case, week: int) -> dict[str, Load]:
    """Return the loads to begin with, of the exercises that the programme asks for and the equipment allows."""
    found = {}
    said, phase = case.said, max(start for start in STARTS if start <= week)
    if said.equipment & BELLS and phase <= LIGHT:
        found["kettlebell-deadlift"] = _bell(case, phase)
    if "kettlebell" in said.equipment and phase == STRENGTH:
        found["kettlebell-swing"] = _under(
            case, to_kg(BELL[said.unit], said.unit), "Swings begin light: the hips throw it, the arms only hold on."
        )
    if "barbell" in said.equipment:
        found["romanian-deadlift"] = _romanian(case, phase)
        if phase in OF_DEADLIFT:
            found["deadlift"] = _deadlift(case, phase)
    return {exercise: load for exercise, load in found.items() if load}


def _bell(case: _Case, phase: int) -> Load | None:
    unit = case.said.unit
    load = to_kg((FIRST_BELL if phase == PATTERN else BELL)[unit], unit)
    between = "10 to 20 lb" if unit == "lb" else "4.5 to 9 kg"
    first = "The lighter end of" if phase == PATTERN else "Within"
    return _under(case, load, f"{first} the {between} that stay open while you learn.")


def _romanian(case: _Case, phase: int) -> Load | None:
    said = case.said
    if phase <= LIGHT:
        return _under(case, said.bar_kg, "The empty bar: the first weeks are about the movement.")
    logged = case.log.get("romanian-deadlift")
    if logged is not None:
        share, of = OF_LOGGED * logged, f"90 % of the {show_load(logged, said.unit)} in your log"
    elif case.deadlift_kg is not None:
        share, of = HALF * case.deadlift_kg, f"Half of your deadlift of {show_load(case.deadlift_kg, said.unit)}"
    else:
        return _under(case, said.bar_kg, "The empty bar, since no load of yours is known.")
    return _share(case, share, f"{of}, rounded down: room to rise week by week.")


def _deadlift(case: _Case, phase: int) -> Load | None:
    known = case.deadlift_kg
    if known is None:
        return None
    why = "room to look after the set-up" if phase == PROGRESSIVE else "below your limit, so that form leads"
    percent = round(OF_DEADLIFT[phase] * 100)
    of = f"{percent} % of {show_load(known, case.said.unit)}, rounded down: {why}."
    return _share(case, OF_DEADLIFT[phase] * known, of)


def _share(case: _Case, load_kg: float, reason: str) -> Load | None:
    """Return a load that the person's steps can make, never above `load_kg`; the empty bar where that is more."""
    said = case.said
    step = from_kg(said.step_kg, said.unit) or 1
    steps = math.floor(from_kg(load_kg, said.unit) / step + 1e-6)
    rounded = to_kg(steps * step, said.unit)
    while rounded > load_kg:  # a rounding of the units
        steps -= 1
        rounded = to_kg(steps * step, said.unit)
    if rounded < said.bar_kg:
        return _under(case, said.bar_kg, "The empty bar: a share of what you lift would be less.")
    return _under(case, rounded, reason)


def _under(case: _Case, load_kg: float, reason: str) -> Load | None:
    """Return the load, None where it is above what the person said they can lift."""
    said = case.said.deadlift_kg
    return None if load_kg <= 0 or (said is not None and load_kg > said) else Load(round(load_kg, 3), reason)


def _notes(case: _Case, week: int) -> tuple[str, ...]:
    said, notes = case.said, []
    if "barbell" not in said.equipment:
        notes.append("Without a barbell, Romanian deadlifts go with dumbbells or a kettlebell just as well.")
    elif week < PROGRESSIVE and not case.dowel:
        notes.append("Heavy barbell deadlifts wait for 20 clean dowel hinges within one day.")
    if "dowel" not in said.equipment:
        notes.append("For the dowel hinge any straight stick will do, such as a broom handle.")
    if case.tests.get(SelfTestKind.TOE_TOUCH) is False:
        notes.append("The toe touch is a hint and closes nothing; a hamstring stretch is on Today meanwhile.")
    if said.goal == "power" and week < STRENGTH:
        notes.append(f"Swings and box jumps come in week {STRENGTH}, on top of a hinge that holds.")
    if said.goal == "general":
        notes.append("For everyday life the light weeks are worth staying in: nothing makes you go on to heavy ones.")
    return tuple(notes)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
