"""What becomes of a file: the same steps as in the program, without its rows. Django must be set up."""

import io
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from biomech.decode import Still, VideoInfo, VideoRejected, read_stills
from biomech.decode_frames import Frame, FramesEnd, FramesInfo, read_frames
from biomech.encode import mp4_writer
from biomech.frames import Sample, SamplesEnd, SamplesInfo, read_samples
from tools.hostile.case import ACCEPTED, SECRET_RGB, WARNED
from tools.hostile.pictures import LOCATION
from videos.domain.rendition import SHORT_SIDE_PX
from videos.domain.sniff import Rejected, sniff

#: The secret's colour in BT.709's U and V; nothing that the generator makes comes near it.
SECRET_U_V = 200
STEPS = ("sniff", "stills", "rendition", "samples")


@dataclass(frozen=True)
class Outcome:
    """How a file ended, the seconds of each step, and whether it showed the secret or where it was filmed."""

    code: str
    sentence: str
    seconds: dict[str, float]
    leaked: bool = False

    @property
    def slowest_s(self) -> float:
        """Return the seconds of the slowest step."""
        return max(self.seconds.values())


def judge(path: Path, *, always_decode: bool = False) -> Outcome:
    """Take a file through the steps; `always_decode` goes on with what the look at its bytes refuses.

    The first refusal counts. Raises whatever is no verdict.
    """
    seconds: dict[str, float] = {}
    leaks: list[bool] = []
    code, sentence = ACCEPTED, ""
    steps: tuple[Callable[[], str], ...] = (
        lambda: _sniff(path),
        lambda: _stills(path, leaks),
        lambda: _rendition(path, leaks),
        lambda: _samples(path, leaks),
    )
    for name, step in zip(STEPS, steps, strict=True):
        before = time.monotonic()
        try:
            warning = step()
        except (Rejected, VideoRejected) as refused:
            if code in (ACCEPTED, WARNED):
                code, sentence = refused.code, refused.reason
            if not always_decode:
                break
        else:
            if warning and code == ACCEPTED:
                code, sentence = WARNED, warning
        finally:
            seconds[name] = time.monotonic() - before
    return Outcome(code, sentence, seconds, any(leaks))


def _sniff(path: Path) -> str:
    content = path.read_bytes()
    sniff(io.BytesIO(content), size=len(content))
    return ""


def _stills(path: Path, leaks: list[bool]) -> str:
    warning = ""
    for found in read_stills(path):
        if isinstance(found, VideoInfo):
            warning = found.warning or ""
        elif isinstance(found, Still):
            leaks.append(_shows_secret(found.rgb))
    return warning


def _shows_secret(rgb: npt.NDArray[np.uint8]) -> bool:
    return bool((np.abs(rgb.mean((0, 1)) - SECRET_RGB) < 60).all())


def _rendition(path: Path, leaks: list[bool]) -> str:
    """Decode all frames and write them, as for the player."""
    frames = read_frames(path, max_short_side_px=SHORT_SIDE_PX)
    info = next(frames)
    assert isinstance(info, FramesInfo)
    warning = info.warning or ""
    made = path.with_name(f"{path.name}.rendition.mp4")  # several begin alike
    try:
        with mp4_writer(made, width_px=info.width_px, height_px=info.height_px, rate=info.rate) as write:
            for found in frames:
                if isinstance(found, Frame):
                    leaks.append(all(plane.mean() > SECRET_U_V for plane in found.planes[1:]))
                    write(found.planes)
                elif isinstance(found, FramesEnd):
                    warning = warning or found.warning or ""
        leaks.append(LOCATION.encode() in made.read_bytes())
    finally:
        made.unlink(missing_ok=True)
    return warning


def _samples(path: Path, leaks: list[bool]) -> str:
    """Decode the frames for measuring; what is seen in them is not the matter here."""
    warning = ""
    for found in read_samples(path):
        if isinstance(found, SamplesInfo | SamplesEnd):
            warning = warning or found.warning or ""
        elif isinstance(found, Sample):
            leaks.append(_shows_secret(found.rgb))
    return warning
