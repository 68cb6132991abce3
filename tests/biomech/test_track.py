"""A clip's poses as columns: written while the pictures go by, kept as JSON, read again."""

import gc
import json
import weakref
from dataclasses import fields

import numpy as np
import pytest

from biomech.frames import Sample, SamplesEnd, SamplesInfo, read_samples
from biomech.joints import JOINTS
from biomech.outline import HEIGHTS
from biomech.pose.base import BodyPose
from biomech.pose.recorded import RecordedEstimator, read_recording, write_recording
from biomech.track import PoseTrack, record, track_from_dict
from tests.biomech.numbered import write_numbered
from tests.biomech.test_decode_process import has_children
from tests.biomech.tracks import film, lift

INFO = SamplesInfo((320, 240), (160, 120), (10, 0), (140, 120), 4, 0.2, None)
J, H = len(JOINTS), len(HEIGHTS)


def pose(**fields):
    given = {"points_px": np.full((J, 2), 7.0), "depth_px": np.arange(J), "confidence": np.full(J, 0.9)}
    return BodyPose(**{key: np.asarray(value, np.float32) for key, value in given.items()}, **fields)


class Puppet:
    """Shows the poses it was given, one a frame, and says when it was closed."""

    name, version = "puppet", "1"

    def __init__(self, poses):
        self.poses, self.closed = poses, False

    def estimate(self, samples):
        try:
            for _, found in zip(samples, self.poses, strict=False):
                if isinstance(found, Exception):
                    raise found
                yield found
        finally:
            self.closed = True


def pictures(*brightness):
    return [
        INFO,
        *(Sample(index / 30, np.full((120, 140, 3), value, np.uint8)) for index, value in enumerate(brightness)),
        SamplesEnd(None),
    ]


def recorded(poses, parts=None, **how):
    parts = parts or pictures(*[100] * len(poses))
    return record(iter(parts), Puppet(poses), **how)


def test_a_recording_gives_back_its_track(tmp_path):
    track = film(lift(1), missing_s=[(0.5, 0.7)], others_px=120.0, warning="The end of this video is missing.")
    write_recording(track, tmp_path / "poses.json.gz")
    again = track_from_dict(json.loads(json.dumps(read_recording(tmp_path / "poses.json.gz").to_dict())))
    shown = [Sample(at_s, np.full((120, 140, 3), 128, np.uint8)) for at_s in again.times_s.tolist()]
    once_more = record(iter([again.info, *shown, SamplesEnd(track.warning)]), RecordedEstimator(again))
    for copy in (again, once_more):
        assert (copy.info, copy.warning) == (track.info, track.warning)
        for name, within in {
            "times_s": 1e-4, "points_px": 0.051, "depth_px": 0.51, "confidence": 0.0051, "outline_px": 0.051,
            "others_px": 0.51,
        }.items():  # fmt: skip
            assert getattr(copy, name) == pytest.approx(getattr(track, name), abs=within, nan_ok=True), name
    assert again.light == pytest.approx(track.light, abs=1e-3)
    assert once_more.estimator == f"recorded {track.estimator}"


def test_a_recording_of_no_frames_is_read_too():
    empty = record(iter([INFO, SamplesEnd(None)]), Puppet([]))
    assert empty.points_px.shape == (0, J, 2)
    again = track_from_dict(json.loads(json.dumps(empty.to_dict())))
    assert [getattr(again, field.name).shape for field in fields(PoseTrack) if field.name.endswith("_px")] == [
        (0, J, 2), (0, J), (0, 2, H), (0,),
    ]  # fmt: skip


def test_frames_behind_the_end_of_a_recording_show_nobody():
    two = recorded([pose(), pose()])
    four = record(iter(pictures(1, 2, 3, 4)), RecordedEstimator(two))
    assert np.isfinite(four.points_px).all(axis=(1, 2)).tolist() == [True, True, False, False]


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: [],
        lambda data: data | {"schema": 2},
        lambda data: data | {"joints": data["joints"][::-1]},
        lambda data: {key: value for key, value in data.items() if key != "outline_px"},
        lambda data: data | {"confidence": data["confidence"][:-1]},
        lambda data: data | {"points_px": [[1, 2], [3]]},
        lambda data: data | {"light": "bright"},
        lambda data: data | {"size_px": 640},
        lambda data: data | {"times_s": None},
    ],
)
def test_what_is_no_recording_of_ours_is_refused(damage):
    data = recorded([pose(), pose()]).to_dict()
    with pytest.raises(ValueError):
        track_from_dict(damage(data))


