"""What a clip shows comes from its set as well, and from the work on it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import jobs
from core.ledger import Job
from core.versions import version_of
from tests.fitnessrec.changes.rows import AT, film, log, put
from tests.fitnessrec.mirror import listed
from videos.domain.intake import retry_video
from workouts.domain import blocks
from workouts.domain.next_load import Suggestion
from workouts.domain.sessions import delete_session, move_session, restore_session, start_session
from workouts.models import Exercise, Session, Set


def lifted(api, athlete, clip):
    """Store a session of one set with a clip, and a second run; return session, set, video."""
    session, row = log(api, done=False)
    put(api, "sets", {"session": session, "exercise": "good-morning", "reps": 8, "done": False})
    video = film(clip, athlete, set=Set.objects.get(pk=row))
    return Session.objects.get(pk=session), Set.objects.get(pk=row), video


def gone_and_back(session):
    delete_session(session, at=timezone.now())
    restore_session(session)


def removed_and_back(session):
    blocks.remove_exercise(session, block=0, exercise="deadlift", at=AT)
    blocks.bring_back_exercise(session, block=0, exercise="deadlift")


def warmed_up_again(session):
    session.sets.filter(block=0).update(kind="warmup")
    blocks.add_warmups(session, block=0, exercise="deadlift", steps=[(60, 5)], at=AT)


WRITES = {
    "deleted session": lambda session: delete_session(session, at=timezone.now()),
    "restored session": gone_and_back,
    "moved session": lambda session: move_session(session, by=timedelta(hours=1)),
    "removed run": lambda session: blocks.remove_exercise(session, block=0, exercise="deadlift", at=AT),
    "run brought back": removed_and_back,
    "run moved": lambda session: blocks.move(session, block=0, exercise="deadlift", by=1),
    "superset": lambda session: blocks.bind(session, block=0, exercise="deadlift"),
    "swapped": lambda session: blocks.swap(
        session, block=0, exercise="deadlift", other=Exercise.objects.get(pk="good-morning"), at=AT
    ),
    "warmed up again": warmed_up_again,
    "one more exercise": lambda session: blocks.add_exercise(
        session, exercise=Exercise.objects.get(pk="good-morning"), at=AT
    ),
    "suggestion taken": lambda session: blocks.take_suggestion(
        session,
        exercise="deadlift",
        suggestion=Suggestion("up", "All reps made.", base_kg=100.0, load_kg=105.0, reps=5),
    ),
    "started again": lambda session: start_session(owner=session.owner, at=timezone.now(), like=session),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES.keys())
def test_whatever_a_session_s_tools_change_comes_with_its_clips(api, athlete, clip, mirror, write):
    session, _, _ = lifted(api, athlete, clip)
    mirror.catch_up()
    write(session)
    assert mirror.catch_up() != []
    assert mirror.rows == listed(api)


def test_a_clip_comes_again_when_its_set_is_corrected_deleted_and_restored(api, athlete, clip, mirror):
    _, row, video = lifted(api, athlete, clip)
    mirror.catch_up()
    seen = []
    for change in (
        lambda: api.patch(f"/api/v1/sets/{row.pk}", {"load_kg": 110}, format="json"),
        lambda: api.delete(f"/api/v1/sets/{row.pk}"),
        lambda: api.post(f"/api/v1/sets/{row.pk}/restore"),
    ):
        change()
        assert [(one["kind"], one["id"]) for one in mirror.catch_up()] == [
            ("set", str(row.pk)),
            ("video", str(video.pk)),
        ]
        shown = mirror.rows["video", str(video.pk)]
        assert shown == api.get(f"/api/v1/videos/{video.pk}").json()
        seen.append((shown["set"], shown["load_kg"]))
    assert seen == [(str(row.pk), 110.0), (None, 100.0), (str(row.pk), 110.0)]


def test_a_clip_comes_again_with_each_step_of_the_work_on_it(api, athlete, clip, mirror, monkeypatch):
    video = film(clip, athlete)
    mirror.catch_up()
    steps = []
    show = jobs.Claim.beat

    def beat(self, **done):
        show(self, **done)
        steps.append(done)

    monkeypatch.setattr(jobs.Claim, "beat", beat)
    before = version_of(athlete.pk)
    jobs.work(Job.objects.get(subject=video.pk, kind="stills").pk)
    assert version_of(athlete.pk) == before + len(steps) + 1
    mirror.catch_up()
    shown = mirror.rows["video", str(video.pk)]
    assert (shown["status"], shown["rendition"]) == ("processing", None) and shown["poster"]
    jobs.work(Job.objects.get(subject=video.pk, kind="rendition").pk)
    mirror.catch_up()
    shown = mirror.rows["video", str(video.pk)]
    assert (shown["status"], shown["progress"]) == ("ready", 1.0) and shown["rendition"]
    assert mirror.rows == listed(api)


def test_a_clip_comes_again_while_the_work_goes_on(api, athlete, clip, mirror, monkeypatch):
    film(clip, athlete)
    seen = []
    beat = jobs.Claim.beat

    def stop(self, *, done, total):
        beat(self, done=done, total=total)
        if done == 3:
            raise RuntimeError

    monkeypatch.setattr(jobs.Claim, "beat", stop)
    mirror.catch_up()
    jobs.work(Job.objects.get().pk)
    for _ in mirror.catch_up():
        [shown] = mirror.rows.values()
        seen.append((shown["status"], shown["poster"] is not None))
    assert seen == [("processing", True)]
    assert mirror.rows == listed(api)


def test_a_clip_that_failed_and_is_tried_again_comes_both_times(api, athlete, clip, mirror):
    video = film(clip, athlete)
    jobs.claim(Job.objects.get().pk).fail(reason="It cannot be read.", error="x")
    mirror.catch_up()
    assert mirror.rows["video", str(video.pk)]["reason"] == "It cannot be read."
    video.refresh_from_db()
    retry_video(video)
    mirror.catch_up()
    assert mirror.rows == listed(api)
    assert mirror.rows["video", str(video.pk)]["status"] == "uploaded"
