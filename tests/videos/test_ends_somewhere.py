"""Whatever fails, succeeds and is tried again, in whatever order: work goes on, or the clip says how it ended."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from django.db import transaction

from biomech.decode import Still, VideoInfo
from core import jobs
from core.ledger import Job, State
from videos.domain import rendition, stills
from videos.domain.intake import save_video
from videos.models import Status, Video

KINDS = ("stills", "rendition")
REFUSED = {"poster": "There is no poster.", "stills": "There is no strip.", "rendition": "It cannot be played."}


@pytest.fixture
def refused(monkeypatch) -> set[str]:
    """Have the files made of nothing, without those that the test puts into the set."""
    chosen: set[str] = set()

    def check(what: str) -> None:
        if what in chosen:
            raise jobs.Verdict(REFUSED[what])

    def decoded(source, video):
        grey = np.zeros((8, 8, 3), np.uint8)
        check("poster")
        yield Still("poster", 0, 0.0, grey)
        yield VideoInfo("mp4", "h264", 8, 8, 0, 2.4, 30.0, 72, None)
        check("stills")
        for index in range(stills.SPRITE_FRAMES):
            yield Still("sprite", index, 0.0, grey)

    def encode(video, claim, path):
        check("rendition")
        path.write_bytes(b"frames")
        return rendition.Made(path, Fraction(30), 72, "")

    monkeypatch.setattr(stills, "_decoded", decoded)
    monkeypatch.setattr(rendition, "_encode", encode)
    return chosen


def all_moves(refused: set[str]) -> dict[str, Callable[[], None]]:
    """Return everything that can happen to a clip, by what it is called."""

    def work(kind: str, without: str = "") -> None:
        refused.clear()
        refused.add(without)
        for job in Job.objects.filter(kind=kind, state=State.QUEUED):
            jobs.work(job.pk)

    def again(kind: str) -> None:
        for job in Job.objects.filter(kind=kind, state=State.FAILED):
            assert jobs.again(job.pk)

    def mark() -> None:
        video = Video.objects.get()
        video.trim_start_s = 0.5 if video.trim_start_s is None else None
        save_video(video)

    return {
        "stills fail": lambda: work("stills", without="stills"),
        "stills fail at the poster": lambda: work("stills", without="poster"),
        "stills succeed": lambda: work("stills"),
        "stills are tried again": lambda: again("stills"),
        "the rendition fails": lambda: work("rendition", without="rendition"),
        "the rendition succeeds": lambda: work("rendition"),
        "the rendition is tried again": lambda: again("rendition"),
        "the marks are moved": mark,
    }


def standing() -> tuple[object, ...]:
    """Return all on which it depends what can come next."""
    video, ledger = Video.objects.get(), Job.objects.order_by("kind").values_list("kind", "state", "reason")
    return video.status, video.reason, bool(video.poster), bool(video.rendition), tuple(ledger)


def check(steps: tuple[str, ...]) -> None:
    """Hold what the clip says against its jobs."""
    video, states = Video.objects.get(), dict(Job.objects.values_list("kind", "state"))
    said = f"{video.status}, {video.reason!r}, its jobs are {states} after: {', '.join(steps)}"
    if State.QUEUED in states.values():
        return
    if video.status == Status.READY:
        assert (bool(video.rendition), video.reason) == (True, ""), said
    else:
        reasons = Job.objects.filter(state=State.FAILED).values_list("reason", flat=True)
        assert (video.status, video.reason in reasons) == (Status.FAILED, True), said


def test_in_no_order_does_a_clip_wait_for_work_that_nobody_does(film, refused):
    film()
    moves, seen = all_moves(refused), {standing()}

    def go_on(steps: tuple[str, ...]) -> None:
        for name, move in moves.items():
            with transaction.atomic():
                move()
                check((*steps, name))
                if (found := standing()) not in seen:
                    seen.add(found)
                    go_on((*steps, name))
                transaction.set_rollback(True)

    go_on(())
    ledgers = {frozenset((kind, state) for kind, state, _ in found[-1]) for found in seen}
    ends = (State.QUEUED, State.DONE, State.FAILED)
    assert ledgers >= {frozenset(zip(KINDS, (one, other), strict=True)) for one in ends for other in ends}
