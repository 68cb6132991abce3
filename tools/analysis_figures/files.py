"""All figures by name, and the files they are written to."""

from collections.abc import Callable, Mapping
from pathlib import Path

from tools.analysis_figures import charts, findings, postures

FOLDER = Path(__file__).resolve().parent.parent.parent / "docs" / "analysis" / "figures"

_FIGURES: Mapping[str, Callable[[], str]] = {
    "filming": postures.filming,
    "hip-flexion": postures.hip_flexion,
    "knee-flexion": postures.knee_flexion,
    "trunk-inclination": postures.trunk_inclination,
    "thigh-and-shin": postures.thigh_and_shin,
    "hip-travel": postures.hip_travel,
    "hinge-or-squat": postures.hinge_or_squat,
    "trunk-line": findings.trunk_line,
    "trunk-drop": findings.trunk_drop,
    "lockout": findings.lockout,
    "foot-tip": findings.foot_tip,
    "wrist-path": findings.wrist_path,
    "reps-and-tempo": charts.reps_and_tempo,
    "view-and-quality": charts.view_and_quality,
    "form-score": charts.form_score,
}


def draw_all() -> dict[str, str]:
    """Return every figure by the name of its file."""
    return {f"{name}.svg": draw() for name, draw in _FIGURES.items()}


def write_all(folder: Path = FOLDER) -> None:
    """Write every figure into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in draw_all().items():
        (folder / name).write_text(svg, encoding="utf-8")
