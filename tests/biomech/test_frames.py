"""Frames for measuring: even in rate with their own times, small, upright, and where in the picture they lie."""

from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest

from biomech import decode_process
from biomech.decode_wire import WHOLE_CLIP
from biomech.frames import Sample, SamplesEnd, SamplesInfo, VideoRejected, read_samples
from tests.biomech.numbered import read_number, write_numbered
from tests.biomech.test_decode_process import has_children, message, open_descriptors


def read(path, **wishes):
    """Return the facts, the samples, and the last word."""
    info, *samples, end = read_samples(path, **wishes)
    assert isinstance(info, SamplesInfo)
    assert isinstance(end, SamplesEnd)
    assert {type(sample) for sample in samples} == {Sample}
    assert {sample.rgb.shape for sample in samples} == {(info.size_px[1], info.size_px[0], 3)}
    return info, samples, end


def numbers(samples):
    return [read_number(sample.rgb[..., 1]) for sample in samples]


def times(samples):
    return [sample.time_s for sample in samples]


@pytest.mark.parametrize(
    ("rate", "every"), [(12, 1), (24, 1), (25, 1), (30, 1), (50, 2), (60, 2), (100, 3), (120, 4), (240, 7)]
)
def test_samples_are_even_and_about_thirty_a_second_with_their_own_times(tmp_path, rate, every):
    info, samples, _ = read(write_numbered(tmp_path / "a.mp4", frames=2 * rate, rate=rate))
    taken = range(0, 2 * rate, every)
    assert numbers(samples) == [index + 1 for index in taken]
    assert times(samples) == pytest.approx([index / rate for index in taken], abs=1e-9)
    assert len(samples) <= 2 * 35
    assert (info.frame_count, info.duration_s) == (len(samples), 2.0)


@pytest.mark.parametrize(
    ("rate", "every"),
    [(Fraction(24000, 1001), 1), (Fraction(30000, 1001), 1), (Fraction(60000, 1001), 2), (120, 4), (240, 7)],
)
def test_times_rounded_to_milliseconds_make_no_sample_uneven(tmp_path, rate, every):
    _, samples, _ = read(write_numbered(tmp_path / "a.mkv", frames=150, rate=rate))
    assert numbers(samples) == list(range(1, 151, every))


def test_of_a_rate_that_changes_each_sample_keeps_its_own_time(tmp_path):
    at = [0]  # a hundred and twenty a second, then forty, then a pause, then fifteen
    for index in range(1, 120):
        at.append(at[-1] + (1 if index < 60 else 3 if index < 90 else 8) + (60 if index == 90 else 0))
    path = write_numbered(tmp_path / "a.mp4", frames=120, rate=120, ticks=lambda index: at[index])
    info, samples, _ = read(path)
    seen = numbers(samples)
    assert times(samples) == pytest.approx([at[number - 1] / 120 for number in seen], abs=1e-6)
    assert min(b - a for a, b in pairwise(times(samples))) > 0.026
    assert seen[:15] == list(range(1, 58, 4))
    assert set(range(91, 121)) <= set(seen), "of the slow part no frame is passed over"
    assert info.frame_count == len(samples)


@pytest.mark.parametrize(("max_rate_hz", "every"), [(10, 3), (30, 1), (120, 1)])
def test_a_wanted_rate_is_kept_to(tmp_path, max_rate_hz, every):
    _, samples, _ = read(write_numbered(tmp_path / "a.mp4", frames=60), max_rate_hz=max_rate_hz)
    assert numbers(samples) == list(range(1, 61, every))


@pytest.mark.parametrize(
    ("trim", "first", "last"),
    [
        ({"start_s": 0.5, "end_s": 1.0}, 16, 31),
        ({"start_s": 0.51}, 17, 60),
        ({"end_s": 0.99}, 1, 30),
        ({"start_s": 0.0, "end_s": 99.0}, 1, 60),
    ],
)
def test_a_trimmed_range_gives_its_frames_with_times_from_the_clips_first(tmp_path, trim, first, last):
    info, samples, _ = read(write_numbered(tmp_path / "a.mp4", frames=60, options={"g": "7"}), **trim)
    assert numbers(samples) == list(range(first, last + 1))
    assert times(samples) == pytest.approx([index / 30 for index in range(first - 1, last)], abs=1e-6)
    assert (info.frame_count, info.duration_s) == (len(samples), 2.0)


@pytest.mark.parametrize(
    ("trim", "shown"), [({"start_s": 50.0}, 60), ({"start_s": 1.01, "end_s": 1.02}, 31)], ids=["behind", "between"]
)
def test_a_range_without_a_frame_shows_what_stands_at_its_start(tmp_path, trim, shown):
    info, samples, _ = read(write_numbered(tmp_path / "a.mp4", frames=60), **trim)
    assert (numbers(samples), info.frame_count) == ([shown], 1)


UPRIGHT = (160, 240)
LEFT, TOP, RIGHT, BOTTOM = 20, 32, 120, 228  # of the picture inside its bars, which are all of another width


