"""What the pose estimators make of pictures: poses where somebody is, nothing where nobody is, never a crash."""

import importlib.util
import os
import warnings
from pathlib import Path

import numpy as np
import pytest

from biomech import models
from biomech.frames import Sample, read_samples
from biomech.joints import JOINTS, pair
from biomech.models import ModelMissing
from biomech.pose.registry import DEFAULT_ESTIMATOR, ESTIMATORS
from biomech.synthetic_figure import draw_figure
from biomech.synthetic_joints import hinge_joints
from biomech.track import record

SHARED = Path(__file__).resolve().parents[3] / "shared" / "videos"
#: A kettlebell deadlift, filmed as correct.
CLIP = SHARED / "tby_0016c_1.mp4"


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    """Return MediaPipe with its smallest model."""
    for what, there in (
        ("mediapipe", importlib.util.find_spec("mediapipe") is not None),
        ("the npm package @mediapipe/pose", models.PACKAGE.is_dir()),
    ):
        if not there and os.environ.get("CI", "").lower() == "true":
            pytest.fail(f"needs {what}, which is not installed; under CI=true nothing may be skipped", pytrace=False)
        if not there:
            pytest.skip(f"needs {what}, which is not installed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what its libraries say of one another
        made = ESTIMATORS["lite"](tmp_path_factory.mktemp("models"))
        from mediapipe.tasks.python import vision  # noqa: F401, PLC0415 -- as above
    return made


@pytest.fixture
def landmarkers(engine, monkeypatch):
    """Return lists of the pictures and the stamps that MediaPipe was given, and of those opened and still open."""
    from mediapipe.tasks.python import vision  # noqa: PLC0415 -- needs it installed

    seen = {"pictures": [], "stamps": [], "opened": [], "open": []}
    kind = vision.PoseLandmarker
    detect, create, close = kind.detect_for_video, kind.create_from_options, kind.close

    def watched(self, image, stamp_ms):
        seen["pictures"].append(image.numpy_view().copy())
        seen["stamps"].append(stamp_ms)
        return detect(self, image, stamp_ms)

    def opened(options):
        one = create(options)
        seen["opened"].append(one)  # kept, so that none is closed only because nobody holds it any more
        seen["open"].append(one)
        return one

    def closed(self):
        if self in seen["open"]:
            seen["open"].remove(self)
        close(self)

    monkeypatch.setattr(kind, "detect_for_video", watched)
    monkeypatch.setattr(kind, "create_from_options", opened)
    monkeypatch.setattr(kind, "close", closed)
    return seen


def samples(*pictures, at_s=None):
    return [Sample(at_s[index] if at_s else index / 30, rgb) for index, rgb in enumerate(pictures)]


def figure():
    return np.asarray(draw_figure(hinge_joints(hip_flexion_deg=30, knee_flexion_deg=10)))


def test_the_default_is_one_of_the_engines():
    assert DEFAULT_ESTIMATOR in ESTIMATORS


@pytest.mark.parametrize("name", sorted(ESTIMATORS))
def test_an_engine_without_its_model_says_what_to_run(name, monkeypatch, tmp_path):
    monkeypatch.setattr(models, "PACKAGE", tmp_path / "none")
    with pytest.raises(ModelMissing, match=r"run `make setup`"):
        ESTIMATORS[name](tmp_path)


@pytest.mark.parametrize("size", [(360, 640), (640, 360), (16, 16), (1, 1), (3, 640)], ids=str)
def test_black_pictures_show_nobody(engine, size):
    black = np.zeros((*size, 3), np.uint8)
    assert list(engine.estimate(samples(*[black] * 3))) == [None] * 3


@pytest.mark.parametrize("size", [(360, 640), (2, 2), (97, 161)], ids=str)
def test_noise_is_answered_frame_by_frame(engine, size):
    chance = np.random.default_rng(1)
    noise = [chance.integers(0, 256, (*size, 3), np.uint8) for _ in range(4)]
    assert len(list(engine.estimate(samples(*noise)))) == 4


def test_without_frames_there_are_no_poses(engine):
    assert list(engine.estimate([])) == []


@pytest.mark.parametrize("at_s", [(0.0, 0.0, 0.0, 0.0), (1.0, 0.5, 0.5004, 0.2), (0.0, 0.0002, 0.0004, 9.0)], ids=str)
def test_stamps_rise_whatever_the_clips_clock_says(engine, landmarkers, at_s):
    assert len(list(engine.estimate(samples(*[figure()] * 4, at_s=at_s)))) == 4
    assert len(landmarkers["stamps"]) == 4
    assert sorted(set(landmarkers["stamps"])) == landmarkers["stamps"]


@pytest.mark.parametrize(
    "lay",
    [np.asfortranarray, lambda rgb: np.pad(rgb, ((0, 0), (3, 9), (0, 0)))[:, 3:-9], lambda rgb: rgb[::-1, ::-1]],
    ids=["by columns", "cut from a larger one", "turned"],
)
def test_how_a_picture_lies_in_memory_changes_nothing(engine, landmarkers, lay):
    rgb = lay(figure())
    assert not rgb.flags.c_contiguous
    found = list(engine.estimate(samples(rgb, rgb)))
    plain = list(engine.estimate(samples(*[np.ascontiguousarray(rgb)] * 2)))
    assert all(np.array_equal(picture, rgb) for picture in landmarkers["pictures"])
    for one, other in zip(found, plain, strict=True):
        assert (one is None) == (other is None)
        assert one is None or np.array_equal(one.points_px, other.points_px)


def test_closing_the_poses_frees_what_mediapipe_holds(engine, landmarkers):
    poses = engine.estimate(samples(*[figure()] * 9))
    next(poses)
    assert len(landmarkers["open"]) == 2
    poses.close()
    assert landmarkers["open"] == []
    assert len(landmarkers["stamps"]) == 1, "no frame more than was asked for"


def test_poses_that_come_to_their_end_free_it_too(engine, landmarkers):
    list(engine.estimate(samples(figure())))
    assert (len(landmarkers["opened"]), landmarkers["open"]) == (2, [])


def test_an_error_among_the_frames_frees_it_too(engine, landmarkers):
    def broken():
        yield Sample(0.0, figure())
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        list(engine.estimate(broken()))
    assert (len(landmarkers["opened"]), landmarkers["open"]) == (2, [])


@pytest.mark.skipif(not CLIP.is_file(), reason="the clips in ../shared/videos are not on this machine")
def test_in_a_real_clip_one_body_stands_the_right_way_up(engine):
    track = record(read_samples(CLIP, end_s=3.0), engine)
    seen = np.isfinite(track.points_px).all(axis=(1, 2))
    assert seen.mean() > 0.9
    width, height = track.info.size_px
    hip, shoulder, ankle = (
        np.nanmean(track.points_px[-5:, list(pair(name))], axis=(0, 1)) for name in ("hip", "shoulder", "ankle")
    )
    assert shoulder[1] < hip[1] < ankle[1]
    assert ((hip > 0) & (hip < (width, height))).all()
    assert np.nanmedian(track.confidence[:, list(pair("hip"))]) > 0.8
    assert track.confidence.shape == (len(track.times_s), len(JOINTS))
    right, left = (np.nanmedian(track.outline_px[:, side]) for side in (0, 1))
    assert 0 < right + left < 0.8 * height, "an outline on both sides"
    assert np.isfinite(track.others_px[seen]).any(), "it has looked for other people"
    assert track.estimator == "mediapipe pose_lite"


@pytest.mark.skipif(not CLIP.is_file(), reason="the clips in ../shared/videos are not on this machine")
def test_a_real_picture_cut_from_a_larger_one_shows_the_same_body(engine):
    _, sample, *_ = read_samples(CLIP, end_s=0.1)
    cut = np.pad(sample.rgb, ((0, 0), (5, 6), (0, 0)))[:, 5:-6]
    [plain] = engine.estimate([sample])
    [other] = engine.estimate([Sample(0.0, cut)])
    assert plain is not None
    assert np.array_equal(plain.points_px, other.points_px)
    assert np.array_equal(plain.mask, other.mask)
