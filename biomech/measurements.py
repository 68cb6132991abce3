"""What is measured in one repetition, each with the frames it comes from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from biomech.reps import Rep
from biomech.series import Series
from biomech.side_view import SideView

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

#: Of a rep's depth: frames at the very bottom, those low enough to tell a hinge from a squat, those under load, and the
#: thirds of the way for the wrist.
AT_BOTTOM, LOW, LOADED = 0.96, 0.7, 0.6
_THIRDS = ((0.85, 2.0), (0.6, 0.85), (0.35, 0.6))
#: Degrees above the highest place that still belong to the lockout, and for how long around it at most.
_LOCKED_DEG, _LOCKED_S = 5.0, 1.0
#: Leg lengths that the toes of a standing foot may seem to move.
_TOES_STAY = 0.08
#: Of the loaded frames, those rounder than the value reported are this share.
_ROUNDEST = 0.25


@dataclass(frozen=True)
class Measurement:
    """A value with its unit, how sure the joints behind it are (0 to 1) and the frames it was taken in.

    `value` is None where nothing could be measured. `frames` are the first and the last one, `frame` shows it best.
    """

    name: str
    value: float | None
    unit: str
    confidence: float
    frames: tuple[int, int]
    frame: int


def measure_rep(
    series: Series, view: SideView, rep: Rep, *, standing_deg: float | None = None
) -> dict[str, Measurement]:
    """Return the measurements of a rep by name; docs/analysis has a page on each.

    `standing_deg` is the trunk's inclination in the athlete's own stand before the set, None where there is none to
    compare with.
    """
    depth = series.hip_flexion_deg
    places = np.arange(rep.start, rep.top + 1)
    share = _share(series, rep)
    bottom, loaded = places[share >= AT_BOTTOM], places[share >= LOADED]
    if len(bottom) == 0:
        bottom = np.array([rep.bottom])
    lockout = _lockout(series, rep)
    over_thigh = series.trunk_inclination_deg - series.thigh_inclination_deg
    body, legs = ("shoulder", "hip", "knee"), ("hip", "knee", "ankle")
    taken = [
        _median(view, "hip_flexion_deg", depth, bottom, body),
        _median(view, "knee_flexion_deg", series.knee_flexion_deg, bottom, legs),
        _median(view, "trunk_inclination_deg", series.trunk_inclination_deg, bottom, ("shoulder", "hip")),
        _median(view, "thigh_inclination_deg", series.thigh_inclination_deg, bottom, ("hip", "knee")),
        _median(view, "shin_inclination_deg", series.shin_inclination_deg, bottom, ("knee", "ankle")),
        _median(view, "hip_back", series.hip_back, bottom, legs, unit="leg lengths"),
        _median(view, "hip_drop", series.hip_drop, bottom, legs, unit="leg lengths"),
        _median(view, "trunk_over_thigh_deg", over_thigh, places[share >= LOW], body),
        _quantile(view, "trunk_line_deg", series.trunk_line_deg, loaded),
        _quantile(view, "trunk_line_gap", series.trunk_line_gap, loaded, unit="% of trunk"),
        _trunk_drop(series, view, places[share >= LOW], rep.top),
        _median(view, "top_hip_flexion_deg", depth, lockout, body),
        _median(view, "top_trunk_inclination_deg", series.trunk_inclination_deg, lockout, ("shoulder", "hip")),
        _lean_back(series, view, lockout, standing_deg),
        Measurement("top_held_s", _lasting(series, lockout), "s", 1.0, _ends(lockout), rep.top),
        _drift(series, view, places, share),
        _foot_tip(series, view, bottom, lockout),
    ]
    found = {one.name: one for one in taken}
    found["hip_knee_ratio"] = _ratio(found["hip_flexion_deg"], found["knee_flexion_deg"])
    return found


def measure_trunk_line(series: Series, view: SideView, reps: Sequence[Rep]) -> Measurement:
    """Return the trunk line's curvature over the loaded frames of several reps together."""
    loaded = [np.arange(rep.start, rep.top + 1)[_share(series, rep) >= LOADED] for rep in reps]
    return _quantile(view, "trunk_line_deg", series.trunk_line_deg, np.concatenate([*loaded, np.arange(0)]))


def _share(series: Series, rep: Rep) -> Floats:
    """Return how deep each of a rep's frames is, 0 at its top and 1 at its deepest; -1 where nothing was measured."""
    depth = series.depth_deg[rep.frames]
    if not np.isfinite(depth).any():
        return np.full(len(depth), -1.0)
    extent = max(float(np.nanmax(depth) - depth[-1]), 1.0)
    return np.asarray(np.nan_to_num((depth - depth[-1]) / extent, nan=-1.0))


