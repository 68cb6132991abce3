"""What every pose estimator gives: the joints of one person in each frame."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from biomech.frames import Sample

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class BodyPose:
    """One person in one frame, J joints in the order of `biomech.joints.JOINTS`.

    `points_px` (J, 2) counts from the sample's top left corner, x to the right, y down. `depth_px` (J,) is smaller
    nearer to the camera and only compares joints of one frame. `confidence` (J,) is 0 to 1: how sure the estimator is
    that the joint is in the picture and not hidden. `mask` (height, width) is true where the person is, None where
    the estimator has no outline; one that has read the outline already gives it as `outline_px` (`outline.both_sides`)
    instead. `others` are the heights in pixels of further people, None in frames where
    nobody looked for them.
    """

    points_px: Floats
    depth_px: Floats
    confidence: Floats
    mask: npt.NDArray[np.bool_] | None = None
    outline_px: Floats | None = None
    others: tuple[float, ...] | None = None


class Estimator(Protocol):
    """Finds one person's joints in the frames of a clip; one file and one line in `registry` add another."""

    name: str
    version: str

    def estimate(self, samples: Iterable[Sample]) -> Iterator[BodyPose | None]:
        """Yield a pose for each frame in turn, None where nobody is seen; closing the iterator frees all it holds."""
