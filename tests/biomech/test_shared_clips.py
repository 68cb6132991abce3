"""What the real clips that lie beside the repository on some machines show: those of at most four seconds.

`python -m biomech.bench` and `python -m tools.validation` look at all of them.
"""

import tomllib
from pathlib import Path

import av
import pytest

from biomech.clip import analyse_clip

SHARED = Path(__file__).resolve().parents[3] / "shared" / "videos"
LONGEST_FRAMES = 120


def short_clips():
    """Return the labels of all clips that are short enough to be looked at in every run of the tests."""
    if not SHARED.is_dir():
        skip = pytest.mark.skip(reason="the clips in ../shared/videos are not on this machine")
        return [pytest.param({}, marks=skip, id="shared clips")]
    found = []
    for label in tomllib.loads((SHARED / "labels.toml").read_text())["clip"]:
        with av.open(str(SHARED / label["file"])) as container:
            if container.streams.video[0].frames <= LONGEST_FRAMES:
                found.append(pytest.param(label, id=label["file"]))
    return found


@pytest.mark.parametrize("label", short_clips())
def test_a_short_clip_shows_what_its_labels_say(label, estimator):
    report, _ = analyse_clip(SHARED / label["file"], estimator, exercise=label["exercise"])
    assert report.judged == label["judgeable"]
    if not label["judgeable"]:
        why = {reason.code for reason in report.reasons if reason.abstains}
        assert why
        assert ("oblique-view" in why) == (label["view"] != "side")
        assert report.findings == ()
        return
    assert len(report.reps) == label["reps"]
    assert report.pattern == label["pattern"]
    if "faults" in label:
        assert {finding.code for finding in report.findings} == set(label["faults"])
