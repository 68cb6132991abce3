"""Clean reps counted from clips of practice, which move the gate."""

from datetime import timedelta

import pytest

from core.versions import version_of
from drills import gates
from drills.models import DrillClip
from tests.drills.conftest import MONDAY
from tests.drills.gates.conftest import TODAY
from videos.domain.intake import save_video
from videos.models import Video
from videos.signals import analysis_finished


@pytest.fixture
def new_clip(athlete):
    """Return a function that stores a clip, of practice where a log is given."""

    def make(log=None):
        video = Video.objects.create(owner=athlete, recorded_at=MONDAY, container="video/mp4", size=1, sha256="0" * 64)
        if log:
            DrillClip.objects.create(video=video, log=log)
        return video

    return make


def analysed(video, clean, reps=15):
    analysis_finished.send(sender=Video, video=video, reps=None if clean is None else reps, clean_reps=clean)


def test_a_finished_analysis_moves_the_gate_under_a_new_version(athlete, new_log, new_clip):
    log = new_log(25, clean_reps=12)
    before = version_of(athlete.pk)
    analysed(new_clip(log), 21, reps=25)
    log.refresh_from_db()
    assert (log.clean_counted, log.clean_reps, log.v) == (21, 12, before + 1)
    found = gates.evaluate("dowel-20", athlete, on=TODAY)
    assert (found.passed, found.source) == (True, "clip")


def test_an_analysis_that_abstains_changes_nothing(athlete, new_log, new_clip):
    log = new_log(15, clean_reps=12)
    clip, before = new_clip(log), version_of(athlete.pk)
    analysed(clip, None)
    log.refresh_from_db()
    assert (log.clean_counted, version_of(athlete.pk)) == (None, before)
    analysed(clip, 11)
    analysed(clip, None)
    log.refresh_from_db()
    assert log.clean_counted == 11


def test_several_clips_of_one_log_add_up_to_its_reps_at_most(new_log, new_clip):
    log = new_log(20, clean_reps=20)
    first, second, third = new_clip(log), new_clip(log), new_clip(log)
    analysed(first, 9)
    analysed(second, 7)
    log.refresh_from_db()
    assert log.clean_counted == 16
    analysed(third, 8)
    log.refresh_from_db()
    assert log.clean_counted == 20


def test_of_what_no_clip_shows_what_the_person_says_still_counts(athlete, new_log, new_clip):
    log = new_log(45, clean_reps=45)
    analysed(new_clip(log), 3, reps=5)
    log.refresh_from_db()
    assert (log.reps_counted, log.clean_counted, log.clean_made) == (5, 3, 43)
    found = gates.evaluate("dowel-20", athlete, on=TODAY)
    assert (found.passed, found.source, found.reason[:2]) == (True, "mixed", "43")


def test_another_analysis_of_the_same_clip_takes_the_place_of_the_first(new_log, new_clip):
    log = new_log(20)
    clip = new_clip(log)
    analysed(clip, 18)
    analysed(clip, 14)
    log.refresh_from_db()
    assert log.clean_counted == 14


def test_a_clip_of_no_practice_and_the_same_count_again_write_nothing(athlete, new_log, new_clip):
    log = new_log(20)
    clip = new_clip(log)
    analysed(clip, 18)
    log.refresh_from_db()
    stamp, at = log.v, log.updated_at
    analysed(clip, 18)
    analysed(new_clip(), 30)
    log.refresh_from_db()
    assert (log.v, log.updated_at) == (stamp, at)


def test_what_was_counted_in_a_clip_goes_with_it_to_another_log(athlete, new_log, new_clip):
    wrong, right = new_log(20, clean_reps=20), new_log(15, clean_reps=3)
    clip = new_clip(wrong)
    analysed(clip, 11)
    save_video(clip, subjects={"drill_log": right})
    for log, counted in ((wrong, None), (right, 11)):
        log.refresh_from_db()
        assert log.clean_counted == counted
    assert right.v == wrong.v == version_of(athlete.pk)
    save_video(clip, subjects={"drill_log": None})
    right.refresh_from_db()
    assert (right.clean_counted, right.clips.count()) == (None, 0)


def test_a_clip_that_is_deleted_takes_no_count_with_it(athlete, new_log, new_clip):
    log = new_log(20)
    clip = new_clip(log)
    analysed(clip, 14)
    clip.delete()
    log.refresh_from_db()
    assert (log.clean_counted, log.clips.count()) == (14, 0)


def test_no_clean_rep_is_a_count_too(athlete, new_log, new_clip):
    log = new_log(20, clean_reps=20, at=MONDAY + timedelta(hours=1))
    analysed(new_clip(log), 0, reps=20)
    assert gates.evaluate("dowel-20", athlete, on=TODAY).progress == 0
