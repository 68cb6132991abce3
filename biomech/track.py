"""A clip's poses as columns: all that the analysis needs, a few hundred bytes a frame, whatever the clip's length."""

from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from biomech.frames import Sample, SamplesEnd, SamplesInfo
from biomech.joints import JOINTS
from biomech.outline import HEIGHTS, both_sides
from biomech.pose.base import BodyPose, Estimator

Array = npt.NDArray[np.float32]

_THUMB = 16
_SCHEMA = 1


@dataclass(frozen=True)
class PoseTrack:
    """The poses of n frames; NaN where nobody is seen.

    `times_s` (n,) rise. `points_px` (n, J, 2), `depth_px` (n, J) and `confidence` (n, J) are those of
    `pose.base.BodyPose` in the order of `joints.JOINTS`. `outline_px` (n, 2, H) is how far the outline lies right and
    left of the line from hip to shoulder at the heights `outline.HEIGHTS`. `others_px` (n,) is the height of the
    tallest other person, 0 for none, NaN where nobody looked. `light` (n,) is the picture's mean brightness and
    `change` (n,) its mean difference from the frame before, both 0 to 1.
    """

    info: SamplesInfo
    times_s: npt.NDArray[np.float64]
    points_px: Array
    depth_px: Array
    confidence: Array
    outline_px: Array
    others_px: Array
    light: Array
    change: Array
    estimator: str
    warning: str | None

    def to_dict(self) -> dict[str, Any]:
        """Return what `from_dict` reads, for JSON: numbers rounded to what they are good for, None for NaN."""
        info = self.info
        return {
            "schema": _SCHEMA,
            "estimator": self.estimator,
            "joints": list(JOINTS),
            "picture_px": list(info.picture_px),
            "scaled_px": list(info.scaled_px),
            "cut_px": list(info.cut_px),
            "size_px": list(info.size_px),
            "duration_s": info.duration_s,
            "warning": self.warning,
            "times_s": np.round(self.times_s, 4).tolist(),
            "points_px": _plain(self.points_px, 1),
            "depth_px": _plain(self.depth_px, 0),
            "confidence": _plain(self.confidence, 2),
            "outline_px": _plain(self.outline_px, 1),
            "others_px": _plain(self.others_px, 0),
            "light": _plain(self.light, 3),
            "change": _plain(self.change, 3),
        }


def track_from_dict(data: dict[str, Any]) -> PoseTrack:
    """Read back what `PoseTrack.to_dict` wrote; raises ValueError for anything else."""
    if not isinstance(data, dict) or data.get("schema") != _SCHEMA or data.get("joints") != list(JOINTS):
        raise ValueError("this recording was written by another version of FitnessRec")
    try:
        return _track(data)
    except (KeyError, TypeError, ValueError, OverflowError) as error:
        raise ValueError("this recording is damaged") from error


def _track(data: dict[str, Any]) -> PoseTrack:
    times_s, warning = np.array(data["times_s"], np.float64), data["warning"]
    frames = len(times_s)
    if not np.isfinite([*times_s, data["duration_s"]]).all() or not (np.diff(times_s) > 0).all():
        raise ValueError("times do not rise")
    if min(*data["picture_px"], *data["scaled_px"], *data["size_px"]) < 1 or not isinstance(warning, str | None):
        raise ValueError("no size, or no warning")
    info = SamplesInfo(
        picture_px=_size(data["picture_px"]),
        scaled_px=_size(data["scaled_px"]),
        cut_px=_size(data["cut_px"]),
        size_px=_size(data["size_px"]),
        frame_count=frames,
        duration_s=float(data["duration_s"]),
        warning=None,
    )
    joints = len(JOINTS)
    return PoseTrack(
        info=info,
        times_s=times_s,
        points_px=_array(data["points_px"], frames, joints, 2),
        depth_px=_array(data["depth_px"], frames, joints),
        confidence=_array(data["confidence"], frames, joints),
        outline_px=_array(data["outline_px"], frames, 2, len(HEIGHTS)),
        others_px=_array(data["others_px"], frames),
        light=_array(data["light"], frames),
        change=_array(data["change"], frames),
        estimator=str(data["estimator"]),
        warning=warning,
    )


