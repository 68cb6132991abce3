"""Black bars around a picture are cut off, and nothing else is."""

import numpy as np
import pytest

from biomech.frames import Sample, SamplesInfo, read_samples
from tests.biomech.numbered import write_numbered

WIDTH, HEIGHT = 320, 180
WHOLE = (0, 0, WIDTH, HEIGHT)
PILLARS, LETTERS, BOTH = (110, 0, 212, HEIGHT), (0, 24, WIDTH, 150), (40, 20, 280, 160)


def lit(index):
    """Return a whole picture in which something moves."""
    picture = np.full((HEIGHT, WIDTH, 3), 90, np.uint8)
    at = 5 * index % WIDTH
    picture[:, at : at + 40] = (220, 180, 120)
    return picture


def inside(box, index, *, around=0):
    """Return the same with all outside the box (left, top, right, bottom) at a brightness or with what is given."""
    left, top, right, bottom = box
    picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8) + np.asarray(around, np.uint8)
    picture[top:bottom, left:right] = lit(index)[top:bottom, left:right]
    return picture


def box_of(tmp_path, draw, *, frames=30, **how):
    """Return left, top, right and bottom of what is left of a clip, in its own pixels."""
    path = write_numbered(tmp_path / "a.mov", size_px=(WIDTH, HEIGHT), frames=frames, draw=draw, **how)
    info, sample, *_ = read_samples(path)
    assert isinstance(info, SamplesInfo)
    assert isinstance(sample, Sample)
    assert info.scaled_px == info.picture_px == (WIDTH, HEIGHT)
    assert sample.rgb.shape == (info.size_px[1], info.size_px[0], 3)
    return (*info.cut_px, *np.add(info.cut_px, info.size_px))


@pytest.mark.parametrize("box", [PILLARS, LETTERS, BOTH], ids=["pillar-box", "letter-box", "both"])
def test_bars_are_cut_off(tmp_path, box):
    assert box_of(tmp_path, lambda index: inside(box, index)) == pytest.approx(box, abs=2)


def test_what_is_left_shows_no_bar(tmp_path):
    path = write_numbered(tmp_path / "a.mp4", size_px=(WIDTH, HEIGHT), frames=5, draw=lambda index: inside(BOTH, index))
    for sample in read_samples(path):
        if isinstance(sample, Sample):
            assert sample.rgb[2:-2, 2:-2].min() > 40


def test_bars_with_a_little_noise_of_the_coding_are_cut_off(tmp_path):
    chance = np.random.default_rng(1)

    def draw(index):
        return inside(PILLARS, index, around=chance.integers(0, 9, (HEIGHT, WIDTH, 1)))

    assert box_of(tmp_path, draw) == pytest.approx(PILLARS, abs=2)


def test_a_speck_in_a_bar_does_not_keep_it(tmp_path):
    def draw(index):
        picture = inside(PILLARS, index)
        picture[90:91, 20:22] = 255
        return picture

    assert box_of(tmp_path, draw) == pytest.approx(PILLARS, abs=2)


@pytest.mark.parametrize("rotation_deg", [90, 180, 270])
def test_bars_of_a_turned_clip_are_cut_off_where_they_are_seen(tmp_path, rotation_deg):
    box = (110, 24, 260, HEIGHT)
    cut = box_of(tmp_path, lambda index: inside(box, index), rotation_deg=rotation_deg)
    assert cut == pytest.approx(box, abs=2)


def test_bars_are_found_although_the_clip_begins_black(tmp_path):
    def draw(index):
        return inside(PILLARS, index) if index >= 60 else np.zeros((HEIGHT, WIDTH, 3), np.uint8)

    assert box_of(tmp_path, draw, frames=120) == pytest.approx(PILLARS, abs=2)


def test_bars_are_found_in_a_part_of_a_clip_that_is_black_itself(tmp_path):
    """They are those of the clip, not of the range, so that all ranges of a clip have the same size."""

    def draw(index):
        return inside(PILLARS, index) if index >= 60 else np.zeros((HEIGHT, WIDTH, 3), np.uint8)

    path = write_numbered(tmp_path / "a.mp4", size_px=(WIDTH, HEIGHT), frames=120, draw=draw)
    whole, early = next(read_samples(path)), next(read_samples(path, end_s=1.0))
    assert (early.cut_px, early.size_px) == (whole.cut_px, whole.size_px)
    assert early.size_px[0] < 110


def test_a_picture_without_bars_is_kept_whole(tmp_path):
    assert box_of(tmp_path, lit) == WHOLE


def test_dark_surroundings_are_no_bars(tmp_path):
    assert box_of(tmp_path, lambda index: inside(PILLARS, index, around=26)) == WHOLE


def test_a_clip_that_is_black_throughout_is_kept_whole(tmp_path):
    assert box_of(tmp_path, lambda index: np.zeros((HEIGHT, WIDTH, 3), np.uint8)) == WHOLE


@pytest.mark.parametrize("lit_from", [0, 20])
def test_bars_in_a_part_of_a_clip_are_kept(tmp_path, lit_from):
    def draw(index):
        return lit(index) if lit_from <= index < lit_from + 20 else inside(PILLARS, index)

    assert box_of(tmp_path, draw, frames=40) == WHOLE


def test_bars_that_are_not_worth_it_are_kept(tmp_path):
    assert box_of(tmp_path, lambda index: inside((4, 0, WIDTH - 4, HEIGHT), index)) == WHOLE


def test_a_strip_of_light_is_no_picture_between_bars(tmp_path):
    assert box_of(tmp_path, lambda index: inside((140, 0, 170, HEIGHT), index)) == WHOLE


def test_what_is_left_may_be_as_large_as_the_whole(tmp_path):
    """A body between bars is not measured in a smaller picture than one without."""
    path = write_numbered(
        tmp_path / "a.mp4", size_px=(WIDTH, HEIGHT), frames=5, draw=lambda index: inside(PILLARS, index)
    )
    info, *_ = read_samples(path, max_side_px=90)
    assert max(info.size_px) == pytest.approx(90, abs=1)
    assert min(info.size_px) == pytest.approx(51, abs=1)


def test_what_moves_on_black_is_not_cut_by_where_it_was_now_and_then(tmp_path):
    def draw(index):
        picture = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
        at = 30 + 2 * index
        picture[60:120, at : at + 80] = 200
        return picture

    left, _, right, _ = box_of(tmp_path, draw, frames=90)
    assert (left, right) == (0, WIDTH)