def mark_in_a_corner(_):
    """Return a picture within bars that has a red mark of 12 pixels in the top right corner."""
    picture = np.zeros((UPRIGHT[1], UPRIGHT[0], 3), np.uint8)
    picture[TOP:BOTTOM, LEFT:RIGHT] = 128
    picture[TOP : TOP + 12, RIGHT - 12 : RIGHT] = (255, 0, 0)
    return picture


@pytest.mark.parametrize("max_side_px", [100, 640])
@pytest.mark.parametrize("rotation_deg", [0, 90, 180, 270])
def test_a_place_in_a_sample_maps_back_to_the_upright_picture(tmp_path, rotation_deg, max_side_px):
    path = write_numbered(
        tmp_path / "a.mov", size_px=UPRIGHT, frames=10, rotation_deg=rotation_deg, draw=mark_in_a_corner
    )
    info, samples, _ = read(path, max_side_px=max_side_px)
    assert info.picture_px == UPRIGHT
    rgb = samples[5].rgb.astype(int)
    y, x = np.nonzero(rgb[..., 0] - rgb[..., 1] > 80)
    scale = np.array(info.picture_px) / info.scaled_px
    mark = (np.array([x.mean(), y.mean()]) + 0.5 + info.cut_px) * scale
    assert mark == pytest.approx([RIGHT - 6, TOP + 6], abs=2)
    ends = (np.array([info.cut_px, np.add(info.cut_px, info.size_px)]) * scale).ravel()
    assert ends == pytest.approx([LEFT, TOP, RIGHT, BOTTOM], abs=3)


@pytest.mark.parametrize("rotation_deg", [90, 180, 270])
def test_samples_are_upright(tmp_path, rotation_deg):
    path = write_numbered(tmp_path / "a.mov", size_px=(96, 160), frames=20, rotation_deg=rotation_deg)
    info, samples, _ = read(path)
    assert (info.picture_px, info.scaled_px, info.cut_px, info.size_px) == ((96, 160), (96, 160), (0, 0), (96, 160))
    assert numbers(samples) == list(range(1, 21))


@pytest.mark.parametrize(("max_side_px", "size"), [(640, (240, 96)), (120, (120, 48))])
def test_pixels_are_made_square(tmp_path, max_side_px, size):
    path = write_numbered(tmp_path / "a.mp4", aspect=Fraction(3, 2), frames=5)
    info, samples, _ = read(path, max_side_px=max_side_px)
    assert (info.picture_px, info.scaled_px, info.size_px) == ((240, 96), size, size)
    assert numbers(samples) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("stored", "max_side_px", "size"),
    [
        ((1920, 1080), 640, (640, 360)),
        ((1080, 1920), 640, (360, 640)),
        ((160, 96), 640, (160, 96)),
        ((160, 96), 80, (80, 48)),
        ((161, 97), 640, (161, 97)),
    ],
)
def test_the_long_side_is_scaled_down_and_never_up(tmp_path, stored, max_side_px, size):
    path = write_numbered(tmp_path / "a.mp4", size_px=stored, frames=3, pixels="yuv444p")
    info, samples, _ = read(path, max_side_px=max_side_px)
    assert (info.picture_px, info.scaled_px, info.size_px, numbers(samples)) == (stored, size, size, [1, 2, 3])


@pytest.mark.parametrize("rotation_deg", [0, 90, 180, 270])
def test_pictures_are_contiguous_bytes_whichever_way_they_were_turned(tmp_path, rotation_deg):
    path = write_numbered(tmp_path / "a.mov", frames=3, rotation_deg=rotation_deg)
    for sample in read(path)[1]:
        assert sample.rgb.dtype == np.uint8
        assert sample.rgb.flags.c_contiguous


def test_a_clip_that_is_cut_off_gives_what_is_there_and_says_so(tmp_path):
    path = write_numbered(tmp_path / "a.mp4", frames=300, options={"g": "10"})
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    info, samples, _ = read(path)
    assert info.warning == "The end of this video is missing."
    assert (numbers(samples)[:100], len(samples) < 260) == (list(range(1, 101)), True)
    assert info.frame_count == pytest.approx(len(samples), abs=3)


def damaged(tmp_path):
    path = write_numbered(tmp_path / "a.mp4", frames=90, options={"g": "10"})
    data = bytearray(path.read_bytes())
    hurt = len(data) // 2
    data[hurt : hurt + 200] = b"\0" * 200
    path.write_bytes(data)
    return path


def test_a_clip_damaged_in_its_middle_goes_on_behind_it_and_says_so(tmp_path):
    info, samples, end = read(damaged(tmp_path))
    assert end.warning == "Parts of this video are damaged: pictures stand still there."
    assert info.warning is None
    assert (numbers(samples)[:20], numbers(samples)[-10:]) == (list(range(1, 21)), list(range(81, 91)))
    assert all(a < b for a, b in pairwise(times(samples)))


def test_damage_behind_the_wanted_range_is_no_matter(tmp_path):
    _, samples, end = read(damaged(tmp_path), end_s=0.5)
    assert (len(samples), end.warning) == (16, None)


