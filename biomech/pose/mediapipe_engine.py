"""MediaPipe's PoseLandmarker (Bazarevsky et al., BlazePose, 2020): 33 landmarks and an outline, on the processor.

It takes 100 MB and a second to import, so only a worker that analyses does.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from biomech.frames import Sample
from biomech.pose.base import BodyPose

#: Our joints among MediaPipe's landmarks, in the order of `JOINTS`.
_LANDMARKS = [0, 7, 8, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32]
_HIPS = (23, 24)
_IN_OUTLINE = 0.5
#: In the athlete's own height: hips closer than this are taken for the athlete's, found twice.
_APART = 0.25
#: How often, in seconds, the picture is searched for other people, and for how many.
_LOOK_AROUND_S, _MOST_PEOPLE = 1.0, 3


class MediapipeEstimator:
    """PoseLandmarker in video mode, one person, with segmentation masks."""

    name = "mediapipe"

    def __init__(self, model: Path) -> None:
        """Take the `.task` bundle; `biomech.models` finds or builds it."""
        self._model = model
        self.version = model.stem

    def estimate(self, samples: Iterable[Sample]) -> Iterator[BodyPose | None]:
        """Yield the pose in each frame; raises ModuleNotFoundError without mediapipe, RuntimeError for a bad bundle."""
        from mediapipe.tasks.python import vision  # noqa: PLC0415 -- takes a second and 100 MB

        mode = vision.RunningMode
        with (
            vision.PoseLandmarker.create_from_options(self._options(mode.VIDEO, masks=True)) as landmarker,
            vision.PoseLandmarker.create_from_options(self._options(mode.IMAGE, people=_MOST_PEOPLE)) as around,
        ):
            stamp_ms, look_s = -1, 0.0
            for sample in samples:
                image = _image(sample)
                # Stamps must rise strictly, whatever the clip's clock says.
                stamp_ms = max(stamp_ms + 1, round(sample.time_s * 1000))
                found = landmarker.detect_for_video(image, stamp_ms)
                if not found.pose_landmarks:
                    yield None
                    continue
                pose = _pose(found, sample)
                if sample.time_s >= look_s:
                    look_s = sample.time_s + _LOOK_AROUND_S
                    pose = replace(pose, others=_others(around.detect(image), sample, pose))
                yield pose

    def _options(self, mode: Any, *, masks: bool = False, people: int = 1) -> Any:
        from mediapipe.tasks.python import vision  # noqa: PLC0415 -- as above
        from mediapipe.tasks.python.core.base_options import BaseOptions  # noqa: PLC0415 -- as above

        return vision.PoseLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(self._model)),
            running_mode=mode,
            num_poses=people,
            output_segmentation_masks=masks,
        )


def _image(sample: Sample) -> Any:
    import mediapipe  # noqa: PLC0415 -- as above

    # Rows with padding between them are read as if there were none, and then nobody is found.
    return mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=np.ascontiguousarray(sample.rgb))


def _pose(found: Any, sample: Sample) -> BodyPose:
    height, width, _ = sample.rgb.shape
    landmarks = found.pose_landmarks[0]
    rows = np.array([(p.x, p.y, p.z, min(p.visibility, p.presence)) for p in (landmarks[i] for i in _LANDMARKS)])
    return BodyPose(
        points_px=(rows[:, :2] * (width, height)).astype(np.float32),
        depth_px=(rows[:, 2] * width).astype(np.float32),
        confidence=rows[:, 3].astype(np.float32),
        mask=found.segmentation_masks[0].numpy_view().reshape(height, width) > _IN_OUTLINE,
    )


def _others(found: Any, sample: Sample, athlete: BodyPose) -> tuple[float, ...]:
    """Return the heights in pixels of people who stand elsewhere than the athlete."""
    height, width, _ = sample.rgb.shape
    hips = [_LANDMARKS.index(landmark) for landmark in _HIPS]
    here = athlete.points_px[hips].mean(axis=0)
    apart = _APART * np.ptp(athlete.points_px[:, 1])
    heights = []
    for body in found.pose_landmarks:
        points = np.array([(p.x * width, p.y * height) for p in body])
        if np.linalg.norm(points[list(_HIPS)].mean(axis=0) - here) > apart:
            heights.append(float(np.ptp(points[_LANDMARKS, 1])))
    return tuple(heights)