def test_where_nobody_is_seen_there_are_no_numbers():
    track = recorded([pose(), None, pose()])
    for column in (track.points_px, track.depth_px, track.confidence):
        assert np.isnan(column[1]).all()
        assert np.isfinite(column[[0, 2]]).all()
    assert np.isnan(track.outline_px[1]).all()
    assert np.isnan(track.others_px[1])
    assert track.times_s == pytest.approx([0, 1 / 30, 2 / 30])


def test_of_other_people_the_tallest_counts_and_a_look_in_vain_is_not_no_look():
    track = recorded([pose(others=(30.0, 90.0, 60.0)), pose(others=()), pose(others=None)])
    assert track.others_px == pytest.approx([90, 0, np.nan], nan_ok=True)


def test_an_outline_already_read_is_kept_and_a_mask_is_read():
    points = np.full((J, 2), 60.0)
    points[[JOINTS.index("left_shoulder"), JOINTS.index("right_shoulder")], 1] = 20.0
    seen = np.zeros((120, 140), bool)
    seen[:, 40:90] = True
    masked = BodyPose(points.astype(np.float32), np.zeros(J, np.float32), np.ones(J, np.float32), mask=seen)
    track = recorded([pose(outline_px=np.full((2, H), 5.0, np.float32)), masked])
    assert (track.outline_px[0] == 5).all()
    assert np.nanmedian(track.outline_px[1], axis=1) == pytest.approx([30, 20], abs=1.01)


def test_light_is_the_mean_brightness_and_change_the_difference_from_the_frame_before():
    track = recorded([None] * 4, pictures(51, 51, 204, 0))
    assert track.light == pytest.approx([0.2, 0.2, 0.8, 0.0], abs=1e-3)
    assert track.change == pytest.approx([0.0, 0.0, 0.6, 0.8], abs=1e-3)


def test_a_picture_of_a_few_pixels_has_light_and_change_too():
    parts = [INFO, *(Sample(at_s, np.full((1, 2, 3), 255, np.uint8)) for at_s in (0.0, 0.1)), SamplesEnd(None)]
    track = recorded([None, None], parts)
    assert (track.light.tolist(), track.change.tolist()) == ([1, 1], [0, 0])


def test_what_is_wrong_with_the_file_is_kept():
    for first, last, kept in ((None, "damaged", "damaged"), ("no end", "damaged", "no end"), (None, None, None)):
        info = SamplesInfo(**{**vars(INFO), "warning": first})
        assert recorded([None], [info, *pictures(1)[1:-1], SamplesEnd(last)]).warning == kept


def test_progress_is_told_after_each_frame_and_never_more_than_all():
    told = []
    recorded([None] * 6, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 4), (2, 4), (3, 4), (4, 4), (5, 5), (6, 6)]


class Stopped(Exception):
    pass


def test_an_error_in_progress_ends_the_work_and_frees_estimator_and_decoder_at_once(tmp_path):
    puppet, told, before = Puppet([pose()] * 99), [], has_children()

    def progress(done, total):
        told.append(done)
        if done == 3:
            raise Stopped

    samples = read_samples(write_numbered(tmp_path / "a.mp4", size_px=(640, 360), frames=60))
    with pytest.raises(Stopped) as caught:
        record(samples, puppet, progress=progress)
    assert caught.tb is not None, "the error is still there, and with it all that its frames hold"
    assert (told, puppet.closed, has_children()) == ([1, 2, 3], True, before)


def test_an_error_in_the_estimator_ends_the_decoder_at_once(tmp_path):
    before = has_children()
    samples = read_samples(write_numbered(tmp_path / "a.mp4", size_px=(640, 360), frames=60))
    with pytest.raises(RuntimeError, match="no such bundle") as caught:
        record(samples, Puppet([None, RuntimeError("no such bundle")]))
    assert caught.tb is not None
    assert has_children() == before


def test_an_error_in_the_reader_closes_the_estimator():
    def broken():
        yield INFO
        yield pictures(1)[1]
        raise Stopped

    puppet = Puppet([None] * 9)
    with pytest.raises(Stopped):
        record(broken(), puppet)
    assert puppet.closed


def test_no_picture_and_no_mask_is_kept():
    alive, most = [], []

    def kept(thing):
        alive.append(weakref.ref(thing))
        return thing

    def samples():
        yield INFO
        for index in range(20):
            yield Sample(index / 30, kept(np.full((120, 140, 3), index, np.uint8)))
        yield SamplesEnd(None)

    class Masks(Puppet):
        def estimate(self, samples):
            for _ in samples:
                most.append(sum(one() is not None for one in alive))
                yield pose(mask=kept(np.ones((120, 140), bool)))

    track = record(samples(), Masks([]))
    gc.collect()
    assert len(alive) == 40
    assert max(most) <= 4, "this frame's, and what the loops still hold of the one before"
    assert [one() for one in alive if one() is not None] == []
    assert len(track.times_s) == 20
