"""Time the movement analysis: `python -m benchmarks.analysis CLIP`.

Ours (sandboxed decoder, poses, outlines, report) beside bare PyAV and bare PoseLandmarker calls with the same options
on the same frames, each in a process of its own, taking turns. Then one process beside two at once, and the memory of
a clip of ten minutes beside one of one minute, both made of CLIP over and over. CLIP must show a person: where nobody
is found, the landmarker does other work than in a real clip.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from statistics import median
from typing import Any

MOST_TIMES, LEAST_SHARE, MOST_MORE_MEMORY = 1.15, 1.25, 1.1
ROUNDS = 5
SIDE_PX, RATE_HZ = 640, 30


def main() -> None:
    """Measure and print; with `--one` only do what one of the processes does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("clip", type=Path, metavar="CLIP")
    parser.add_argument("--memory", action="store_true", help="also the clip of ten minutes; takes as long")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there too")
    parser.add_argument("--check", action="store_true", help="end with status 1 where a limit is not kept")
    parser.add_argument("--one", choices=sorted(WORK), help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(one(asked.one, asked.clip)))
        return
    found = measure(asked.clip) | (measure_memory(asked.clip) if asked.memory else {})
    print(told(found))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1))
    if asked.check and not kept(found):
        sys.exit(1)


def measure(clip: Path) -> dict[str, float]:
    """Return medians over rounds: milliseconds a frame, their ratio, and what two processes do against one."""
    bare, ours, pairs = [], [], []
    for _ in range(ROUNDS):
        bare.append(run("bare", clip))
        ours.append(run("ours", clip))
        pairs.append(run_two("ours", clip))
    single = [each["frames"] / each["seconds"] for each in ours]
    return {
        "bare_ms": median(1000 * each["seconds"] / each["frames"] for each in bare),
        "ours_ms": median(1000 * each["seconds"] / each["frames"] for each in ours),
        "ratio": median(mine["seconds"] / base["seconds"] for mine, base in zip(ours, bare, strict=True)),
        "frames": ours[0]["frames"],
        "one_fps": median(single),
        "two_fps": median(pairs),
        "two_to_one": median(both / alone for both, alone in zip(pairs, single, strict=True)),
    }


def measure_memory(clip: Path) -> dict[str, float]:
    """Return the peak memory of an analysis of one minute and of ten, in MB."""
    with tempfile.TemporaryDirectory() as folder:
        peaks = []
        for minutes in (1, 10):
            long = Path(folder) / f"{minutes}.mp4"
            repeat(clip, long, seconds=60 * minutes - 1)
            peaks.append(run("ours", long)["peak_mb"])
    return {"one_minute_mb": peaks[0], "ten_minutes_mb": peaks[1], "more_memory": peaks[1] / peaks[0]}


def told(found: dict[str, float]) -> str:
    """Return the numbers as text."""
    lines = [
        f"Medians of {ROUNDS} rounds over {found['frames']} frames:",
        f"  bare PyAV and bare PoseLandmarker   {found['bare_ms']:6.1f} ms a frame",
        f"  ours                                {found['ours_ms']:6.1f} ms a frame, {found['ratio']:.2f} times"
        f" (limit {MOST_TIMES:g})",
        f"  one process {found['one_fps']:.1f} frames/s, two {found['two_fps']:.1f}: {found['two_to_one']:.2f} times"
        f" (at least {LEAST_SHARE:g})",
    ]
    if "more_memory" in found:
        lines.append(
            f"  memory: one minute {found['one_minute_mb']:.0f} MB, ten {found['ten_minutes_mb']:.0f} MB:"
            f" {found['more_memory']:.2f} times (limit {MOST_MORE_MEMORY:g})"
        )
    return "\n".join(lines)


def kept(found: dict[str, float]) -> bool:
    """Tell whether every limit is kept."""
    fast = found["ratio"] <= MOST_TIMES and found["two_to_one"] >= LEAST_SHARE
    return fast and found.get("more_memory", 0) <= MOST_MORE_MEMORY


def run(work: str, clip: Path) -> dict[str, Any]:
    """Let a process of its own do the work; return what it measured in itself."""
    return finished(start(work, clip))


