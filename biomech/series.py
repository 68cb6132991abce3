"""What is measured in each frame of a clip."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from biomech.angles import flexion_deg, inclination_deg
from biomech.side_view import SideView
from biomech.signals import CUTOFF_HZ, smooth
from biomech.thresholds import OBLIQUE
from biomech.track import PoseTrack
from biomech.trunk_line import trunk_line

Floats = npt.NDArray[np.float64]

#: Nobody's hips bend back further; beyond it the joints are wrong.
_NEARLY_STRAIGHT_DEG = 40.0


@dataclass(frozen=True)
class Series:
    """Measurements over n frames, smoothed, each (n,); NaN where nothing is measured.

    `depth_deg` is the larger of hip flexion and trunk inclination: who stands has both straight hips and an upright
    trunk, and a knee lost behind a plate can fake the first alone. Angles are in degrees: flexions from straight,
    inclinations forward from the vertical (thighs lean back, so theirs counts backward). `hip_back` is how far the hip
    is behind the ankle and `hip_drop` how far below its highest place, `wrist_height` that of the wrist over the hip,
    `wrist_ahead` how far the wrist is ahead of the knee: all in leg lengths. `foot_pitch_deg` is how far the toes point
    down. `trunk_line_deg` and `trunk_line_gap` (percent of trunk length) are those of `trunk_line`.
    `raw_hip_flexion_deg` is not smoothed.
    """

    times_s: Floats
    depth_deg: Floats
    hip_flexion_deg: Floats
    knee_flexion_deg: Floats
    trunk_inclination_deg: Floats
    thigh_inclination_deg: Floats
    shin_inclination_deg: Floats
    hip_back: Floats
    hip_drop: Floats
    wrist_height: Floats
    wrist_ahead: Floats
    foot_pitch_deg: Floats
    trunk_line_deg: Floats
    trunk_line_gap: Floats
    raw_hip_flexion_deg: Floats


def measure(track: PoseTrack, view: SideView, *, cutoff_hz: float = CUTOFF_HZ) -> Series:
    """Return the series of a clip; `cutoff_hz` is that of the low-pass, higher for swings."""
    joint = view.joints
    hip, knee, ankle, shoulder, wrist = (joint[name] for name in ("hip", "knee", "ankle", "shoulder", "wrist"))

    def smoothed(values: Floats) -> Floats:
        return smooth(values, view.times_s, cutoff_hz=cutoff_hz)

    hip_flexion = smoothed(_hip_flexion(view))
    trunk = smoothed(inclination_deg(hip, shoulder))
    curvature, gap = trunk_line(track.outline_px, view.trunk_px, view.facing)
    height = smoothed((hip - ankle)[:, 1])
    highest = np.nanmax(height) if np.isfinite(height).any() else np.nan
    return Series(
        times_s=view.times_s,
        depth_deg=np.fmax(hip_flexion, trunk),
        hip_flexion_deg=hip_flexion,
        knee_flexion_deg=smoothed(flexion_deg(hip, knee, ankle)),
        trunk_inclination_deg=trunk,
        thigh_inclination_deg=smoothed(-inclination_deg(knee, hip)),
        shin_inclination_deg=smoothed(inclination_deg(ankle, knee)),
        hip_back=smoothed((ankle - hip)[:, 0]),
        hip_drop=highest - height,
        wrist_height=smoothed((wrist - hip)[:, 1]),
        wrist_ahead=smoothed((wrist - knee)[:, 0]),
        foot_pitch_deg=smoothed(inclination_deg(joint["heel"], joint["toe"]) - 90),
        trunk_line_deg=smoothed(curvature),
        trunk_line_gap=smoothed(gap),
        raw_hip_flexion_deg=view.raw_hip_flexion_deg,
    )


def _hip_flexion(view: SideView) -> Floats:
    """Return the hips' flexion (n,); seen from the side it goes on below 0 where they are bent back past straight."""
    shoulder, hip, knee = (view.joints[name] for name in ("shoulder", "hip", "knee"))
    flexion = flexion_deg(shoulder, hip, knee)
    signed = inclination_deg(hip, shoulder) - inclination_deg(knee, hip)
    back = (signed < 0) & (flexion < _NEARLY_STRAIGHT_DEG) & (view.side_on < OBLIQUE.value)
    return np.where(back, -flexion, flexion)
