"""The pose model: found by its hash, else built, else a sentence."""

import dataclasses
import hashlib
import importlib.util
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from biomech import models
from biomech.decode import Still, read_stills
from biomech.synthetic_figure import draw_figure
from biomech.synthetic_joints import hinge_joints

SHARED = Path(__file__).resolve().parents[3] / "shared" / "videos"
KINDS = list(models.MODELS)


@pytest.fixture
def parts():
    """Need what models are built from and with."""
    for what, there in (
        ("mediapipe", importlib.util.find_spec("mediapipe") is not None),
        ("the npm package @mediapipe/pose", models.PACKAGE.is_dir()),
    ):
        if not there and os.environ.get("CI", "").lower() == "true":
            pytest.fail(f"needs {what}, which is not installed; under CI=true nothing may be skipped", pytrace=False)
        if not there:
            pytest.skip(f"needs {what}, which is not installed")


@pytest.fixture
def package(tmp_path, monkeypatch) -> Path:
    """Put files that are all wrong where the npm package should be."""
    folder = tmp_path / "package"
    folder.mkdir()
    for model in models.MODELS.values():
        for source in model.sources:
            (folder / source.file).write_bytes(b"something else")
    monkeypatch.setattr(models, "PACKAGE", folder)
    return folder


@pytest.fixture
def stand_in(package, monkeypatch) -> list[str]:
    """Let those files be right, and stick them together instead of building; what was built is listed."""
    built = []

    def pack(networks):
        built.append([network.name for network, _ in networks])
        return b"bundle"

    monkeypatch.setattr(models, "pack_bundle", pack)
    right, row = hashlib.sha256(b"something else").hexdigest(), models.MODELS["full"]
    sources = tuple(dataclasses.replace(source, sha256=right) for source in row.sources)
    row = dataclasses.replace(row, sources=sources, sha256=hashlib.sha256(b"bundle").hexdigest())
    monkeypatch.setattr(models, "MODELS", {**models.MODELS, "full": row})
    return built


def run(*arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "ignore", *arguments]
    return subprocess.run(
        command, cwd=models.PROJECT, env={**os.environ, **environ}, capture_output=True, text=True, check=False
    )


def test_the_folder_is_the_one_given_else_the_apps_else_the_projects(tmp_path):
    given, environ = tmp_path / "given", {"FITNESSREC_VAR": str(tmp_path / "var")}
    assert models.models_dir(given, environ) == given
    assert models.models_dir(None, environ) == tmp_path / "var" / "models"
    for unset in ({}, {"FITNESSREC_VAR": " "}):
        assert models.models_dir(None, unset) == models.PROJECT / "var" / "models"


def test_a_folder_in_the_environment_is_read_as_the_settings_read_it(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    assert models.models_dir(None, {"FITNESSREC_VAR": "~/var"}) == tmp_path / "var" / "models"
    monkeypatch.chdir(tmp_path)
    assert models.models_dir(None, {"FITNESSREC_VAR": "here"}) == tmp_path / "here" / "models"


def test_a_missing_model_is_built_once_and_then_found(stand_in, tmp_path):
    path = models.find_model("full", tmp_path / "models")
    assert path.read_bytes() == b"bundle"
    assert models.find_model("full", tmp_path / "models") == path
    assert stand_in == [["pose_detector.tflite", "pose_landmarks_detector.tflite"]]
    assert list(path.parent.iterdir()) == [path], "nothing half-written stays"


@pytest.mark.parametrize("damage", [b"bundle, cut or lengthened", b"", b"bundlE"])
def test_a_damaged_model_is_built_anew(stand_in, tmp_path, damage):
    path = models.find_model("full", tmp_path)
    path.write_bytes(damage)
    os.utime(path, ns=(0, 1))
    assert not models.is_built("full", tmp_path)
    assert models.find_model("full", tmp_path).read_bytes() == b"bundle"
    assert len(stand_in) == 2


def test_an_unchanged_model_is_read_once_per_process(stand_in, tmp_path, monkeypatch):
    models.find_model("full", tmp_path)
    assert models.is_built("full", tmp_path)
    monkeypatch.setattr(models.hashlib, "file_digest", None)
    assert models.is_built("full", tmp_path)


def test_the_folders_on_the_way_are_nobody_elses_and_the_model_may_be_read(stand_in, tmp_path):
    path = models.find_model("full", tmp_path / "var" / "models")
    modes = [folder.stat().st_mode & 0o777 for folder in (path.parent.parent, path.parent, path)]
    assert modes == [0o700, 0o700, 0o644]


def test_without_the_npm_package_a_sentence_says_what_to_run(monkeypatch, tmp_path):
    monkeypatch.setattr(models, "PACKAGE", tmp_path / "none")
    with pytest.raises(
        models.ModelMissing, match=r"heavy is missing.*none.*run `make setup` \(or `python3 tools/setup.py`\)"
    ):
        models.find_model("heavy", tmp_path)


def test_another_version_of_the_npm_package_is_refused(package, tmp_path):
    with pytest.raises(models.ModelMissing, match=r"damaged or of another version. Remove node_modules and run"):
        models.find_model("full", tmp_path)
    assert not list(tmp_path.glob("*.task"))


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (ModuleNotFoundError("No module", name="mediapipe"), "mediapipe, which builds it, is not installed: run `make"),
        (ImportError("libGL.so.1: cannot open"), r"does not start \(libGL.so.1: cannot open\): run `make setup`"),
    ],
)
def test_without_mediapipe_a_sentence_says_what_to_run(stand_in, monkeypatch, tmp_path, error, sentence):
    def fail(networks):
        raise error

    monkeypatch.setattr(models, "pack_bundle", fail)
    with pytest.raises(models.ModelMissing, match=sentence):
        models.find_model("full", tmp_path)


