"""The pages of docs/analysis, and a rep to hold them to."""

import re
from dataclasses import fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from biomech.measurements import measure_rep
from biomech.reps import find_reps
from biomech.series import Series

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "analysis"
#: Written by other hands, in a form of their own.
APART = {"form-at-load.md", "validation.md"}
PAGES = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md") if path.name not in APART}
EVERYTHING = "\n".join(PAGES.values())
#: What stands in backticks on the pages, the index left out: it names things, the pages say what they are.
WORDS = {word for name, page in PAGES.items() if name != "README.md" for word in re.findall(r"`([^`\n]+)`", page)}


def measured(**constant: float) -> dict[str, Any]:
    """Return the measurements of a rep of a body that bends and straightens again; some columns may be constant."""
    times = np.arange(0, 3, 1 / 30)
    bend = 45 - 45 * np.cos(2 * np.pi * times / 3)
    frames = len(times)
    columns = {field.name: np.zeros(frames) for field in fields(Series)}
    columns |= {name: np.full(frames, value) for name, value in constant.items()}
    series = Series(**{**columns, "times_s": times, "depth_deg": bend, "hip_flexion_deg": bend})
    names = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "toe")
    view: Any = SimpleNamespace(
        joints={name: np.ones((frames, 2)) for name in names}, confidence={name: np.ones(frames) for name in names}
    )
    (rep,) = find_reps(bend, times, least_range=30.0)
    return dict(measure_rep(series, view, rep))
