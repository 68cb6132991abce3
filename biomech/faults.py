"""Findings: a fault seen in a clip, with its evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import erf, sqrt
from typing import Literal

import numpy as np

from biomech import thresholds as limit
from biomech.fault_codes import FaultCode
from biomech.measurements import Measurement
from biomech.movements.base import Movement
from biomech.thresholds import Threshold

Measured = dict[str, Measurement]
#: Standard deviations over the reps of one set: how far off a value may be. Measured on sets of ten.
_SPREAD = {"deg": 5.0, "leg lengths": 0.04}
#: So many of these beyond the limit, a single rep is no scatter.
_SURE = 2.0


@dataclass(frozen=True)
class Finding:
    """One fault in one clip.

    The `value` of its `measurement` passed `limit`, both in `unit`; `certainty` (0.5 to 1) is how likely that is more
    than the measurement's own scatter. `reps` are the numbers, from 0, of those it was seen in, `frame` that of the
    clearest frame. A hint is shown, but takes nothing from the score and makes no rep unclean.
    """

    code: FaultCode
    kind: Literal["fault", "hint"]
    measurement: str
    value: float
    unit: str
    limit: float
    certainty: float
    reps: tuple[int, ...]
    frame: int
    text: str


def find_faults(movement: Movement, reps: Sequence[Measured], trunk_line: Measurement) -> tuple[Finding, ...]:
    """Return the findings in the judged reps of a clip, in the order of `_RULES`; none for no reps.

    `trunk_line` is that of the set as a whole: clothes move too much for a verdict on one rep.
    """
    if not reps:
        return ()
    whole: Sequence[Measured] = [{**rep, trunk_line.name: trunk_line} for rep in reps]
    found = (_RULES[code](movement, whole) for code in _RULES if code in movement.checks)
    return tuple(finding for finding in found if finding is not None)


def middle(reps: Sequence[Measured], name: str) -> float | None:
    """Return the median over reps of a measurement, None where no rep has it."""
    values = [value for rep in reps if (value := rep[name].value) is not None]
    return float(np.median(values)) if values else None


def _rounded_back(movement: Movement, reps: Sequence[Measured]) -> Finding | None:
    text = "The outline of your back is round while you are under load. It is the outline, not the spine itself."
    return _above("rounded-back", reps, "trunk_line_deg", limit.ROUNDED, text)


def _squatting(movement: Movement, reps: Sequence[Measured]) -> Finding | None:
    text = "Your thighs go down more than your trunk leans forward: a squat more than a hinge. Push the hips back."
    least = movement.least_trunk_over_thigh
    return (
        _above("squatting", reps, "trunk_over_thigh_deg", least, text, below=True)
        if movement.pattern == "hinge"
        else None
    )


def _hips_rise_first(movement: Movement, reps: Sequence[Measured]) -> Finding | None:
    text = "Your hips come up before your chest: the trunk drops forward while the hips rise."
    return _above("hips-rise-first", reps, "trunk_drop_deg", limit.HIPS_FIRST, text)


def _soft_lockout(movement: Movement, reps: Sequence[Measured]) -> Finding | None:
    held = _only(reps, "top_hip_flexion_deg", "top_trunk_inclination_deg", where=_is_held)
    lean = middle(held, "top_trunk_inclination_deg")
    if lean is None or lean < limit.SOFT_TRUNK.value:
        return None
    text = "You stop before your hips are straight at the top. Squeeze the glutes to finish."
    return _above("soft-lockout", held, "top_hip_flexion_deg", limit.SOFT_HIP, text)


def _hyperextended_lockout(movement: Movement, reps: Sequence[Measured]) -> Finding | None:
    text = "You lean back past upright at the top. Finish tall, ribs over hips."
    held = _only(reps, "lean_back_deg", where=_is_held)
    return _above("hyperextended-lockout", held, "lean_back_deg", limit.LEAN_BACK, text)


def _weight_on_toes(movement: Movement, reps: Sequence[Measured]) -> Finding | None:
    sure = _only(reps, "foot_tip_deg", where=lambda rep: rep["foot_tip_deg"].confidence >= limit.FOOT_IN_SIGHT.value)
    text = "Your heels come up at the bottom. Keep the weight over the middle of the foot."
    return _above("weight-on-toes", sure, "foot_tip_deg", limit.TOES, text)


def _bar_drift(movement: Movement, reps: Sequence[Measured]) -> Finding | None:
    text = "Your hands stay ahead of your knees all the way, so the bar may be away from the legs. The bar is not seen."
    low = limit.FROM_LOW.value
    deep = _only(reps, "wrist_ahead", where=lambda rep: (rep["hip_flexion_deg"].value or 0.0) >= low)
    return _above("bar-drift", deep, "wrist_ahead", limit.DRIFT, text, kind="hint")


def _only(reps: Sequence[Measured], *names: str, where: Callable[[Measured], bool]) -> Sequence[Measured]:
    """Return the reps with these measurements left empty in all but those for which something holds."""
    return [rep if where(rep) else {**rep, **{name: replace(rep[name], value=None) for name in names}} for rep in reps]


def _is_held(rep: Measured) -> bool:
    return (rep["top_held_s"].value or 0.0) >= limit.HELD.value


def _above(
    code: FaultCode,
    reps: Sequence[Measured],
    name: str,
    most: Threshold,
    text: str,
    *,
    below: bool = False,
    kind: Literal["fault", "hint"] = "fault",
) -> Finding | None:
    """Return a finding where the median over reps passes the limit, or for a fault where single reps do so by far.

    `below` turns the comparison round.
    """
    sign = -1 if below else 1
    beyond = [-np.inf if (value := rep[name].value) is None else sign * (value - most.value) for rep in reps]
    measured = [far for far in beyond if np.isfinite(far)]
    if not measured:
        return None
    spread = _SPREAD[most.unit]
    usual = float(np.median(measured))
    if usual < 0:
        # The set as a whole is within the limit: single reps count where they pass it by more than scatter.
        seen = [number for number, far in enumerate(beyond) if far >= _SURE * spread and kind == "fault"]
        usual = float(np.median([beyond[number] for number in seen])) if seen else usual
    else:
        seen = [number for number, far in enumerate(beyond) if far >= 0]
    if not seen:
        return None
    clearest = int(np.argmax(beyond))
    return Finding(
        code=code,
        kind=kind,
        measurement=name,
        value=most.value + sign * usual,
        unit=most.unit,
        limit=most.value,
        certainty=(1 + erf(usual / spread / sqrt(2))) / 2,
        reps=tuple(seen),
        frame=reps[clearest][name].frame,
        text=text,
    )


_RULES: dict[FaultCode, Callable[[Movement, Sequence[Measured]], Finding | None]] = {
    "rounded-back": _rounded_back,
    "squatting": _squatting,
    "hips-rise-first": _hips_rise_first,
    "soft-lockout": _soft_lockout,
    "hyperextended-lockout": _hyperextended_lockout,
    "weight-on-toes": _weight_on_toes,
    "bar-drift": _bar_drift,
}
