"""Reading the stills of good clips."""

import numpy as np
import pytest

from biomech.decode import Still, VideoInfo, read_stills
from biomech.synthetic import render_hinge_clip


def parts(path, **wishes):
    """Return poster, info and sprite of a clip."""
    poster, info, *sprite = read_stills(path, **wishes)
    assert isinstance(poster, Still) and poster.role == "poster"
    assert isinstance(info, VideoInfo)
    assert all(still.role == "sprite" for still in sprite)
    return poster, info, sprite


def test_the_poster_comes_first_then_the_facts_then_the_sprite(ramp):
    kinds = [part.role if isinstance(part, Still) else "info" for part in read_stills(ramp())]
    assert kinds == ["poster", "info"] + ["sprite"] * 9


def test_facts_are_those_of_the_packets(ramp):
    _, info, _ = parts(ramp(frames=90, rate_hz=30))
    assert (info.codec, info.width_px, info.height_px, info.rotation_deg) == ("h264", 160, 96, 0)
    assert (info.frame_count, info.duration_s) == (90, pytest.approx(3.0))
    assert info.frame_rate_hz == pytest.approx(30.0)
    assert info.warning is None


def test_a_clip_with_one_keyframe_gives_nine_pictures_at_their_times(ramp, shown_s):
    _, _, sprite = parts(ramp(gop=1000))
    middles = [3.0 * (i + 0.5) / 9 for i in range(9)]
    assert [still.time_s for still in sprite] == pytest.approx(middles, abs=1 / 30)
    assert [shown_s(still.rgb, duration_s=3.0) for still in sprite] == pytest.approx(middles, abs=0.08)


def test_a_clip_with_many_keyframes_shows_what_its_times_say(ramp, shown_s):
    _, _, sprite = parts(ramp(gop=4))
    shown = [shown_s(still.rgb, duration_s=3.0) for still in sprite]
    assert shown == pytest.approx([still.time_s for still in sprite], abs=0.08)
    assert shown == pytest.approx([3.0 * (i + 0.5) / 9 for i in range(9)], abs=0.17)


def test_the_poster_lies_near_two_fifths_where_keyframes_allow(ramp, shown_s):
    poster, _, _ = parts(ramp(gop=6))
    assert shown_s(poster.rgb, duration_s=3.0) == pytest.approx(1.2, abs=0.3)


def test_a_trim_keeps_every_picture_inside_it(ramp, shown_s):
    for gop in (5, 1000):
        poster, info, sprite = parts(ramp(gop=gop), start_s=1.0, end_s=2.0)
        for still in [poster, *sprite]:
            assert 0.95 <= shown_s(still.rgb, duration_s=3.0) <= 2.05
        assert info.duration_s == pytest.approx(3.0)


def test_a_trim_beyond_the_end_shows_the_last_frame(ramp, shown_s):
    _, _, sprite = parts(ramp(), start_s=50.0, end_s=60.0)
    assert len(sprite) == 9
    assert shown_s(sprite[0].rgb, duration_s=3.0) == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize("clockwise_deg", [0, 90, 180, 270])
def test_pictures_are_upright_whatever_the_file_says_of_turning(ramp, patch_rotation, clockwise_deg):
    path = ramp(frames=20)
    patch_rotation(path, clockwise_deg)
    poster, info, sprite = parts(path)
    corner_after = {0: (0, 0), 90: (0, -1), 180: (-1, -1), 270: (-1, 0)}[clockwise_deg]
    for still in [poster, sprite[0]]:
        assert still.rgb.shape == ((96, 160, 3) if clockwise_deg % 180 == 0 else (160, 96, 3))
        corners = {(y, x): still.rgb[y, x].mean() for y in (0, -1) for x in (0, -1)}
        assert max(corners, key=corners.__getitem__) == corner_after
    assert info.rotation_deg == clockwise_deg
    assert (info.width_px, info.height_px) == (sprite[0].rgb.shape[1], sprite[0].rgb.shape[0])


def test_the_longest_side_is_scaled_to_the_wanted_size(ramp):
    _, info, sprite = parts(ramp(frames=10, size_px=(320, 180)), max_side_px=100)
    assert sprite[0].rgb.shape == (56, 100, 3)
    assert (info.width_px, info.height_px) == (320, 180)


def test_small_pictures_are_not_blown_up(ramp):
    _, _, sprite = parts(ramp(frames=10), max_side_px=2000)
    assert sprite[0].rgb.shape == (96, 160, 3)


def test_colours_survive(tmp_path):
    render_hinge_clip(tmp_path / "hinge.mp4", reps=1, seconds_per_rep=0.4, size_px=(320, 200))
    _, _, sprite = parts(tmp_path / "hinge.mp4")
    orange = np.array((0xFF, 0x8A, 0x4C))
    assert np.abs(sprite[0].rgb.astype(int) - orange).sum(axis=2).min() < 30


@pytest.mark.parametrize("frames", [1, 2, 5])
def test_a_clip_with_few_frames_repeats_them(ramp, frames):
    _, info, sprite = parts(ramp(frames=frames))
    assert info.frame_count == frames
    assert len(sprite) == 9
    assert len({still.time_s for still in sprite}) == frames
    assert [still.time_s for still in sprite] == sorted(still.time_s for still in sprite)


def test_uneven_frame_times_are_measured_not_counted(ramp, shown_s):
    # Half the frames in the first quarter of the time: counting frames would put the stills elsewhere.
    path = ramp(frames=90, rate_hz=90, ticks=lambda i: i if i < 45 else 45 + (i - 45) * 3)
    _, info, sprite = parts(path)
    assert info.duration_s == pytest.approx(178 / 90, abs=0.05)
    middles = [info.duration_s * (i + 0.5) / 9 for i in range(9)]
    assert [still.time_s for still in sprite] == pytest.approx(middles, abs=0.04)


@pytest.mark.parametrize(("name", "codec"), [("clip.webm", "libvpx"), ("clip.mkv", "libx264"), ("clip.mov", "mpeg4")])
def test_other_containers_work_as_well(ramp, shown_s, name, codec):
    _, info, sprite = parts(ramp(name, codec=codec))
    assert info.frame_count == 90
    assert info.warning is None
    middles = [3.0 * (i + 0.5) / 9 for i in range(9)]
    assert [shown_s(still.rgb, duration_s=3.0) for still in sprite] == pytest.approx(middles, abs=0.2)


@pytest.mark.parametrize(
    "wishes", [{"count": 0}, {"max_side_px": 0}, {"start_s": 2.0, "end_s": 1.0}, {"start_s": float("nan")}]
)
def test_wishes_that_make_no_sense_are_errors_at_once(ramp, wishes):
    with pytest.raises(ValueError):
        read_stills(ramp(frames=1), **wishes)
