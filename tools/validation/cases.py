"""The labelled clips of a folder with their reports, as they are or changed."""

import os
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from biomech.analysis import analyse
from biomech.bench import read_labels
from biomech.frames import read_samples
from biomech.hush import hushed
from biomech.models import models_dir
from biomech.pose.recorded import read_recording, write_recording
from biomech.pose.registry import DEFAULT_ESTIMATOR, ESTIMATORS
from biomech.track import record
from tools.validation.margins import Case
from tools.validation.variants import write_variant


def cases(folder: Path, kept: Path, variant: str | None, jobs: int) -> list[Case]:
    """Return each labelled clip of a folder with its report, all clips changed in the same way."""
    labels = read_labels(folder)
    work = [(folder / file, kept / (variant or "plain") / f"{Path(file).stem}.json.gz", variant) for file in labels]
    with ProcessPoolExecutor(max_workers=jobs, mp_context=get_context("spawn")) as pool:
        for done, _ in enumerate(pool.map(_record, work), start=1):
            if sys.stderr.isatty():
                print(f"\r{variant or 'plain'}: {done} of {len(work)}", end="", file=sys.stderr, flush=True)
    if sys.stderr.isatty():
        print(file=sys.stderr)
    return [
        Case(clip.name, labels[clip.name], analyse(read_recording(recording), labels[clip.name].get("exercise")))
        for clip, recording, _ in work
    ]


def _record(work: tuple[Path, Path, str | None]) -> None:
    """Write the poses of a clip, changed or as it is, unless they are there."""
    clip, recording, variant = work
    if recording.exists():
        return
    recording.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, hushed():
        if variant is not None:
            changed = Path(folder) / clip.name
            write_variant(variant, clip, changed)
            clip = changed
        estimator = ESTIMATORS[DEFAULT_ESTIMATOR](models_dir(None, os.environ))
        write_recording(record(read_samples(clip), estimator), recording)
