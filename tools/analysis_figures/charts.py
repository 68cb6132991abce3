"""Figures with axes: a set over time, the view from above, the score."""

import math

import numpy as np

from biomech import thresholds as limit
from biomech.reps import DOWN, UP, find_reps
from biomech.scores import score_rep
from biomech.synthetic_joints import Point, Pose, depth_at, pose_at_depth
from tools.analysis_figures.body import Floats, fault_beyond, joints_of, lean_of, off_side_deg, signed_hip_flexion_of
from tools.analysis_figures.sheet import BODY, FLOOR, GOOD, GRID, INK, LINK, MARK, PAPER, QUIET, Sheet


def reps_and_tempo() -> str:
    """Draw a set over time."""
    sheet = Sheet("Repetitions: the way from beyond one line to below the other, and the parts of its tempo.")
    sheet.head("Reps and tempo", "hip flexion or trunk inclination, the larger, over time")
    times = np.arange(0, 7.2, 1 / 30)
    bottom = (92.0, 86.0, 90.0)
    poses = [
        joints_of(pose_at_depth(depth_at(float(t), seconds_per_rep=2.4), Pose(bottom[int(t // 2.4)], 20.0)))
        for t in times
    ]
    depth: Floats = np.array([max(signed_hip_flexion_of(one), lean_of(one, "hip", "shoulder")) for one in poses])
    reps = find_reps(depth, times, least_range=limit.MOVES.value)
    high, deep = (float(np.median([depth[getattr(rep, end)] for rep in reps])) for end in ("top", "bottom"))

    def at(time_s: float, value: float) -> Point:
        return 40 + 42 * time_s, 212 - 1.45 * value

    sheet.path([at(0, 0), at(7.2, 0)], FLOOR, 1.5)
    for share, words in ((DOWN, f"{DOWN:.0%}"), (UP, f"{UP:.0%}")):
        level = high + share * (deep - high)
        sheet.path([at(0, level), at(7.2, level)], QUIET, 1.5, dash="4 4")
        sheet.text((at(0, level)[0] - 5, at(0, level)[1] + 4), words, QUIET, size=11, anchor="end")
    sheet.path([at(float(t), float(d)) for t, d in zip(times, depth, strict=True)], LINK, 3)
    for number, rep in enumerate(reps):
        for place, color in ((rep.bottom, MARK), (rep.top, GOOD)):
            sheet.dot(at(float(times[place]), float(depth[place])), 4.5, PAPER, ring=color)
        x, y = at(float(times[rep.bottom]), float(depth[rep.bottom]))
        sheet.text((x, y - 10), f"rep {number + 1}", MARK, size=12, anchor="middle", bold=True)
    rep = reps[1]
    risen = depth[rep.top] + 0.1 * (depth[rep.bottom] - depth[rep.top])
    arrived = int(np.flatnonzero(depth[rep.end : rep.top + 1] <= risen)[0]) + rep.end
    marks = [at(float(times[place]), 0)[0] for place in (rep.start, rep.sunk, rep.end, arrived)]
    for left, right, color in zip(marks, marks[1:], (LINK, MARK, GOOD), strict=False):
        sheet.path([(left, 229), (right, 229)], color, 5)
    sheet.text((marks[0] - 8, 233), "down", LINK, size=11, anchor="end", bold=True)
    sheet.text(((marks[1] + marks[2]) / 2, 248), "pause", MARK, size=11, anchor="middle", bold=True)
    sheet.text((marks[3] + 8, 233), "up", GOOD, size=11, bold=True)
    return sheet.svg()


def view_and_quality() -> str:
    """Draw where the camera may stand."""
    sheet = Sheet("Where the camera may stand: at the athlete's side, seen from above.")
    sheet.head("View", "seen from above: where the camera may stand")
    centre, radius = (66.0, 226.0), 158.0
    ends = [0.0, *(off_side_deg(one.value) for one in (limit.OBLIQUE_WARN, limit.OBLIQUE, limit.FRONT)), 90.0]
    zones = (("judged", GOOD), ("judged, a warning", "#b7791f"), ("reps only", MARK), ("front: reps only", QUIET))
    for (name, color), first, last in zip(zones, ends, ends[1:], strict=False):
        leans = np.radians(np.linspace(first, last, 12))
        arc = [(centre[0] + radius * math.cos(turn), centre[1] - radius * math.sin(turn)) for turn in leans]
        sheet.path([centre, *arc, centre], "none", 0, fill=color)
        sheet.path(arc, color, 5)
        turn = math.radians((first + last) / 2)
        out = radius + 12
        place = (centre[0] + out * math.cos(turn), centre[1] - out * math.sin(turn) + 4)
        sheet.text(place, name, color, size=11, bold=True)
    for at_deg in ends[1:-1]:
        turn = math.radians(at_deg)
        words = f"{0.6 * math.sin(turn):.2f}"
        spot = (centre[0] + (radius - 26) * math.cos(turn), centre[1] - (radius - 26) * math.sin(turn) - 4)
        sheet.text(spot, words, INK, size=11, anchor="middle")
    # Shoulders are widest across the way that is faced: the athlete faces up the sheet.
    sheet.path([(centre[0] - 26, centre[1]), (centre[0] + 26, centre[1])], BODY, 14)
    sheet.dot(centre, 11, LINK)
    sheet.path([(centre[0], centre[1] - 16), (centre[0], centre[1] - 40)], LINK, 2)
    sheet.tip((centre[0], centre[1] - 40), -math.pi / 2, LINK)
    sheet.text((centre[0] - 8, centre[1] - 44), "faces", LINK, size=11, anchor="end")
    return sheet.svg()


def form_score() -> str:
    """Draw the score by how far faults are beyond their limits."""
    sheet = Sheet("The form score of a rep with one fault and with two, by how far they are beyond their limit.")
    sheet.head("Form score", "of a rep, by how far each fault is beyond its limit")

    def at(beyond: float, score: float) -> Point:
        return 48 + 9.2 * beyond, 216 - 1.4 * score

    for score in (0, 20, 40, 60, 80, 100):
        sheet.path([at(0, score), at(30, score)], FLOOR if score == 0 else GRID, 1.5)
        sheet.text((40, at(0, score)[1] + 4), str(score), QUIET, size=11, anchor="end")
    for beyond in (0, 10, 20, 30):
        sheet.text((at(beyond, 0)[0], 233), f"{beyond}°", QUIET, size=11, anchor="middle")
    for count, color, name in ((0, GOOD, "clean"), (1, LINK, "one fault"), (2, MARK, "two faults")):
        line = [at(beyond, score_rep(0, [fault_beyond(beyond)] * count)) for beyond in np.arange(0, 30.5, 1).tolist()]
        sheet.path(line, color, 3)
        sheet.text((line[-1][0], line[-1][1] - 7), name, color, size=12, anchor="end", bold=True)
    return sheet.svg()
