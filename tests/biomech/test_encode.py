"""Frames into a file for browsers."""

from fractions import Fraction

import av
import numpy as np
import pytest

from biomech.encode import mp4_writer
from tests.biomech.numbered import number_picture, read_number


def write(path, *, frames=40, rate=Fraction(30), size=(160, 96)):
    width, height = size
    chroma = np.full((height // 2, width // 2), 128, np.uint8)
    with mp4_writer(path, width_px=width, height_px=height, rate=rate) as add:
        for number in range(1, frames + 1):
            add((number_picture(number, size_px=size), chroma, chroma))


@pytest.mark.parametrize("rate", [Fraction(10), Fraction(24000, 1001), Fraction(30000, 1001), Fraction(60)])
def test_frame_n_is_shown_from_exactly_n_by_rate_on(tmp_path, rate):
    write(tmp_path / "a.mp4", rate=rate)
    with av.open(str(tmp_path / "a.mp4")) as container:
        frames = list(container.decode(video=0))
        assert container.streams[0].average_rate == rate
    assert [frame.pts * frame.time_base for frame in frames] == [n / rate for n in range(40)]
    assert [read_number(frame.to_ndarray(format="gray")) for frame in frames] == list(range(1, 41))


@pytest.mark.parametrize("size", [(2, 2), (98, 150), (720, 1280)])
def test_rows_that_the_encoder_pads_are_whole(tmp_path, size):
    write(tmp_path / "a.mp4", frames=2, size=size)
    with av.open(str(tmp_path / "a.mp4")) as container:
        frames = list(container.decode(video=0))
    assert [(frame.width, frame.height) for frame in frames] == [size, size]
    if size[0] > 2:
        assert [read_number(frame.to_ndarray(format="gray")) for frame in frames] == [1, 2]


def test_a_file_needs_no_edit_list_and_names_no_program(tmp_path):
    write(tmp_path / "a.mp4")
    data = (tmp_path / "a.mp4").read_bytes()
    assert data.index(b"moov") < data.index(b"mdat")
    assert b"elst" not in data
    assert b"Lavf" not in data
