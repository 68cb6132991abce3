"""Finds the pose model by its hash, or builds it: `python -m biomech.models` does so ahead of the first clip.

Nothing here imports mediapipe before a model is built: tools/setup.py asks this module with no package installed.
"""

import argparse
import ctypes
import hashlib
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from biomech.models_build import Network, pack_bundle

Kind = Literal["lite", "full", "heavy"]

DEFAULT: Kind = "full"
PROJECT = Path(__file__).resolve().parent.parent
#: The npm package with the networks (Apache-2.0). package.json pins it.
PACKAGE = PROJECT / "node_modules" / "@mediapipe" / "pose"

#: Shared libraries that mediapipe and OpenCV open and pip does not bring, each with Debian's package.
LIBRARIES: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGLESv2.so.2": "libgles2",
    "libGL.so.1": "libgl1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb.so.1": "libxcb1",
}

_SETUP = "run `make setup` (or `python3 tools/setup.py`)"


@dataclass(frozen=True)
class Source:
    """A file of the npm package, its SHA-256, and the network it becomes in the bundle."""

    file: str
    sha256: str
    network: Network


@dataclass(frozen=True)
class Model:
    """A pose model: the bundle's file name and SHA-256, and what it is built from.

    The hash is of what the versions in requirements-analysis.lock build; others may write the same model otherwise.
    """

    kind: Kind
    file: str
    sha256: str
    sources: tuple[Source, ...]


class ModelMissing(Exception):
    """There is no such model and it cannot be built; the message says what to do."""


_DETECTOR = Source(
    "pose_solution_packed_assets.data",
    "a63c614bef30d35947f13be361820b1e4e3bec9cfeebf4d11216a18373108e85",
    Network("pose_detector.tflite", mean=127.5, std=127.5),  # -1 to 1
)


def _model(kind: Kind, sha256: str, landmarks_sha256: str) -> Model:
    network = Network("pose_landmarks_detector.tflite", mean=0.0, std=255.0)  # 0 to 1
    landmarks = Source(f"pose_landmark_{kind}.tflite", landmarks_sha256, network)
    return Model(kind, f"pose_{kind}.task", sha256, (_DETECTOR, landmarks))


MODELS: Mapping[Kind, Model] = {
    "lite": _model(
        "lite",
        "1c1c9147ec4a67b085112be30637a4fc6f090aa50e381c21327cd87b60b68816",
        "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
    ),
    "full": _model(
        "full",
        "55ea14f1e512c3eb497188a7169ca3d9e9613447f090c1787749699827df6563",
        "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    ),
    "heavy": _model(
        "heavy",
        "7ce56195e0ffe2e6d9047d9dea684542f44ef6c05936f047b4f9d80ac2cb4e29",
        "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
    ),
}


def models_dir(given: Path | None, environ: Mapping[str, str]) -> Path:
    """Return the folder of the models: the one given, else `$FITNESSREC_VAR/models`, else the project's."""
    if given is not None:
        return given
    var = environ.get("FITNESSREC_VAR", "").strip()
    return (Path(var).expanduser().resolve() if var else PROJECT / "var") / "models"


def find_model(kind: Kind, directory: Path) -> Path:
    """Return the path of a model that is whole; where it is absent or damaged, it is built first.

    Takes milliseconds, and a second or two to build. Raises ModelMissing where it cannot be built.
    """
    path = directory / MODELS[kind].file
    if not is_built(kind, directory):
        _write(path, _build(MODELS[kind]))
    return path


def is_built(kind: Kind, directory: Path) -> bool:
    """Say whether the model lies there with the right hash; the same file is read once per process."""
    path = directory / MODELS[kind].file
    try:
        now = path.stat()
        return _sha256(path, now.st_mtime_ns, now.st_size) == MODELS[kind].sha256
    except OSError:
        return False


def missing_libraries() -> tuple[str, ...]:
    """Return the names of the shared libraries among LIBRARIES that Linux does not find; empty elsewhere."""
    return tuple(name for name in LIBRARIES if not _loads(name)) if sys.platform == "linux" else ()


def main(arguments: Sequence[str] | None = None) -> int:
    """Build a model where it is missing, and say so in a line; return 1 where that cannot be."""
    parser = argparse.ArgumentParser(prog="python -m biomech.models", description="Build a pose model if missing.")
    parser.add_argument(
        "--models", type=Path, metavar="DIR", help="the folder; else $FITNESSREC_VAR/models, var/models"
    )
    parser.add_argument("--kind", choices=list(MODELS), default=DEFAULT, help=f"which model ({DEFAULT})")
    options = parser.parse_args(arguments)
    directory = models_dir(options.models, os.environ)
    was_there = is_built(options.kind, directory)
    try:
        path = find_model(options.kind, directory)
    except ModelMissing as missing:
        print(missing, file=sys.stderr)
        return 1
    print(f"The pose model is there: {path}" if was_there else f"Built the pose model {path}")
    return 0


@lru_cache(maxsize=16)
def _sha256(path: Path, mtime_ns: int, size: int) -> str:
    """Return the file's hash in hex; time and size are in the key, so that a file that changed is read again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _build(model: Model) -> bytes:
    """Return the bundle's bytes, checked by hash, as are its sources."""
    networks = [(source.network, _read(model, source)) for source in model.sources]
    try:
        bundle = pack_bundle(networks)
    except ModuleNotFoundError as error:
        raise ModelMissing(
            f"The pose model {model.kind} is missing, and {error.name}, which builds it, is not installed: "
            f"{_SETUP}, without FITNESSREC_ANALYSIS=0."
        ) from error
    except ImportError as error:  # a shared library is missing
        raise ModelMissing(
            f"The pose model {model.kind} is missing, and mediapipe, which builds it, does not start ({error}): "
            f"{_SETUP}."
        ) from error
    if hashlib.sha256(bundle).hexdigest() != model.sha256:
        raise ModelMissing(
            f"The pose model {model.kind} came out with another hash than it should: mediapipe or flatbuffers is not "
            f"of the version in requirements-analysis.lock. Remove .venv and {_SETUP}."
        )
    return bundle


def _read(model: Model, source: Source) -> bytes:
    path = PACKAGE / source.file
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelMissing(
            f"The pose model {model.kind} is missing, and so is {path}, from which it is built: "
            f"{_SETUP}, without FITNESSREC_ANALYSIS=0."
        ) from error
    if hashlib.sha256(content).hexdigest() != source.sha256:
        raise ModelMissing(
            f"The pose model {model.kind} is missing, and {path}, from which it is built, is damaged or of another "
            f"version. Remove node_modules and {_SETUP}."
        )
    return content


def _write(path: Path, content: bytes) -> None:
    """Put the file there whole or not at all, also where another process does the same at this moment."""
    try:
        for folder in (path.parent.parent, path.parent):  # may be var/ itself, whose database is nobody else's
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with open(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o644)  # mkstemp's files are for one user only, and the worker may be another
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise ModelMissing(f"The pose model could not be written to {path.parent} ({error.strerror}).") from error


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(main())
