"""Clips that carry no verdict, through decoder and model: a report that says why, never a made-up number."""

from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from biomech.clip import analyse_clip
from biomech.frames import Sample, read_samples
from tools.validation.variants import write_pictures

SHARED = Path(__file__).resolve().parents[3] / "shared" / "videos"
needs_clips = pytest.mark.skipif(not SHARED.is_dir(), reason="the clips in ../shared/videos are not on this machine")
SIZE = (360, 240, 3)
DRAWN = np.random.default_rng(1).integers(0, 255, (60, *SIZE)).astype(np.uint8)


@pytest.fixture
def told(tmp_path, estimator):
    """Return a function that writes pictures as a clip and returns its report."""

    def tell(pictures):
        path = tmp_path / "clip.mp4"
        write_pictures(path, iter(pictures))
        report, _ = analyse_clip(path, estimator, exercise="deadlift")
        return report

    return tell


def refused(report, code):
    assert not report.judged
    assert code in {reason.code for reason in report.reasons if reason.abstains}
    assert (report.findings, report.score) == ((), None)
    assert all(reason.text.endswith(".") for reason in report.reasons)
    return True


def shown(name, frames):
    """Return the first pictures of a real clip."""
    samples = (sample.rgb for sample in read_samples(SHARED / name) if isinstance(sample, Sample))
    return list(islice(samples, frames))


def even(picture):
    """Return a picture with even sides, as the encoder wants them."""
    height, width = (side // 2 * 2 for side in picture.shape[:2])
    return picture[:height, :width]


@pytest.mark.parametrize(
    ("pictures", "code"),
    [
        ([np.zeros(SIZE, np.uint8)] * 60, "black"),
        (list(DRAWN), "nobody"),
        ([np.full(SIZE, 120, np.uint8)] * 60, "nobody"),
        (list(DRAWN[:8]), "too-short"),
        (list(DRAWN[:1]), "too-short"),
    ],
    ids=["black", "noise", "grey", "eight frames", "one frame"],
)
def test_a_clip_of_nobody_is_refused_with_its_reason(told, pictures, code):
    report = told(pictures)
    assert refused(report, code)
    assert (report.reps, report.pattern, report.series) == ((), None, None)


@needs_clips
def test_a_still_of_somebody_shows_no_movement(told):
    picture = even(shown("jeff_good.mp4", 1)[0])
    report = told([picture] * 60)
    assert refused(report, "no-movement")
    assert report.reps == ()


@needs_clips
def test_half_a_rep_is_no_rep(told):
    report = told([even(picture) for picture in shown("jeff_good.mp4", 38)])
    assert refused(report, "no-full-rep")
    assert report.reps == ()


@needs_clips
def test_two_people_side_by_side_are_refused(told):
    pictures = [even(np.hstack([picture, picture[:, ::-1]])) for picture in shown("jeff_good.mp4", 62)]
    assert refused(told(pictures), "two-people")