def record(
    samples: Iterator[SamplesInfo | Sample | SamplesEnd],
    estimator: Estimator,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> PoseTrack:
    """Estimate the poses in what `frames.read_samples` yields; pictures and masks are let go frame by frame.

    `progress` is called with the number of frames done and how many there are about to be; what it raises ends the
    work. Raises what the reader and the estimator raise.
    """
    try:
        info = next(samples)
        assert isinstance(info, SamplesInfo)
        tape = _Tape(info, progress)
        poses = estimator.estimate(tape.play(samples))
        try:
            for pose in poses:
                tape.write(pose)
        finally:
            _close(poses)
    finally:
        _close(samples)
    return tape.track(f"{estimator.name} {estimator.version}")


def _close(iterator: Iterator[object]) -> None:
    """End a generator now: after an error its traceback would keep it, and the decoder or the model, alive."""
    if isinstance(iterator, Generator):
        iterator.close()


class _Tape:
    """Rows of a track under way, written while the pictures go by."""

    def __init__(self, info: SamplesInfo, progress: Callable[[int, int], None] | None) -> None:
        self._info, self._progress = info, progress
        self._end: SamplesEnd | None = None
        self._times_s: list[float] = []
        self._poses: list[tuple[Array, Array, Array, Array, float]] = []
        self._light: list[float] = []
        self._change: list[float] = []
        self._thumb: Array | None = None

    def play(self, samples: Iterable[SamplesInfo | Sample | SamplesEnd]) -> Iterator[Sample]:
        """Hand on the frames to the estimator, noting what their pictures tell."""
        for sample in samples:
            if isinstance(sample, SamplesEnd):
                self._end = sample
            elif isinstance(sample, Sample):
                self._times_s.append(sample.time_s)
                self._look(sample)
                yield sample

    def write(self, pose: BodyPose | None) -> None:
        """Keep what is measured in a frame, after its estimate."""
        self._poses.append(_nobody() if pose is None else _columns(pose))
        if self._progress is not None:
            self._progress(len(self._poses), max(self._info.frame_count, len(self._poses)))

    def track(self, estimator: str) -> PoseTrack:
        """Return the rows as columns."""
        rows = self._poses
        points, depth, confidence, outline, others = (
            np.array([row[column] for row in rows], np.float32) for column in range(5)
        )
        joints = len(JOINTS)
        return PoseTrack(
            info=self._info,
            times_s=np.array(self._times_s[: len(rows)], np.float64),
            points_px=points.reshape(-1, joints, 2),
            depth_px=depth.reshape(-1, joints),
            confidence=confidence.reshape(-1, joints),
            outline_px=outline.reshape(-1, 2, len(HEIGHTS)),
            others_px=others.reshape(-1),
            light=np.array(self._light[: len(rows)], np.float32),
            change=np.array(self._change[: len(rows)], np.float32),
            estimator=estimator,
            warning=self._info.warning or (self._end.warning if self._end else None),
        )

    def _look(self, sample: Sample) -> None:
        height, width, _ = sample.rgb.shape
        rows = np.linspace(0, height - 1, min(height, 4 * _THUMB)).astype(int)
        columns = np.linspace(0, width - 1, min(width, 4 * _THUMB)).astype(int)
        thumb = sample.rgb[np.ix_(rows, columns)].mean(axis=2, dtype=np.float32) / 255
        before = thumb if self._thumb is None else self._thumb
        self._light.append(float(thumb.mean()))
        self._change.append(float(np.abs(thumb - before).mean()))
        self._thumb = thumb


def _columns(pose: BodyPose) -> tuple[Array, Array, Array, Array, float]:
    others = np.nan if pose.others is None else max(pose.others, default=0.0)
    outline = both_sides(pose.points_px, pose.mask) if pose.outline_px is None else pose.outline_px
    return pose.points_px, pose.depth_px, pose.confidence, outline, others


def _nobody() -> tuple[Array, Array, Array, Array, float]:
    joints = len(JOINTS)
    empty = np.full((joints, 2), np.nan, np.float32)
    return empty, empty[:, 0], empty[:, 0], np.full((2, len(HEIGHTS)), np.nan, np.float32), np.nan


def _plain(values: Array, digits: int) -> Any:
    """Return nested lists of rounded numbers with None for NaN."""
    rounded = np.round(values.astype(np.float64), digits).astype(object)
    rounded[~np.isfinite(values)] = None
    return rounded.tolist()


def _array(values: Any, *shape: int) -> Array:
    """Return nested lists as an array; raises ValueError where their shape is another."""
    return np.array(values, dtype=np.float32).reshape(shape)


def _size(values: Any) -> tuple[int, int]:
    width, height = values
    return int(width), int(height)
