"""What a clip shows, with evidence, and what it cannot show."""

from dataclasses import asdict, dataclass, fields
from typing import Any

import numpy as np

from biomech import ANALYSIS_VERSION
from biomech.faults import Finding
from biomech.measurements import Measurement
from biomech.movements.base import Pattern
from biomech.quality import LeftOut, Quality, Reason
from biomech.reps import Rep
from biomech.series import Series
from biomech.side_view import SideView

SCHEMA = 1


@dataclass(frozen=True)
class RepReport:
    """One repetition: its times in seconds and frames, its measurements, and what was found in it.

    `judged` tells whether it is seen from the side; `score` (0 to 100) and `clean` are None where it is not, or where
    the clip as a whole is not judged. `notes` are words such as "shallow". `confidence` is that of the joints.
    """

    number: int
    rep: Rep
    start_s: float
    bottom_s: float
    top_s: float
    judged: bool
    confidence: float
    measurements: dict[str, Measurement]
    faults: tuple[str, ...]
    notes: tuple[str, ...]
    score: int | None
    clean: bool | None


@dataclass(frozen=True)
class Report:
    """What a clip shows. `judged` false: reps and series are given, but no verdict, and `reasons` say why.

    `pattern` is "hinge", "squat" or None where neither can be said. `score` is the mean over judged reps. `series` is
    None where no body was seen.
    """

    exercise: str | None
    movement: str
    estimator: str
    duration_s: float
    frames: int
    judged: bool
    reasons: tuple[Reason, ...]
    quality: Quality
    pattern: Pattern | None = None
    reps: tuple[RepReport, ...] = ()
    findings: tuple[Finding, ...] = ()
    score: int | None = None
    series: Series | None = None
    view: SideView | None = None

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """Which longer stretches of the clip show nobody, or nobody from the side."""
        return self.quality.left_out

    def to_dict(self) -> dict[str, Any]:
        """Return the report for JSON: numbers rounded, None for what was not measured, series as columns."""
        found = self.quality
        return {
            "schema": SCHEMA,
            "analysis_version": ANALYSIS_VERSION,
            "estimator": self.estimator,
            "exercise": self.exercise,
            "movement": self.movement,
            "duration_s": round(self.duration_s, 3),
            "frames": self.frames,
            "judged": self.judged,
            "pattern": self.pattern,
            "score": self.score,
            "quality": {
                "side_on": _rounded(found.side_on, 3),
                "jitter_deg": _rounded(found.jitter_deg, 2),
                "seen": round(found.seen, 3),
                "height_px": _rounded(found.height_px, 0),
                "near": None if self.view is None else self.view.near,
                "facing": None if self.view is None else ("right" if self.view.facing > 0 else "left"),
                "reasons": [asdict(reason) for reason in self.reasons],
                "left_out": [asdict(part) for part in self.left_out],
            },
            "reps": [_rep_dict(rep) for rep in self.reps],
            "findings": [
                {**asdict(one), "value": round(one.value, 2), "certainty": round(one.certainty, 2)}
                for one in self.findings
            ],
            "series": None if self.series is None else _columns(self.series),
        }


def _rep_dict(rep: RepReport) -> dict[str, Any]:
    return {
        "number": rep.number,
        "start_s": round(rep.start_s, 3),
        "bottom_s": round(rep.bottom_s, 3),
        "top_s": round(rep.top_s, 3),
        "down_s": _rounded(rep.rep.down_s, 2),
        "pause_s": round(rep.rep.pause_s, 2),
        "up_s": round(rep.rep.up_s, 2),
        "judged": rep.judged,
        "confidence": round(rep.confidence, 2),
        "score": rep.score,
        "clean": rep.clean,
        "faults": list(rep.faults),
        "notes": list(rep.notes),
        "measurements": {
            name: {
                "value": _rounded(one.value, 2),
                "unit": one.unit,
                "confidence": round(one.confidence, 2),
                "frames": list(one.frames),
                "frame": one.frame,
            }
            for name, one in rep.measurements.items()
        },
    }


def _columns(series: Series) -> dict[str, list[float | None]]:
    columns = {}
    for field in fields(series):
        if field.name != "raw_hip_flexion_deg":
            values = getattr(series, field.name)
            columns[field.name] = [None if not np.isfinite(value) else round(float(value), 3) for value in values]
    return columns


def _rounded(value: float | None, digits: int) -> float | None:
    return None if value is None else round(value, digits)
