"""Stills of each rep's bottom with what was measured drawn in."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from biomech.frames import Sample, read_samples
from biomech.joints import BONES
from biomech.outline import HEIGHTS, behind, trunk_points
from biomech.report import Report, RepReport
from biomech.track import PoseTrack
from biomech.trunk_line import STRETCH

_BONE, _BACK, _INK, _PLATE = "#4c8dff", "#ffb020", "#ffffff", "#000000b0"
#: Stills are no larger than this, and twice the size of the pictures that were measured where the clip allows.
_SIDE_PX = 1280
#: Times closer than this are one frame's: 240 frames a second are 0.004 s apart, recordings keep 0.0001 s.
_SAME_S = 1e-3


@dataclass(frozen=True)
class RepStill:
    """A picture of a rep's bottom, upright, with skeleton, trunk line and angles drawn in."""

    number: int
    time_s: float
    picture: Image.Image


def draw_bottoms(path: str | os.PathLike[str], report: Report, track: PoseTrack) -> Iterator[RepStill]:
    """Yield a still for each rep of a report, in order, decoding the clip once more.

    Raises `frames.VideoRejected` and OSError as `frames.read_samples` does.
    """
    wanted = {float(track.times_s[rep.rep.bottom]): rep for rep in report.reps}
    if not wanted:
        return
    # Begun at the same frame as the track, the reader takes the same frames, whatever was left out before it.
    start_s, end_s = max(0.0, float(track.times_s[0]) - _SAME_S), max(wanted) + _SAME_S
    for sample in read_samples(path, max_side_px=_SIDE_PX, start_s=start_s, end_s=end_s):
        if not isinstance(sample, Sample):
            continue
        time_s = min(wanted, key=lambda time: abs(time - sample.time_s))
        if abs(time_s - sample.time_s) < _SAME_S:
            rep = wanted.pop(time_s)
            factor = sample.rgb.shape[1] / track.info.size_px[0]
            yield RepStill(rep.number, sample.time_s, _annotate(sample.rgb, rep, track, report, factor))
        if not wanted:
            return


def _annotate(
    rgb: np.ndarray[tuple[int, ...], np.dtype[np.uint8]],
    rep: RepReport,
    track: PoseTrack,
    report: Report,
    factor: float,
) -> Image.Image:
    picture = Image.fromarray(rgb).convert("RGB")
    draw = ImageDraw.Draw(picture, "RGBA")
    place, width = rep.rep.bottom, max(2, round(picture.height / 200))
    points = track.points_px[place] * factor
    for a, b in BONES:
        if min(track.confidence[place, [a, b]]) >= 0.5:
            draw.line([tuple(points[a]), tuple(points[b])], fill=_BONE, width=width)
    back = _back(track, report, place) * factor
    if len(back) > 1:
        draw.line([tuple(point) for point in back], fill=_BACK, width=width, joint="curve")
    _label(draw, picture.size, _words(rep))
    return picture


def _back(track: PoseTrack, report: Report, place: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Return the points (k, 2) of the trunk line in a sample's pixels."""
    assert report.view is not None
    hip, shoulder = trunk_points(track.points_px[place])
    along = shoulder - hip
    across = np.array([-along[1], along[0]]) / np.hypot(*along) * -report.view.facing
    far = track.outline_px[place, behind(report.view.facing), STRETCH].astype(float)
    line = hip + HEIGHTS[STRETCH, None] * along + far[:, None] * across
    return np.asarray(line[np.isfinite(far)])


def _words(rep: RepReport) -> list[str]:
    shown = (("hip", "hip_flexion_deg"), ("knee", "knee_flexion_deg"), ("trunk", "trunk_inclination_deg"))
    values = [(title, rep.measurements[name].value) for title, name in shown]
    return [f"rep {rep.number + 1}", *(f"{title} {value:.0f}°" for title, value in values if value is not None)]


def _label(draw: ImageDraw.ImageDraw, size: tuple[int, int], lines: list[str]) -> None:
    font = ImageFont.load_default(max(12, round(size[1] / 32)))
    text = "\n".join(lines)
    left, top, right, bottom = draw.multiline_textbbox((0, 0), text, font=font)
    pad = round(size[1] / 60)
    draw.rectangle((pad, pad, right - left + 3 * pad, bottom - top + 3 * pad), fill=_PLATE)
    draw.multiline_text((2 * pad, 2 * pad - top / 2), text, font=font, fill=_INK)