def run_two(work: str, clip: Path) -> float:
    """Let two processes do the same work at once; return the frames a second of both together."""
    both = [finished(process) for process in (start(work, clip), start(work, clip))]
    return sum(float(each["frames"]) for each in both) / max(float(each["seconds"]) for each in both)


def start(work: str, clip: Path) -> subprocess.Popen[bytes]:
    """Start a process that does the work once."""
    command: Sequence[str] = [sys.executable, "-m", "benchmarks.analysis", str(clip), "--one", work]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def finished(process: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Wait for a process and return what it printed last."""
    said, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"a measured process ended with {process.returncode}")
    result: dict[str, Any] = json.loads(said.splitlines()[-1])
    return result


def one(work: str, clip: Path) -> dict[str, float]:
    """Do the work once with everything imported before the clock starts."""
    seconds, frames = WORK[work](clip)
    return {
        "seconds": seconds,
        "frames": frames,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def ours(clip: Path) -> tuple[float, int]:
    """Analyse the clip as the command does."""
    import mediapipe  # noqa: F401

    from biomech.clip import analyse_clip

    began = time.perf_counter()
    report, _ = analyse_clip(clip, estimator(), exercise="deadlift")
    return time.perf_counter() - began, report.frames


def bare(clip: Path) -> tuple[float, int]:
    """Decode with PyAV and call the landmarker on each frame that the analysis takes."""
    import mediapipe as mp
    import numpy as np
    from mediapipe.tasks.python import vision
    from mediapipe.tasks.python.core.base_options import BaseOptions

    from biomech.frames import Sample, SamplesInfo, read_samples

    facts, *samples = read_samples(clip, max_side_px=SIDE_PX, max_rate_hz=RATE_HZ)
    assert isinstance(facts, SamplesInfo)
    wanted = {round(sample.time_s * 1e6) for sample in samples if isinstance(sample, Sample)}
    (left, top), (width, height), (whole_width, whole_height) = facts.cut_px, facts.size_px, facts.scaled_px
    del samples
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=str(model())),
        running_mode=vision.RunningMode.VIDEO,
        output_segmentation_masks=True,
    )
    began = time.perf_counter()
    done = 0
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        for time_s, frame in decoded(clip):
            if round(time_s * 1e6) not in wanted:
                continue
            rgb = frame.reformat(width=whole_width, height=whole_height, format="rgb24").to_ndarray()
            rgb = np.ascontiguousarray(rgb[top : top + height, left : left + width])
            image = mp.Image(image_format=mp.ImageFormat.SRGB, data=rgb)
            landmarker.detect_for_video(image, round(time_s * 1000))
            done += 1
    return time.perf_counter() - began, done


def decoded(clip: Path) -> Iterator[tuple[float, Any]]:
    """Yield every frame with its time since the first one."""
    import av

    with av.open(str(clip)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        first: Fraction | None = None
        for frame in container.decode(stream):
            now = (frame.pts or 0) * (frame.time_base or Fraction(1))
            first = now if first is None else first
            yield float(now - first), frame


def repeat(clip: Path, to: Path, *, seconds: float) -> None:
    """Write a clip that shows another one over and over, at 30 frames a second and 640 px."""
    from biomech.decode_frames import Frame, FramesInfo, read_frames
    from biomech.encode import mp4_writer

    facts, *frames = read_frames(clip, max_short_side_px=360, rate=Fraction(30))
    assert isinstance(facts, FramesInfo)
    pictures = [frame.planes for frame in frames if isinstance(frame, Frame)]
    with mp4_writer(to, width_px=facts.width_px, height_px=facts.height_px, rate=Fraction(30)) as write:
        for number in range(round(seconds * 30)):
            write(pictures[number % len(pictures)])


def estimator() -> Any:
    """Return the estimator that the command uses."""
    from biomech.pose.mediapipe_engine import MediapipeEstimator

    return MediapipeEstimator(model())


def model() -> Path:
    """Return the model that the command uses."""
    from biomech.models import DEFAULT, find_model, models_dir

    return find_model(DEFAULT, models_dir(None, os.environ))


WORK = {"bare": bare, "ours": ours}

if __name__ == "__main__":
    main()
