"""A synthetic lifter seen from the side: joints with exactly known angles, pictures of them, and video files.

For tests and demo data. The geometry alone is in `synthetic_joints`, the drawing in `synthetic_figure`.
"""

import os
from fractions import Fraction
from typing import Literal, cast

import av
import numpy as np
from av.video.stream import VideoStream
from PIL import Image

from biomech.synthetic_figure import Facing, draw_figure
from biomech.synthetic_joints import Point, Pose, depth_at, hinge_joints, pose_at_depth

__all__ = [
    "Facing",
    "Point",
    "Pose",
    "depth_at",
    "draw_figure",
    "hinge_joints",
    "pose_at_depth",
    "render_hinge_clip",
]

#: Poses closer than this look the same; fewer of them are drawn.
_DEPTH_STEPS = 96


def render_hinge_clip(
    path: str | os.PathLike[str],
    *,
    reps: int = 3,
    seconds_per_rep: float = 2.4,
    frame_rate_hz: int = 30,
    size_px: tuple[int, int] = (640, 400),
    hip_flexion_deg: float = 85.0,
    knee_flexion_deg: float = 20.0,
    load_kg: float = 60.0,
    facing: Facing = "right",
    rotation_deg: Literal[0, 90, 180, 270] = 0,
    gop: int | None = None,
    codec: str = "libx264",
) -> None:
    """Write a video of so many reps down to the given angles, in the container its name asks for.

    `size_px` is the upright picture's size, both even. With `rotation_deg` the pictures are stored turned and
    the file says to turn them so far clockwise, as phones do. `gop` is the largest distance between keyframes
    in frames.
    """
    bottom = Pose(hip_flexion_deg, knee_flexion_deg)
    drawn: dict[int, av.VideoFrame] = {}
    with av.open(os.fspath(path), "w", options=_container_options(path)) as container:
        stream = cast(VideoStream, container.add_stream(codec, rate=frame_rate_hz, options=_codec_options(codec)))
        stream.width, stream.height = size_px if rotation_deg % 180 == 0 else size_px[::-1]
        stream.pix_fmt = "yuv420p"
        stream.time_base = Fraction(1, frame_rate_hz)
        if gop is not None:
            stream.gop_size = gop
        if rotation_deg:
            stream.set_display_rotation(-rotation_deg)
        for index in range(round(reps * seconds_per_rep * frame_rate_hz)):
            depth = depth_at(index / frame_rate_hz, seconds_per_rep=seconds_per_rep)
            step = round(depth * _DEPTH_STEPS)
            if step not in drawn:
                pose = pose_at_depth(step / _DEPTH_STEPS, bottom)
                joints = hinge_joints(hip_flexion_deg=pose.hip_flexion_deg, knee_flexion_deg=pose.knee_flexion_deg)
                picture = draw_figure(joints, size_px=size_px, load_kg=load_kg, facing=facing)
                drawn[step] = _to_frame(picture, rotation_deg)
            frame = drawn[step]
            frame.pts, frame.time_base = index, Fraction(1, frame_rate_hz)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())


def _to_frame(picture: Image.Image, rotation_deg: int) -> av.VideoFrame:
    """Return a picture as a frame for the encoder, stored turned back by what players will turn it."""
    stored = np.rot90(np.asarray(picture), rotation_deg // 90)
    return av.VideoFrame.from_ndarray(np.ascontiguousarray(stored), format="rgb24").reformat(format="yuv420p")


def _container_options(path: str | os.PathLike[str]) -> dict[str, str]:
    """Put an mp4's index at its start, as uploads from phones and the web player want it."""
    return {"movflags": "+faststart"} if os.fspath(path).endswith((".mp4", ".mov", ".m4v")) else {}


def _codec_options(codec: str) -> dict[str, str]:
    """Choose speed over size: clips are seconds long and drawn in flat colours."""
    return {"preset": "veryfast", "crf": "21"} if codec.startswith("libx26") else {}
