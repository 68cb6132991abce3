"""Clips whole and broken, Ada's videos, and what lies on the disk."""

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from celery import Celery, current_app
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from biomech.synthetic import render_hinge_clip
from core import jobs
from core.ledger import Job, State
from videos.domain.intake import take_in
from videos.models import Video
from workouts.domain.sessions import start_session
from workouts.domain.sets import save_set
from workouts.models import Set


def box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I4s", 8 + len(content), name) + content


@pytest.fixture(scope="session")
def hollow() -> bytes:
    """Return a file whose boxes are whole and have no picture in them."""
    return box(b"ftyp", b"isom\0\0\2\0isomiso2") + box(b"moov", b"\0" * 100) + box(b"mdat", b"x" * 1000)


@pytest.fixture(scope="session")
def mp4(clip) -> bytes:
    """Return a whole clip with its index in front."""
    content = clip.read_bytes()
    assert content.index(b"moov") < content.index(b"mdat")
    return content


@pytest.fixture(scope="session")
def webm(tmp_path_factory) -> bytes:
    """Return a whole WebM clip."""
    path = tmp_path_factory.mktemp("clips") / "hinge.webm"
    render_hinge_clip(path, reps=1, seconds_per_rep=1.2, size_px=(160, 100), codec="libvpx")
    return path.read_bytes()


BROKEN: dict[str, tuple[Callable[[bytes, bytes], bytes], str, str]] = {
    "no bytes": (lambda mp4, webm: b"", "empty_file", "This file is empty."),
    "text": (lambda mp4, webm: b"squeeze the bar" * 100, "not_a_video", "This is not a video"),
    "a picture": (lambda mp4, webm: b"\x89PNG\r\n\x1a\n" + b"\0" * 500, "not_a_video", "This is not a video"),
    "a playlist": (lambda mp4, webm: b"#EXTM3U\nhttp://127.0.0.1/x.ts\n", "not_a_video", "This is not a video"),
    "a list of files": (lambda mp4, webm: b"ffconcat version 1.0\nfile x.mp4\n", "not_a_video", "This is not a video"),
    "one byte": (lambda mp4, webm: b"x", "not_a_video", "This is not a video"),
    "the first half of an mp4": (lambda mp4, webm: mp4[: len(mp4) // 2], "truncated_video", "This video is cut off"),
    "the second half of an mp4": (lambda mp4, webm: mp4[len(mp4) // 2 :], "not_a_video", "This is not a video"),
    "an mp4 without its last byte": (lambda mp4, webm: mp4[:-1], "truncated_video", "This video is cut off"),
    "an mp4 without its index": (lambda mp4, webm: mp4[:32], "truncated_video", "This video is cut off"),
    "the first half of a webm": (lambda mp4, webm: webm[: len(webm) // 2], "truncated_video", "This video is cut off"),
    "the head of a webm": (lambda mp4, webm: webm[:40], "truncated_video", "This video is cut off"),
}


@pytest.fixture(params=BROKEN)
def broken(request, mp4, webm) -> tuple[bytes, str, str]:
    """Return a file that is not taken, with the code and the start of the sentence that say why."""
    make, code, sentence = BROKEN[request.param]
    return make(mp4, webm), code, sentence


@pytest.fixture
def on_disk(settings) -> Callable[[], list[Path]]:
    """Return a way to list everything that lies in the media folder."""
    return lambda: sorted(path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file())


@pytest.fixture
def nothing_kept(on_disk) -> Callable[[], bool]:
    """Return a way to tell that an upload left no row, no job and no file."""
    return lambda: not (Video.objects.exists() or Job.objects.exists() or on_disk())


def upload(content: bytes, name: str = "clip.mp4") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "video/mp4")


@pytest.fixture
def send(api) -> Callable[..., object]:
    """Return a way for Ada to post a clip to the API."""

    def post(content: bytes, *, name: str = "clip.mp4", client=api, **fields):
        return client.post("/api/v1/videos", {"file": upload(content, name)} | fields, format="multipart")

    return post


@pytest.fixture
def film(athlete, mp4) -> Callable[..., Video]:
    """Return a maker of videos of Ada's."""

    def make(content: bytes = mp4, **about) -> Video:
        return take_in(upload(content), **({"owner": athlete, "recorded_at": timezone.now()} | about))

    return make


@pytest.fixture
def video(film) -> Video:
    """Return a video of Ada's that nobody has worked on yet."""
    return film()


@pytest.fixture
def ready(video) -> Video:
    """Return a video of Ada's with its stills and its rendition."""
    work_on(video)
    assert video.status == "ready"
    return video


def work_on(video: Video) -> Video:
    """Do all the work that waits on a video, one job after the other, as the workers would."""
    while job := Job.objects.filter(subject=video.pk, state=State.QUEUED).order_by("created_at").first():
        jobs.work(job.pk)
    video.refresh_from_db()
    return video


@pytest.fixture
def new_set(library) -> Callable[..., Set]:
    """Return a maker of sets: romanian deadlifts, 60 kg for 8."""

    def make(owner, **values) -> Set:
        session = start_session(owner=owner, at=timezone.now(), title="Pull")
        given = {"exercise_id": "romanian-deadlift", "load_kg": 60.0, "reps": 8, "performed_at": timezone.now()}
        return save_set(Set(owner=owner, session=session, **(given | values)))

    return make


@pytest.fixture
def broker_at() -> Iterator[Callable[[str], None]]:
    """Return a way to send messages to another broker than the project's."""
    ours = current_app._get_current_object()

    def use(url: str) -> None:
        app = Celery("elsewhere", broker=url, set_as_current=True)
        app.conf.broker_transport_options = settings.CELERY_BROKER_TRANSPORT_OPTIONS

    yield use
    ours.set_current()
