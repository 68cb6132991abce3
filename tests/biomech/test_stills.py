"""Stills of each rep's bottom: the right frame, and the skeleton where the body is."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import ImageColor

from biomech import stills
from biomech.analysis import analyse
from biomech.frames import SamplesInfo, VideoRejected, read_samples
from biomech.joints import JOINTS, pair
from biomech.pose.base import BodyPose
from biomech.stills import draw_bottoms
from biomech.track import record
from tests.biomech.numbered import write_numbered
from tests.biomech.tracks import Camera, Pace, film, lift

#: The picture, and within its bars the part that shows the body.
PICTURE, LEFT, TOP, SIZE = (1440, 960), 130, 20, (960, 900)
CAMERA = Camera(leg_px=300.0, size_px=SIZE, rate_hz=15.0)
PACE = Pace(down=0.6, pause=0.4, up=0.6, rest=0.4)
DARKEST, STEP = 60, 2
BONE, BACK = (np.array(ImageColor.getrgb(colour)) for colour in (stills._BONE, stills._BACK))


class Known:
    """Sees at any time the body of a track that was filmed between the bars, in a sample's own pixels."""

    name, version = "known", "1"

    def __init__(self, track, info):
        self.track, self.info = track, info

    def estimate(self, samples):
        scale = self.info.scaled_px[0] / self.info.picture_px[0]
        for sample in samples:
            place = int(np.abs(self.track.times_s - sample.time_s).argmin())
            yield BodyPose(
                points_px=in_sample(self.track.points_px[place] + (LEFT, TOP), self.info).astype(np.float32),
                depth_px=self.track.depth_px[place] * scale,
                confidence=self.track.confidence[place],
                outline_px=self.track.outline_px[place] * scale,
                others=(),
            )


def in_sample(point, info):
    """Return a place of the upright picture in a sample's pixels, as `SamplesInfo` says."""
    return np.asarray(point) * np.array(info.scaled_px) / info.picture_px - info.cut_px


def draw(index):
    picture = np.zeros((PICTURE[1], PICTURE[0], 3), np.uint8)
    picture[TOP : TOP + SIZE[1], LEFT : LEFT + SIZE[0]] = DARKEST + STEP * index
    return picture


def analysed(path, seen, **trim):
    """Return report and track of a clip in which that body is seen."""
    info = next(read_samples(path, **trim))
    assert isinstance(info, SamplesInfo)
    track = record(read_samples(path, **trim), Known(seen, info))
    return analyse(track, "deadlift"), track


@pytest.fixture(scope="module", params=[("right", 0), ("left", 90)], ids=["as stored", "turned"])
def set_of_two(request, tmp_path_factory):
    """Return a clip, its true track in the pixels between the bars, the report and the track."""
    facing, rotation_deg = request.param
    seen = film(lift(2, pace=PACE, stand_s=0.6), replace(CAMERA, facing=facing))
    path = tmp_path_factory.mktemp("set") / "a.mov"
    frames = len(seen.times_s)
    write_numbered(path, size_px=PICTURE, rate=15, frames=frames, rotation_deg=rotation_deg, draw=draw)
    return path, seen, *analysed(path, seen)


def near(picture, point, colour, *, within=4):
    """Tell whether a picture has a colour near a place."""
    x, y = np.rint(point).astype(int)
    part = np.asarray(picture)[max(0, y - within) : y + within + 1, max(0, x - within) : x + within + 1].astype(int)
    return bool((np.abs(part - colour).max(axis=2) < 40).any())


@pytest.fixture(scope="module")
def drawn(set_of_two):
    """Return the stills, each with the true joints by name in its pixels."""
    path, seen, report, track = set_of_two
    info = next(read_samples(path, max_side_px=1280))
    found = []
    for still, rep in zip(draw_bottoms(path, report, track), report.reps, strict=True):
        points = in_sample(seen.points_px[rep.rep.bottom] + (LEFT, TOP), info)
        found.append((still, {name: points[place] for place, name in enumerate(JOINTS)}))
    return found


def test_each_rep_has_a_still_of_its_bottoms_frame(set_of_two, drawn):
    _, _, report, track = set_of_two
    assert [still.number for still, _ in drawn] == [0, 1]
    for (still, _), rep in zip(drawn, report.reps, strict=True):
        assert still.time_s == track.times_s[rep.rep.bottom]
        corner = np.asarray(still.picture)[-30:-10, -30:-10].mean()
        assert corner == pytest.approx(DARKEST + STEP * rep.rep.bottom, abs=1.5)