def _lockout(series: Series, rep: Rep) -> Places:
    """Return the frames around the top in which the hips are as far up."""
    depth = series.depth_deg
    up = np.nan_to_num(depth, nan=np.inf) <= depth[rep.top] + _LOCKED_DEG
    up &= np.abs(series.times_s - series.times_s[rep.top]) <= _LOCKED_S
    first = last = rep.top
    while first > rep.end and up[first - 1]:
        first -= 1
    while last + 1 < len(up) and up[last + 1]:
        last += 1
    return np.arange(first, last + 1)


def _trunk_drop(series: Series, view: SideView, low: Places, top: int) -> Measurement:
    """Return how far the trunk leans further forward while the hips rise from their lowest place."""
    seen = low[np.isfinite(series.hip_drop[low])]
    if len(seen) == 0:
        return Measurement("trunk_drop_deg", None, "deg", 0.0, (top, top), top)
    lowest = int(seen[np.argmax(series.hip_drop[seen])])
    lean = series.trunk_inclination_deg[lowest : top + 1] - series.trunk_inclination_deg[lowest]
    if not np.isfinite(lean).any():
        return Measurement("trunk_drop_deg", None, "deg", 0.0, (lowest, top), top)
    furthest = lowest + int(np.nanargmax(lean))
    frames = np.array([lowest, furthest])
    taken = _taken(view, "trunk_drop_deg", float(np.nanmax(lean)), "deg", frames, ("shoulder", "hip"))
    return replace(taken, frame=furthest)


def _lean_back(series: Series, view: SideView, lockout: Places, standing_deg: float | None) -> Measurement:
    """Return how much further back the trunk leans at the top than in the athlete's own stand."""
    lean = _middle(series.trunk_inclination_deg[lockout])
    value = None if lean is None or standing_deg is None else standing_deg - lean
    return _taken(view, "lean_back_deg", value, "deg", lockout, ("shoulder", "hip"))


def _drift(series: Series, view: SideView, places: Places, share: Floats) -> Measurement:
    """Return how far the wrist is ahead of the knee in the third of the way in which it is least so."""
    thirds = [places[(share >= low) & (share < high)] for low, high in _THIRDS]
    ahead = [_middle(series.wrist_ahead[third]) for third in thirds]
    value = None if None in ahead else min(one for one in ahead if one is not None)
    return _taken(view, "wrist_ahead", value, "leg lengths", places, ("wrist", "knee"))


def _foot_tip(series: Series, view: SideView, bottom: Places, lockout: Places) -> Measurement:
    """Return how far the foot tips forward from the top to the bottom; nothing where the toes do not stay in place."""
    down, up = _middle(series.foot_pitch_deg[bottom]), _middle(series.foot_pitch_deg[lockout])
    toe = view.joints["toe"]
    ends = [(_middle(toe[bottom, axis]), _middle(toe[lockout, axis])) for axis in (0, 1)]
    steady = all(a is not None and b is not None and abs(a - b) < _TOES_STAY for a, b in ends)
    value = down - up if steady and down is not None and up is not None else None
    both = np.concatenate([bottom, lockout])
    return replace(
        _taken(view, "foot_tip_deg", value, "deg", both, ("heel", "toe")), frame=int(bottom[len(bottom) // 2])
    )


def _ratio(hip: Measurement, knee: Measurement) -> Measurement:
    value = hip.value / knee.value if hip.value is not None and knee.value and knee.value > 5 else None
    return Measurement("hip_knee_ratio", value, "", min(hip.confidence, knee.confidence), hip.frames, hip.frame)


def _median(
    view: SideView, name: str, values: Floats, places: Places, joints: tuple[str, ...], unit: str = "deg"
) -> Measurement:
    return _taken(view, name, _middle(values[places]), unit, places, joints, values)


def _quantile(view: SideView, name: str, values: Floats, places: Places, unit: str = "deg") -> Measurement:
    seen = values[places][np.isfinite(values[places])]
    value = float(np.quantile(seen, 1 - _ROUNDEST)) if len(seen) >= max(3, len(places) / 2) else None
    return _taken(view, name, value, unit, places, ("shoulder", "hip"), values)


def _taken(
    view: SideView,
    name: str,
    value: float | None,
    unit: str,
    places: Places,
    joints: tuple[str, ...],
    values: Floats | None = None,
) -> Measurement:
    """Return a measurement; its best frame is that whose own value is nearest, without `values` the middle one."""
    sure = min(_middle(view.confidence[joint][places]) or 0.0 for joint in joints)
    frame = int(places[len(places) // 2]) if len(places) else 0
    if values is not None and value is not None:
        frame = int(places[np.nanargmin(np.abs(values[places] - value))])
    return Measurement(name, value, unit, sure if value is not None else 0.0, _ends(places), frame)


def _middle(values: Floats) -> float | None:
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if len(seen) else None


def _ends(places: Places) -> tuple[int, int]:
    return (int(places.min()), int(places.max())) if len(places) else (0, 0)


def _lasting(series: Series, places: Places) -> float:
    return float(series.times_s[places[-1]] - series.times_s[places[0]])
