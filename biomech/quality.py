"""What a clip can carry: reasons to refuse or to warn, in plain words with what to do about it."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from biomech import thresholds as limit
from biomech.joints import NOSE, pair
from biomech.reps import Rep
from biomech.series import Series
from biomech.side_view import SideView
from biomech.signals import jitter, stretches
from biomech.track import PoseTrack

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Reason:
    """Why a clip is not judged, or judged with a reserve: a stable code, a sentence or two, and which of both."""

    code: str
    text: str
    abstains: bool


@dataclass(frozen=True)
class LeftOut:
    """A stretch of the clip, in seconds, that nothing is measured in, and why."""

    start_s: float
    end_s: float
    why: str


@dataclass(frozen=True)
class Quality:
    """What was found out about a clip as such; None where it could not be.

    `side_on` is the index of the view in the reps (0 from the side, above 0.5 from the front), `jitter_deg` the
    geometric mean of median and ninth decile of the hip angle's second difference, `seen` the share of frames with the
    athlete in them, `height_px` the athlete's height in the sampled picture.
    """

    side_on: float | None
    jitter_deg: float | None
    seen: float
    height_px: float | None
    reasons: tuple[Reason, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def judged(self) -> bool:
        """Whether a verdict on technique is given."""
        return not any(reason.abstains for reason in self.reasons)


def nothing_to_see(track: PoseTrack) -> Quality | None:
    """Return the quality of a clip that shows no body at all or is too short for a rep; None for all others."""
    frames = len(track.times_s)
    seen = _seen(track)
    share = float(seen.mean()) if frames else 0.0
    if frames < limit.FRAMES.value:
        reason = Reason(
            "too-short",
            "This clip has too few frames for a rep. Film the whole set.",
            abstains=True,
        )
    elif np.median(track.light) < limit.BLACK.value and share < limit.SOMEBODY.value:
        reason = Reason("black", "The picture is black. Film with the light on and the lens free.", abstains=True)
    elif share < limit.SOMEBODY.value:
        reason = Reason("nobody", "Nobody is in the picture. Film your whole body from the side.", abstains=True)
    else:
        return None
    return Quality(None, None, share, None, (reason,), ())


def assess(
    track: PoseTrack, view: SideView, series: Series, *, reps: tuple[Rep, ...], judged: tuple[Rep, ...]
) -> Quality:
    """Return the quality of a clip that shows a body; `judged` are those reps that are seen from the side."""
    seen = _seen(track)
    span = slice(int(np.argmax(seen)), len(seen) - int(np.argmax(seen[::-1])))
    share = float(seen[span].mean())
    jumps = jitter(series.raw_hip_flexion_deg, series.times_s)
    jumps = jumps[np.isfinite(jumps)]
    jumpy = float(np.sqrt(np.prod(np.percentile(jumps, (50, 90))))) if len(jumps) else np.nan
    side_on = _side_on(view, judged or reps)
    reasons = [
        *_about_people(track, view),
        *_about_size(view),
        *_about_view(side_on, reps, judged),
        *_about_movement(series, reps),
        *_about_picture(track, view, share, reps),
        *_about_tracking(jumpy),
        *_about_hidden(view, judged),
    ]
    return Quality(
        side_on=side_on,
        jitter_deg=_finite(jumpy),
        seen=share,
        height_px=_finite(view.height_px),
        reasons=tuple(reasons),
        left_out=tuple(_left_out(track, seen, reps, judged)),
    )


def seen_from_side(view: SideView, rep: Rep) -> bool:
    """Tell whether knee, shin and trunk line can be judged in a rep: the camera stood at the athlete's side."""
    index = _side_on(view, (rep,))
    return index is not None and index < limit.OBLIQUE.value


def _side_on(view: SideView, reps: tuple[Rep, ...]) -> float | None:
    parts = [view.side_on[rep.frames] for rep in reps] or [view.side_on]
    values = np.concatenate(parts)
    values = values[np.isfinite(values)]
    return float(np.median(values)) if len(values) else None


def _about_people(track: PoseTrack, view: SideView) -> list[Reason]:
    looked = track.others_px[np.isfinite(track.others_px)]
    if len(looked) and (looked >= limit.COMPANY.value * view.height_px).mean() >= 0.5:
        words = "Another person, as large as you, is in the picture, so it is not sure whose joints these are."
        return [Reason("two-people", f"{words} Film yourself alone.", abstains=True)]
    return []


def _about_size(view: SideView) -> list[Reason]:
    if view.height_px < limit.SMALL.value:
        words = "You are too small in the picture for angles to be read."
        return [Reason("too-small", f"{words} Put the camera closer, so that you fill the height.", abstains=True)]
    return []


def _about_view(side_on: float | None, reps: tuple[Rep, ...], judged: tuple[Rep, ...]) -> list[Reason]:
    if side_on is None:
        return []
    turned = _turned_deg(side_on)
    how = "Put it at hip height, in line with your ankles, straight from the side."
    if side_on >= limit.OBLIQUE.value and not judged:
        if side_on >= limit.FRONT.value:
            words = "The camera looks from the front or from behind"
        else:
            words = f"The camera stands about {turned} degrees off the side"
        withheld = "reps are counted, but knee, shin and trunk line cannot be judged"
        return [Reason("oblique-view", f"{words}: {withheld}. {how}", abstains=True)]
    if len(judged) < len(reps):
        words = f"Only {len(judged)} of {len(reps)} reps are seen from the side, and only they are judged."
        return [Reason("partly-oblique", words, abstains=False)]
    if side_on >= limit.OBLIQUE_WARN.value:
        words = f"The camera stands about {turned} degrees off the side, so knee and shin angles read low."
        return [Reason("nearly-oblique", f"{words} {how}", abstains=False)]
    return []


