"""Every frame of a clip, upright and at a constant rate."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from biomech import decode_process
from biomech.decode_frames import Frame, FramesEnd, FramesInfo, Limits, VideoRejected, read_frames
from tests.biomech.numbered import read_number, write_numbered
from tests.biomech.test_decode_process import message

NTSC = Fraction(30000, 1001)


def read(path, **wishes):
    """Return the facts, the number each frame shows, and the last word."""
    info, *frames, end = read_frames(path, **wishes)
    assert isinstance(info, FramesInfo)
    assert isinstance(end, FramesEnd)
    assert [frame.index for frame in frames] == list(range(info.frame_count))
    for frame in frames:
        luma, *chroma = frame.planes
        assert luma.shape == (info.height_px, info.width_px)
        assert {plane.shape for plane in chroma} == {(info.height_px // 2, info.width_px // 2)}
    return info, [read_number(frame.planes[0]) for frame in frames], end


def counted(first, last, step=1):
    return list(range(first, last + 1, step))


def test_a_clip_with_a_constant_rate_comes_frame_for_frame(tmp_path):
    info, numbers, end = read(write_numbered(tmp_path / "a.mp4", frames=75, rate=25))
    assert numbers == counted(1, 75)
    assert (info.width_px, info.height_px, info.rate, info.duration_s) == (160, 96, Fraction(25), 3.0)
    assert (info.warning, end.warning) == (None, None)


@pytest.mark.parametrize("rate", [Fraction(24000, 1001), NTSC, Fraction(30), Fraction(60000, 1001)])
def test_a_container_that_counts_milliseconds_comes_frame_for_frame(tmp_path, rate):
    info, numbers, _ = read(write_numbered(tmp_path / "a.mkv", frames=200, rate=rate))
    assert (info.rate, numbers) == (rate, counted(1, 200))


def test_webm_comes_frame_for_frame(tmp_path):
    info, numbers, _ = read(write_numbered(tmp_path / "a.webm", codec="libvpx", frames=40))
    assert (info.rate, numbers) == (Fraction(30), counted(1, 40))


def test_of_slow_motion_every_fourth_frame_is_shown(tmp_path):
    info, numbers, _ = read(write_numbered(tmp_path / "a.mp4", frames=240, rate=240))
    assert (info.rate, numbers) == (Fraction(60), counted(1, 240, 4))


def test_a_clip_with_an_uneven_rate_shows_the_nearest_frame_at_each_time(tmp_path):
    # Thirty a second, then fifteen, then a pause of half a second, as phones do when it gets dark.
    at = [0]
    for index in range(1, 60):
        at.append(at[-1] + (1 if index < 40 else 2) + (15 if index == 50 else 0))
    info, numbers, _ = read(write_numbered(tmp_path / "a.mp4", frames=60, ticks=lambda index: at[index]))
    assert info.rate == 30
    for n, number in enumerate(numbers[: at[-1]]):
        assert abs(at[number - 1] - n) == min(abs(tick - n) for tick in at)
    assert set(numbers) == set(counted(1, 60))


def test_a_frame_that_is_shown_again_does_not_come_through_the_pipe_again(tmp_path):
    path = write_numbered(tmp_path / "a.mp4", frames=3, rate=2)
    info, *frames, _ = read_frames(path)
    assert (info.rate, info.frame_count) == (10, 15)
    copies = [b.planes is a.planes for a, b in pairwise(frames)]
    assert copies.count(False) == 2


def test_a_wanted_rate_is_kept_to(tmp_path):
    info, numbers, _ = read(write_numbered(tmp_path / "a.mp4", frames=60), rate=Fraction(10))
    assert (info.rate, numbers) == (Fraction(10), counted(1, 60, 3))


def test_a_single_frame_is_a_clip_too(tmp_path):
    info, numbers, _ = read(write_numbered(tmp_path / "a.mp4", frames=1))
    assert (info.frame_count, numbers) == (1, [1])


@pytest.mark.parametrize("rotation_deg", [90, 180, 270])
def test_frames_are_upright(tmp_path, rotation_deg):
    path = write_numbered(tmp_path / "a.mov", size_px=(96, 160), frames=20, rotation_deg=rotation_deg)
    info, numbers, _ = read(path)
    assert (info.width_px, info.height_px, numbers) == (96, 160, counted(1, 20))


@pytest.mark.parametrize(
    ("stored", "shown"),
    [((1080, 1920), (720, 1280)), ((1920, 1080), (1280, 720)), ((161, 97), (160, 96)), ((640, 360), (640, 360))],
)
def test_the_short_side_is_at_most_720_and_both_are_even(tmp_path, stored, shown):
    path = write_numbered(tmp_path / "a.mp4", size_px=stored, frames=3, pixels="yuv444p")
    info, numbers, _ = read(path)
    assert ((info.width_px, info.height_px), numbers) == (shown, [1, 2, 3])


def test_a_long_strip_is_bound_by_its_long_side(tmp_path):
    info, _, _ = read(write_numbered(tmp_path / "a.mp4", size_px=(3840, 320), frames=1))
    assert (info.width_px, info.height_px) == (1920, 160)


def test_pixels_are_made_square(tmp_path):
    info, numbers, _ = read(write_numbered(tmp_path / "a.mp4", aspect=Fraction(3, 2), frames=5))
    assert (info.width_px, info.height_px, numbers) == (240, 96, counted(1, 5))


def test_a_clip_that_is_cut_off_gives_what_is_there_and_says_so(tmp_path):
    path = write_numbered(tmp_path / "a.mp4", frames=300, options={"g": "10"})
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    info, numbers, _ = read(path)
    assert info.warning == "The end of this video is missing."
    assert 100 < info.frame_count < 260
    assert numbers[:100] == counted(1, 100)


def test_a_clip_damaged_in_its_middle_keeps_its_length_and_says_so(tmp_path):
    path = write_numbered(tmp_path / "a.mp4", frames=90, options={"g": "10"})
    data = bytearray(path.read_bytes())
    hurt = len(data) // 2
    data[hurt : hurt + 200] = b"\0" * 200
    path.write_bytes(data)
    info, numbers, end = read(path)
    assert (info.frame_count, numbers[:20], numbers[-1]) == (90, counted(1, 20), 90)
    assert end.warning == "Parts of this video are damaged: pictures stand still there."


def test_a_reader_who_has_enough_ends_the_decoder(tmp_path):
    frames = read_frames(write_numbered(tmp_path / "a.mp4", frames=300))
    next(frames)
    next(frames)
    frames.close()


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        (Limits(max_frames=10), "too-many-frames"),
        (Limits(max_duration_s=0.5), "too-long"),
        (Limits(max_frame_rate_hz=20), "too-fast"),
        (Limits(max_pixels=100), "too-large"),
        (Limits(wall_s=0.01), "took-too-long"),
    ],
)
def test_what_passes_a_limit_is_refused(tmp_path, limits, code):
    with pytest.raises(VideoRejected) as caught:
        read(write_numbered(tmp_path / "a.mp4"), limits=limits)
    assert caught.value.code == code


@pytest.mark.parametrize("wishes", [{"max_short_side_px": 1}, {"rate": Fraction(0)}, {"rate": Fraction(241)}])
def test_wishes_that_make_no_sense_are_errors_at_once(tmp_path, wishes):
    with pytest.raises(ValueError):
        read_frames(tmp_path / "none.mp4", **wishes)


FRAMES = {
    "kind": "frames", "width_px": 2, "height_px": 2, "turns": 0, "rate_num": 30, "rate_den": 1, "frame_count": 2,
    "duration_s": 0.1, "warning": None,
}  # fmt: skip
FRAME = message({"kind": "frame", "times": 1}, b"\0" * 6)


@pytest.mark.parametrize(
    "answer",
    [
        message({"kind": "done"}),
        message(FRAMES | {"width_px": 3}),
        message(FRAMES | {"width_px": 4096, "height_px": 4096}),
        message(FRAMES | {"turns": 4}),
        message(FRAMES | {"rate_den": 0}),
        message(FRAMES | {"frame_count": 10**6}),
        message(FRAMES | {"warning": "made-up"}),
        message(FRAMES | {"duration_s": float("inf")}),
        message(FRAMES) + FRAME,
        message(FRAMES) + FRAME + message({"kind": "done", "warning": None}),
        message(FRAMES) + FRAME * 3,
        message(FRAMES) + message({"kind": "frame", "times": 3}, b"\0" * 6),
        message(FRAMES) + message({"kind": "frame", "times": 0}, b"\0" * 6),
        message(FRAMES) + FRAME * 2 + message({"kind": "done", "warning": ["end-missing"]}),
    ],
)
def test_an_answer_that_breaks_the_rules_counts_as_a_death(ramp, monkeypatch, answer):
    monkeypatch.setattr(decode_process, "_PROGRAM", f"import os; os.write(1, {answer!r})")
    with pytest.raises(VideoRejected) as caught:
        list(read_frames(ramp(frames=1)))
    assert caught.value.code == "decoder-died"


def test_an_answer_that_keeps_the_rules_is_read(ramp, monkeypatch):
    answer = message(FRAMES) + FRAME * 2 + message({"kind": "done", "warning": None})
    monkeypatch.setattr(decode_process, "_PROGRAM", f"import os; os.write(1, {answer!r})")
    _, *frames, end = read_frames(ramp(frames=1))
    assert [type(frame) for frame in frames] == [Frame, Frame]
    assert np.array_equal(frames[0].planes[0], np.zeros((2, 2)))
    assert end == FramesEnd(None)