def test_a_still_is_upright_larger_than_what_was_measured_and_without_bars(set_of_two, drawn):
    *_, track = set_of_two
    [(still, _), _] = drawn
    assert max(track.info.size_px) == pytest.approx(640, abs=1)
    assert still.picture.size == pytest.approx(SIZE, abs=8)
    assert np.asarray(still.picture)[:, [3, -4]].min() > 40


@pytest.mark.parametrize(("a", "b"), [("hip", "knee"), ("knee", "ankle"), ("shoulder", "hip"), ("elbow", "wrist")])
def test_bones_lie_where_the_body_is(drawn, a, b):
    for still, at in drawn:
        for side in ("left", "right"):
            for share in (0.3, 0.5, 0.7):
                point = at[f"{side}_{a}"] * share + at[f"{side}_{b}"] * (1 - share)
                assert near(still.picture, point, BONE), (side, share)


def test_nothing_is_drawn_away_from_the_body(drawn):
    for still, at in drawn:
        below = max(y for _, y in at.values()) + 12
        part = np.asarray(still.picture)[int(below) :].astype(int)
        assert np.ptp(part, axis=2).max() < 12, "grey as it was"


def test_the_trunk_line_lies_behind_the_trunk(drawn):
    for still, at in drawn:
        hip, shoulder = ((at[f"left_{name}"] + at[f"right_{name}"]) / 2 for name in ("hip", "shoulder"))
        dx, dy = shoulder - hip
        behind = np.array([dy, -dx]) * (1 if dx > 0 else -1)
        for share in (0.2, 0.45, 0.7):
            assert near(still.picture, hip + share * (shoulder - hip) + 0.3 * behind, BACK)
        assert not near(still.picture, hip + 0.45 * (shoulder - hip) - 0.3 * behind, BACK)


def test_the_angles_are_written_on_a_dark_plate(drawn):
    [(still, _), _] = drawn
    corner = np.asarray(still.picture.convert("L"))[:200, :250]
    assert (corner > 240).sum() > 200, "white letters"
    assert (corner < 40).sum() > 2000, "on black"


def test_joints_that_are_not_in_sight_are_not_drawn(set_of_two):
    path, seen, report, track = set_of_two
    hidden = track.confidence.copy()
    hidden[:, list(pair("wrist"))] = 0.4
    still = next(draw_bottoms(path, report, replace(track, confidence=hidden)))
    info, bottom = next(read_samples(path, max_side_px=1280)), report.reps[0].rep.bottom
    elbow, wrist = (in_sample(seen.points_px[bottom, pair(name)[0]] + (LEFT, TOP), info) for name in ("elbow", "wrist"))
    assert not near(still.picture, (elbow + 3 * wrist) / 4, BONE)


@pytest.mark.parametrize("start_s", [0.11, 0.3])
@pytest.mark.parametrize("rate", [50, 60, 120, 240])
def test_of_a_part_of_a_fast_clip_each_rep_has_its_still_too(tmp_path, rate, start_s):
    pace = Pace(down=0.3, pause=0.2, up=0.3, rest=0.2)
    seen = film(lift(2, pace=pace, stand_s=0.4), Camera(leg_px=40, size_px=(160, 120), rate_hz=rate, floor_px=10))
    grey = np.full((120, 160, 3), 100, np.uint8)
    path = write_numbered(
        tmp_path / "a.mp4", rate=rate, frames=len(seen.times_s), size_px=(160, 120), draw=lambda _: grey
    )
    track = record(read_samples(path, start_s=start_s), Known(seen, next(read_samples(path))))
    report = analyse(track)
    assert len(report.reps) == 2
    drawn = list(draw_bottoms(path, report, track))
    assert [still.time_s for still in drawn] == [track.times_s[rep.rep.bottom] for rep in report.reps]


def test_a_report_without_reps_needs_no_decoding(tmp_path):
    track = film(lift(0))
    assert list(draw_bottoms(tmp_path / "none.mp4", analyse(track), track)) == []


def test_a_clip_that_is_gone_or_broken_since_is_an_error(set_of_two, tmp_path):
    _, _, report, track = set_of_two
    with pytest.raises(OSError):
        list(draw_bottoms(tmp_path / "none.mp4", report, track))
    (tmp_path / "text.mp4").write_text("just some words")
    with pytest.raises(VideoRejected):
        list(draw_bottoms(tmp_path / "text.mp4", report, track))