def test_a_reader_who_has_enough_ends_the_decoder(tmp_path):
    before = open_descriptors(), has_children()
    samples = read_samples(write_numbered(tmp_path / "a.mp4", size_px=(320, 192), frames=200))
    assert isinstance(next(samples), SamplesInfo)
    assert isinstance(next(samples), Sample)
    assert has_children(), "it waits for its reader"
    samples.close()
    assert (open_descriptors(), has_children()) == before


@pytest.mark.parametrize(
    ("limits", "code"),
    [
        ({"max_frames": 10}, "too-many-frames"),
        ({"max_duration_s": 0.5}, "too-long"),
        ({"max_pixels": 100}, "too-large"),
        ({"wall_s": 0.01}, "took-too-long"),
    ],
)
def test_what_passes_a_limit_is_refused(tmp_path, limits, code):
    with pytest.raises(VideoRejected) as caught:
        read(write_numbered(tmp_path / "a.mp4"), limits=replace(WHOLE_CLIP, **limits))
    assert caught.value.code == code


@pytest.mark.parametrize(
    "wishes",
    [
        {"max_side_px": 15}, {"max_side_px": 4097}, {"max_rate_hz": 0.5}, {"max_rate_hz": 241},
        {"max_rate_hz": float("nan")}, {"start_s": -1.0}, {"start_s": 2.0, "end_s": 2.0}, {"end_s": 0.0},
        {"start_s": float("nan")}, {"end_s": float("nan")}, {"start_s": float("inf")},
    ],
    ids=str,
)  # fmt: skip
def test_wishes_that_make_no_sense_are_errors_at_once(tmp_path, wishes):
    with pytest.raises(ValueError):
        read_samples(tmp_path / "none.mp4", **wishes)


FACTS = {
    "kind": "samples", "picture_width_px": 8, "picture_height_px": 8, "turns": 0, "scaled_width_px": 4,
    "scaled_height_px": 4, "left_px": 1, "top_px": 0, "width_px": 2, "height_px": 3, "frame_count": 2,
    "duration_s": 0.1, "warning": None,
}  # fmt: skip
PICTURE = b"\0" * 18
DONE = message({"kind": "done", "warning": None})


def sample(time_s):
    return message({"kind": "sample", "time_s": time_s}, PICTURE)


def answer_with(monkeypatch, answer):
    monkeypatch.setattr(decode_process, "_PROGRAM", f"import os; os.write(1, {answer!r})")


@pytest.mark.parametrize(
    "answer",
    [
        DONE,
        sample(0.0),
        message(FACTS) + DONE,
        *(
            message(FACTS | wrong) + sample(0.0) + DONE
            for wrong in (
                {"kind": "frames"}, {"width_px": 0}, {"width_px": 642, "scaled_width_px": 900}, {"width_px": 4},
                {"height_px": 5}, {"left_px": -1}, {"left_px": 3}, {"top_px": 2}, {"top_px": True}, {"turns": 4},
                {"scaled_width_px": 10**10}, {"picture_height_px": 0}, {"frame_count": 0}, {"frame_count": 10**6},
                {"duration_s": float("inf")}, {"duration_s": -1.0}, {"warning": "made-up"}, {"warning": ["damaged"]},
            )
        ),
        message(FACTS) + sample(0.0),
        message(FACTS) + sample(0.0)[:-1] + DONE,
        message(FACTS) + sample(0.0) + message({"kind": "done", "warning": "made-up"}),
        message(FACTS) + sample(0.0) + message(FACTS),
        message(FACTS) + sample(float("nan")) + DONE,
        message(FACTS) + sample(-0.1) + DONE,
        message(FACTS) + sample("0") + DONE,
        message(FACTS) + sample(0.1) + sample(0.1) + DONE,
        message(FACTS) + sample(0.1) + sample(0.0) + DONE,
    ],
)  # fmt: skip
def test_an_answer_that_breaks_the_rules_counts_as_a_death(ramp, monkeypatch, answer):
    answer_with(monkeypatch, answer)
    with pytest.raises(VideoRejected) as caught:
        list(read_samples(ramp(frames=1)))
    assert caught.value.code == "decoder-died"


def test_an_answer_without_end_is_ended(ramp, monkeypatch):
    answer_with(monkeypatch, message(FACTS) + b"".join(sample(index / 30) for index in range(4)) + DONE)
    with pytest.raises(VideoRejected) as caught:
        list(read_samples(ramp(frames=1), limits=replace(WHOLE_CLIP, max_frames=3)))
    assert caught.value.code == "decoder-died"


def test_an_answer_that_keeps_the_rules_is_read(ramp, monkeypatch):
    answer_with(monkeypatch, message(FACTS | {"turns": 1}) + sample(0.0) + sample(0.05) + DONE)
    info, samples, _ = read(ramp(frames=1))
    assert (info.cut_px, info.size_px, times(samples)) == ((0, 1), (3, 2), [0.0, 0.05])
