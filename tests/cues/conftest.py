"""Cues to test with: the library, and a person's own."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cues.domain.cues import create_cue
from cues.domain.library import load_library
from cues.models import Cue
from tests.workouts.conftest import device, lifts, new_session, new_set, reader, session, theirs  # noqa: F401


@pytest.fixture
def cue_library(library) -> None:
    """Load the library of cues; whoever joins after that has its defaults."""
    load_library()


@pytest.fixture
def new_cue(athlete) -> Callable[..., Cue]:
    """Return a function that stores an own cue, Ada's unless told otherwise."""

    def make(text: str = "zip up the jacket", *, owner=None, **values: Any) -> Cue:
        about = {"phase": "set-up", "fault": "rounded-back"} | values
        return create_cue(owner=owner or athlete, text=text, **about)

    return make


def picture(size=(40, 30), kind="PNG", mode="RGB", color="orange", **more: Any) -> bytes:
    """Return a picture of one colour."""
    written = io.BytesIO()
    Image.new(mode, size, color).save(written, kind, **more)
    return written.getvalue()


def upload(content: bytes, name: str = "picture.png", kind: str = "image/png") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content, kind)