def _turned_deg(side_on: float) -> int:
    """Return how far the camera is off the side, to 5 degrees: shoulders and hips are about 0.6 trunk lengths wide."""
    return 5 * round(float(np.degrees(np.arcsin(min(1.0, side_on / 0.6)))) / 5)


def _about_movement(series: Series, reps: tuple[Rep, ...]) -> list[Reason]:
    if reps:
        return []
    depth = series.depth_deg[np.isfinite(series.depth_deg)]
    if len(depth) == 0 or np.ptp(np.percentile(depth, (5, 95))) < limit.MOVES.value:
        words = "Nothing moves enough for a repetition: hips and trunk bend by less than 30 degrees."
        return [Reason("no-movement", f"{words} Film from standing to the bottom and back.", abstains=True)]
    words = "The clip shows no whole repetition: there is no way up that ends standing."
    return [Reason("no-full-rep", f"{words} Film from before the first rep to after the last.", abstains=True)]


def _about_picture(track: PoseTrack, view: SideView, share: float, reps: tuple[Rep, ...]) -> list[Reason]:
    reasons = []
    if share < limit.SEEN.value:
        words = f"You leave the picture or are hidden in {round(100 * (1 - share))} % of the frames."
        how = "Put the camera further away, so that head and feet stay in."
        reasons.append(Reason("leaves-picture", f"{words} {how}", abstains=True))
    elif _outside(track, reps, (NOSE,)) > 0.1:
        words = "Your head leaves the picture, so the top of the rep is measured less well."
        reasons.append(Reason("head-outside", f"{words} Put the camera further away.", abstains=False))
    body = [place for name in ("shoulder", "hip") for place in pair(name)]
    if share >= limit.SEEN.value and _outside(track, reps, tuple(body)) > 0.1:
        words = "Your shoulders or hips leave the picture. Put the camera further away."
        reasons.append(Reason("body-outside", words, abstains=True))
    return reasons


def _outside(track: PoseTrack, reps: tuple[Rep, ...], places: tuple[int, ...]) -> float:
    """Return the share of the reps' frames in which one of these joints lies outside the picture."""
    frames = np.unique(np.concatenate([np.arange(rep.start, rep.top + 1) for rep in reps] or [np.arange(0)]))
    points = track.points_px[frames.astype(int)][:, list(places)]
    points = points[np.isfinite(points).all(axis=(1, 2))]
    if len(points) == 0:
        return 0.0
    return float(((points < 0) | (points > np.array(track.info.size_px))).any(axis=(1, 2)).mean())


def _about_tracking(jumpy: float) -> list[Reason]:
    if jumpy > limit.JITTER.value:
        words = "The joints jump from frame to frame, so angles taken from them would be made up."
        how = "Film larger, in better light, without text over the picture and with nothing in front of you."
        return [Reason("jitter", f"{words} {how}", abstains=True)]
    return []


def _about_hidden(view: SideView, judged: tuple[Rep, ...]) -> list[Reason]:
    covered = sum(legs_hidden(view, rep) for rep in judged)
    if not covered:
        return []
    words = f"Plates or something else hide your lower legs in {covered} of {len(judged)} reps."
    words += " Knee and shin angles are not reported there."
    return [Reason("legs-hidden", words, abstains=False)]


def legs_hidden(view: SideView, rep: Rep) -> bool:
    """Tell whether knee or ankle is out of sight in a quarter of a rep's frames."""
    sure = np.minimum(*(view.confidence[joint][rep.frames] for joint in ("knee", "ankle")))
    return bool((np.nan_to_num(sure) < limit.KNEE_IN_SIGHT.value).mean() > 0.25)


def _left_out(
    track: PoseTrack, seen: npt.NDArray[np.bool_], reps: tuple[Rep, ...], judged: tuple[Rep, ...]
) -> list[LeftOut]:
    times_s = track.times_s
    shown = np.where(seen, 1.0, np.nan)
    kept = list(stretches(shown, times_s))
    edges = [0, *(place for part in kept for place in (part.start, part.stop - 1)), len(seen) - 1]
    gaps = [
        LeftOut(float(times_s[first]), float(times_s[last]), "nobody seen")
        for first, last in zip(edges[::2], edges[1::2], strict=True)
        if last - first > 1
    ]
    turned = [
        LeftOut(float(times_s[rep.start]), float(times_s[rep.top]), "not seen from the side")
        for rep in reps
        if judged and rep not in judged
    ]
    return sorted(gaps + turned, key=lambda part: part.start_s)


def _seen(track: PoseTrack) -> npt.NDArray[np.bool_]:
    """Return the frames in which somebody is, and not merely guessed at in the dark."""
    body = track.points_px[:, [place for name in ("shoulder", "hip") for place in pair(name)]]
    return np.asarray(np.isfinite(body).all(axis=(1, 2)))


def _finite(value: float) -> float | None:
    return value if np.isfinite(value) else None