def test_a_bundle_that_comes_out_otherwise_is_refused(stand_in, monkeypatch, tmp_path):
    monkeypatch.setattr(models, "pack_bundle", lambda networks: b"of another version")
    with pytest.raises(models.ModelMissing, match=r"requirements-analysis.lock. Remove .venv and run `make setup`"):
        models.find_model("full", tmp_path)
    assert not list(tmp_path.glob("*.task"))


def test_a_folder_that_cannot_be_written_is_named_and_nothing_is_left_in_it(stand_in, monkeypatch, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(models.ModelMissing, match=r"could not be written to .*file/models \(File exists\)"):
        models.find_model("full", tmp_path / "file" / "models")

    def full(file: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(models.os, "fsync", full)
    with pytest.raises(models.ModelMissing, match=r"No space left on device"):
        models.find_model("full", tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


def test_libraries_that_are_not_found_are_named(monkeypatch):
    def load(name: str) -> None:
        if name.startswith("libGL"):
            raise OSError(f"{name}: cannot open shared object file")

    monkeypatch.setattr(models.ctypes, "CDLL", load)
    monkeypatch.setattr(models.sys, "platform", "linux")
    assert models.missing_libraries() == ("libGLESv2.so.2", "libGL.so.1")
    monkeypatch.setattr(models.sys, "platform", "darwin")
    assert models.missing_libraries() == ()


def test_importing_the_module_imports_no_package():
    probe = "import sys; before = set(sys.modules); import biomech.models; print(*sorted(set(sys.modules) - before))"
    names = run("-c", probe).stdout.split()
    assert "biomech.models_build" in names
    assert {name.partition(".")[0] for name in names} - set(sys.stdlib_module_names) == {"biomech"}


def test_the_command_says_what_it_did_in_one_line(stand_in, capsys, monkeypatch, tmp_path):
    monkeypatch.setenv("FITNESSREC_VAR", str(tmp_path / "var"))
    said = []
    for arguments in ([], [], ["--models", str(tmp_path / "given"), "--kind", "full"]):
        assert models.main(arguments) == 0
        said += capsys.readouterr().out.splitlines()
    path = tmp_path / "var" / "models" / "pose_full.task"
    there = f"The pose model is there: {path}"
    assert said == [f"Built the pose model {path}", there, f"Built the pose model {tmp_path / 'given' / path.name}"]


def test_the_command_fails_with_the_sentence(package, capsys, tmp_path):
    assert models.main(["--models", str(tmp_path), "--kind", "lite"]) == 1
    assert capsys.readouterr().err.startswith("The pose model lite is missing")


@pytest.mark.parametrize("kind", KINDS)
def test_the_real_one_is_built_with_the_same_bytes_each_time(parts, tmp_path, kind):
    """The hash stands in the table, so equal bytes on any machine and day are what this checks."""
    ran = run("-m", "biomech.models", "--models", str(tmp_path), "--kind", kind)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert models.is_built(kind, tmp_path)


def test_two_processes_at_once_both_end_well(parts, tmp_path):
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "pose_lite.task").write_bytes(b"cut")

    def build(_: int) -> subprocess.CompletedProcess[str]:
        return run("-m", "biomech.models", "--kind", "lite", FITNESSREC_VAR=str(tmp_path))

    with ThreadPoolExecutor(2) as pool:
        ran = list(pool.map(build, range(2)))
    assert [(one.returncode, one.stderr) for one in ran] == [(0, "")] * 2
    assert models.is_built("lite", tmp_path / "models")
    assert [path.name for path in (tmp_path / "models").iterdir()] == ["pose_lite.task"]


DETECT = """
import sys
import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions, vision
picture = mp.Image(image_format=mp.ImageFormat.SRGB, data=np.load(sys.argv[2]))
options = vision.PoseLandmarkerOptions(
    base_options=BaseOptions(model_asset_path=sys.argv[1]), output_segmentation_masks=True
)
with vision.PoseLandmarker.create_from_options(options) as landmarker:
    print("bodies:", len(landmarker.detect(picture).pose_landmarks))
"""


def detect(rgb: np.ndarray, folder: Path) -> subprocess.CompletedProcess[str]:
    """Look for bodies in a process of its own: mediapipe keeps threads and writes past Python to the log."""
    np.save(folder / "picture.npy", rgb)
    model = models.find_model("full", folder)
    return run("-c", DETECT, str(model), str(folder / "picture.npy"))


def test_a_landmarker_opens_with_it_and_copies_no_weights(parts, tmp_path):
    """Whether it takes the drawn figure for a body is its own affair."""
    figure = np.asarray(draw_figure(hinge_joints(hip_flexion_deg=0, knee_flexion_deg=0)))
    ran = detect(figure, tmp_path)
    assert ran.stdout.startswith("bodies: "), ran.stderr
    assert "unaligned" not in ran.stderr


@pytest.mark.skipif(not SHARED.is_dir(), reason="the clips in ../shared/videos are not on this machine")
def test_a_landmarker_finds_the_body_in_a_real_clip(parts, tmp_path):
    path = min(SHARED.glob("*.mp4"))
    still = next(one for one in read_stills(path, max_side_px=640) if isinstance(one, Still))
    ran = detect(still.rgb, tmp_path)
    assert ran.stdout == "bodies: 1\n", ran.stderr
