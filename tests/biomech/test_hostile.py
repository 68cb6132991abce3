"""What a decoder that somebody took over, or a file that wants too much, can still ask of us: nothing."""

import json
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest

from biomech import decode_picture, decode_process
from biomech.decode import VideoRejected
from biomech.decode_frames import read_frames
from biomech.decode_picture import Painter
from biomech.decode_wire import SamplesRequest, request_to_json
from biomech.encode import mp4_writer
from biomech.frames import read_samples
from tests.biomech.test_decode_process import PROJECT, WATCHED
from tools.hostile.case import Lure
from tools.hostile.clips import frame
from tools.hostile.table import CASES

FACTS = {
    "kind": "frames",
    "width_px": 2,
    "height_px": 2,
    "turns": 0,
    "rate_num": 30,
    "rate_den": 1,
    "frame_count": 1,
    "duration_s": 1.0,
    "warning": None,
}


def message(header, body=b""):
    text = json.dumps(header).encode()
    return len(text).to_bytes(4, "big") + text + body


@pytest.mark.parametrize(
    "answer",
    [
        message(FACTS | {"rate_num": 10**6}),
        message(FACTS | {"rate_num": 0}),
        message(FACTS | {"frame_count": 10**8}),
        message(FACTS | {"width_px": 3}),
        message(FACTS | {"width_px": 4096, "height_px": 4096}),
        message(FACTS | {"warning": "<b>made up</b>"}),
        message(FACTS) + message({"kind": "frame", "times": 2}, b"\0" * 6),
        message(FACTS) + message({"kind": "frame", "times": 1}, b"\0" * 5),
        message(FACTS) + message({"kind": "done", "warning": None}),
    ],
)
def test_no_answer_makes_us_write_more_than_a_clip_may_have(ramp, monkeypatch, answer):
    monkeypatch.setattr(decode_process, "_PROGRAM", f"import os; os.write(1, {answer!r})")
    with pytest.raises(VideoRejected) as caught:
        list(read_frames(ramp(frames=1)))
    assert caught.value.code == "decoder-died"


def test_colours_that_change_all_the_time_are_worked_out_a_few_times_only(monkeypatch):
    monkeypatch.setattr(decode_picture, "_SLOW_S", -1.0)
    painter, mapped = Painter(), []
    picture = frame(0)
    picture.color_trc = 18  # HLG (ITU-T H.273)
    reformat = painter._converter.reformat
    painter._converter = type(
        "Counted", (), {"reformat": lambda self, *a, **k: mapped.append(1) or reformat(*a, **k)}
    )()
    for _ in range(9):
        assert painter.paint_frame(picture, 32, 20).format.name == "yuv420p"
    assert len(mapped) == 2


def test_noise_does_not_fill_the_disk(tmp_path):
    path, chance, seconds = tmp_path / "noise.mp4", np.random.default_rng(1), 1.5
    with mp4_writer(path, width_px=640, height_px=360, rate=Fraction(30)) as write:
        for _ in range(round(30 * seconds)):
            write(tuple(chance.integers(16, 236, side, np.uint8) for side in ((360, 640), (180, 320), (180, 320))))
    assert path.stat().st_size < (20 + 10 * seconds) * 10**6 / 8 * 1.2


@pytest.mark.parametrize("gop", [4, 1000])
def test_for_samples_too_nothing_is_loaded_or_opened_once_the_door_is_shut(ramp, gop):
    request = request_to_json(SamplesRequest(max_side_px=640, max_rate_hz=30.0))
    with ramp(gop=gop).open("rb") as video:
        ended = subprocess.run(
            [sys.executable, "-I", "-c", WATCHED, str(PROJECT), request], stdin=video, capture_output=True, check=False
        )
    assert b'"done"' in ended.stdout
    assert ended.stderr == b"[]"


@pytest.mark.parametrize("name", ["changing.mp4", "changing.webm"])
def test_a_clip_that_changes_on_the_way_is_sampled_from_its_beginning_as_it_begins(tmp_path, name):
    """The search for bars has been further on by then, and has met other parameters there."""
    [case] = [case for case in CASES if case.name == name]
    path = tmp_path / name
    path.write_bytes(case.make(Lure(9, str(tmp_path))))
    info, first, *_, end = read_samples(path)
    assert (info.picture_px, info.cut_px, end.warning) == ((96, 64), (0, 0), None)
    assert first.rgb[-8:, 60:].mean(axis=(0, 1)) == pytest.approx([40, 200, 60], abs=6)
