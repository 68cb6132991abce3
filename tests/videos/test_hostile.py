"""Files made to do harm, and odd ones from honest phones, on the way that every upload takes.

`python -m tools.torture hostile` does it with all of them, a thousand damaged clips and the running program.
"""

import io
import os
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.utils import timezone

from core.ledger import Job, State
from tests.videos.conftest import work_on
from tools.hostile.case import ACCEPTED, WARNED
from tools.hostile.clips import clip
from tools.hostile.judge import judge
from tools.hostile.mutations import mutated
from tools.hostile.pictures import LOCATION
from tools.hostile.table import CASES
from tools.hostile.traps import traps
from videos.domain.sniff import Rejected, sniff
from videos.domain.uploads.words import packed

BY_NAME = {case.name: case for case in CASES}
REFUSED_BY_LOOK = {"empty_file", "not_a_video", "truncated_video"}
#: One of each kind that reaches the decoder.
DECODED = (
    "sdp-in-boxes.mp4", "dref-file.mp4", "dref-alias.mov", "reference-movie.mov", "linked.mkv", "huge-inside.mp4",
    "huge-jpeg.mov", "growing.webm", "one-pixel.mkv", "phone.mov", "turned-90.mp4", "matrix-zero.mp4", "changing.mp4",
    "no-keyframe.mp4", "song.mp4", "cover.m4a", "encrypted.mp4", "unknown-codec.mp4", "thousand-streams.mp4",
    "fast.mp4", "still-10-hours.mp4", "claims-10-hours.mp4", "variable.mp4", "backwards.webm", "jump.webm",
    "table-bomb.mp4", "clip-and-page.mp4", "page-in-ftyp.mp4", "deep.mp4", "with-subtitles.mkv", "zlib-bombs.mkv",
    "unknown-sizes.webm",
)  # fmt: skip


@pytest.fixture(scope="module")
def trapped(tmp_path_factory):
    """Give what hostile files are aimed at; in the end nobody may have called."""
    with traps(tmp_path_factory.mktemp("beside")) as (lure, trap):
        yield lure
    assert trap.calls == []


@pytest.mark.skipif(not hasattr(os, "sched_getscheduler"), reason="Linux alone has real time for threads")
def test_making_a_file_leaves_no_real_time_behind():
    clip.__wrapped__("mkv", codec="libsvtav1", size=(128, 96), frames=2)
    assert os.sched_getscheduler(0) == os.SCHED_OTHER


def test_names_and_kinds_of_hostile_files_are_known():
    assert len(BY_NAME) == len(CASES) > 150
    assert set(DECODED) <= BY_NAME.keys()


def test_what_is_refused_at_a_look_says_why(trapped):
    refused = [case for case in CASES if case.verdict.codes <= REFUSED_BY_LOOK]
    assert len(refused) > 30
    for case in refused:
        content = case.make(trapped)
        with pytest.raises(Rejected) as caught:
            sniff(io.BytesIO(content), size=len(content))
        assert case.verdict.holds(caught.value.code, caught.value.reason), (case.name, caught.value.reason)


@pytest.mark.parametrize("name", ["plain.mp4", "phone-avc.mov", "song.mp4", "encrypted.mp4"])
def test_a_file_ends_as_it_should_when_the_workers_are_through_with_it(film, trapped, name, on_disk):
    verdict = BY_NAME[name].verdict
    video = work_on(film(BY_NAME[name].make(trapped)))
    if ACCEPTED in verdict.codes:
        assert (video.status, video.reason) == ("ready", "")
        made = [path for path in on_disk() if path.suffix != ".bin"]
        assert len(made) == 5
        assert not [path for path in made if LOCATION.encode() in path.read_bytes()]
    else:
        [code] = verdict.codes
        assert video.status == "failed"
        assert verdict.holds(code, video.reason), video.reason
        assert [job.attempts for job in Job.objects.filter(state=State.FAILED)] == [1]


def test_hostile_files_end_as_they_should_and_reach_nothing(trapped, tmp_path):
    for case, outcome in zip(
        (BY_NAME[name] for name in DECODED),
        _judged(tmp_path, [BY_NAME[name] for name in DECODED], trapped),
        strict=True,
    ):
        assert case.verdict.holds(outcome.code, outcome.sentence), (case.name, outcome)
        assert not outcome.leaked, case.name
        assert outcome.slowest_s < 30, (case.name, outcome)


def _judged(folder, cases, lure):
    made = threading.Lock()  # encoders are not the test's matter: one at a time

    def one(case):
        path = folder / case.name
        with made:
            path.write_bytes(case.make(lure))
        return judge(path)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, cases))


def test_damaged_clips_end_in_a_verdict_or_as_a_video(tmp_path):
    mutated(0)

    def one(seed):
        ending, content = mutated(seed)
        path = tmp_path / f"{seed}.{ending}"
        path.write_bytes(content)
        return judge(path)

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(one, range(30)))
    assert {outcome.code for outcome in outcomes} >= {ACCEPTED, "truncated_video", "truncated"}
    for seed, outcome in enumerate(outcomes):
        assert outcome.code in (ACCEPTED, WARNED) or outcome.sentence.endswith("."), (seed, outcome)
        assert outcome.slowest_s < 30, (seed, outcome)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\set 3.mov", "set 3.mov"),
        ("a\r\nSet-Cookie: x=1", "aSet-Cookie: x=1"),
        ("clip\u202e4pm.exe", "clip4pm.exe"),
        ("x" * 300, "x" * 200),
        ("..", ".."),
    ],
)
def test_a_name_of_a_file_is_one_line_of_plain_text(said, kept):
    assert packed({"recorded_at": timezone.now()}, filename=said, pk=None)["filename"] == kept
