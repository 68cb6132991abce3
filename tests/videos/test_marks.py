"""The marks of a clip, and the words about it, as its page changes them."""

import re

import pytest
from django.utils import timezone

from core.versions import version_of
from videos.models import Video

JSON = {"Accept": "application/json"}


def mark(page, video, start, end, **more):
    return page.post(f"/videos/{video.pk}/marks", {"trim_start_s": start, "trim_end_s": end}, **more)


def marks(video):
    row = Video.objects.get(pk=video.pk)
    return (row.trim_start_s, row.trim_end_s)


def test_marks_are_stored_and_the_message_offers_the_way_back(page, ready):
    answer = mark(page, ready, "0,5", "1.8", follow=True)
    assert answer.redirect_chain == [(f"/videos/{ready.pk}", 302)]
    assert marks(ready) == (0.5, 1.8)
    assert "The set is 0:00.5 to 0:01.8." in answer.text
    undo = re.search(r'<form method="post" action="([^"]+)">.{0,200}Undo', answer.text, re.DOTALL)[1]
    page.post(undo.replace("&amp;", "&"))
    assert marks(ready) == (None, None)


def test_the_way_back_leads_to_the_marks_before_not_to_none(page, ready):
    mark(page, ready, "0.5", "1.8", follow=True)
    answer = mark(page, ready, "", "1.2", follow=True)
    assert marks(ready) == (None, 1.2)
    undo = re.search(r'<form method="post" action="([^"]+)">.{0,200}Undo', answer.text, re.DOTALL)[1]
    page.post(undo.replace("&amp;", "&"))
    assert marks(ready) == (0.5, 1.8)


def test_empty_fields_take_the_marks_away(page, ready):
    mark(page, ready, "0.5", "1.8")
    assert "The whole clip is shown." in mark(page, ready, "", "", follow=True).text
    assert marks(ready) == (None, None)


def test_changed_marks_get_a_version_and_the_same_ones_none(page, ready, athlete):
    before = version_of(athlete.pk)
    mark(page, ready, "0.5", "1.8", follow=True)
    assert Video.objects.get().v == version_of(athlete.pk) > before
    after = version_of(athlete.pk)
    answer = mark(page, ready, "0.50", "1,8", follow=True)
    assert version_of(athlete.pk) == after
    assert "Undo" not in answer.text
    assert marks(ready) == (0.5, 1.8)


@pytest.mark.parametrize(
    ("start", "end", "field", "sentence"),
    [
        ("1.5", "0.5", "trim_end_s", "The end comes after the start."),
        ("1", "1", "trim_end_s", "The end comes after the start."),
        ("", "0", "trim_end_s", "The end comes after the start."),
        ("-1", "", "trim_start_s", "A time in the clip is not below 0."),
        ("", "99", "trim_end_s", "The clip is only 0:02.4 long."),
        ("99", "", "trim_start_s", "The clip is only 0:02.4 long."),
        ("2.4", "", "trim_start_s", "The clip ends at 0:02.4: nothing would be shown."),
        ("soon", "", "trim_start_s", "Enter a number."),
        ("nan", "", "trim_start_s", "Enter a number."),
        ("1e400", "", "trim_start_s", "Enter a number."),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_stored(page, ready, start, end, field, sentence):
    answer = mark(page, ready, start, end)
    assert answer.status_code == 400
    assert answer.context["marks"].errors == {field: [sentence]}
    assert sentence in answer.text
    assert f'value="{start or end}"' in answer.text  # what was typed is still there
    assert marks(ready) == (None, None)
    told = mark(page, ready, start, end, headers=JSON).json()
    assert (told["status"], told["errors"]) == (400, {field: [sentence]})


def test_a_mark_a_hair_beyond_the_length_is_taken(page, ready):
    mark(page, ready, "", "2.42")
    assert marks(ready) == (None, 2.42)


def test_marks_can_be_set_before_anybody_knows_the_length(page, video):
    mark(page, video, "3", "500")
    assert marks(video) == (3.0, 500.0)


def test_a_mark_that_no_clip_reaches_is_refused_although_nobody_knows_the_length(page, video):
    answer = mark(page, video, "1e300", "", headers=JSON)
    assert (answer.status_code, marks(video)) == (400, (None, None))
    assert answer.json()["errors"] == {"trim_start_s": ["No clip is that long."]}


def test_the_pages_script_hears_what_is_stored_and_what_was_before(page, ready):
    mark(page, ready, "0.5", "")
    told = mark(page, ready, "1", "2", headers=JSON).json()
    assert told == {
        "trim_start_s": 1.0,
        "trim_end_s": 2.0,
        "changed": True,
        "before": {"trim_start_s": 0.5, "trim_end_s": None},
        "said": "The set is 0:01.0 to 0:02.0.",
    }
    assert mark(page, ready, "1", "2", headers=JSON).json()["changed"] is False


def test_a_mark_that_is_not_named_stays_as_another_page_left_it(page, ready):
    mark(page, ready, "0.5", "1.8")
    path = f"/videos/{ready.pk}/marks"
    told = page.post(path, {"trim_start_s": "1"}, headers=JSON).json()
    assert (told["trim_start_s"], told["trim_end_s"], told["said"]) == (1.0, 1.8, "The set is 0:01.0 to 0:01.8.")
    page.post(path, {"trim_end_s": ""})
    assert marks(ready) == (1.0, None)
    told = page.post(path, headers=JSON).json()  # what holds now is told to who changes nothing
    assert (told["changed"], told["trim_start_s"], marks(ready)) == (False, 1.0, (1.0, None))


def test_somebody_elses_clip_gets_no_marks(client, stranger, ready):
    client.force_login(stranger)
    assert mark(client, ready, "1", "2").status_code == 404
    assert marks(ready) == (None, None)


def test_the_player_is_told_its_frames_and_marks_and_plays_the_set_without_scripts(page, ready):
    Video.objects.update(
        rendition=f"{ready.folder}/rendition-1.mp4", frame_rate_num=30000, frame_rate_den=1001, frame_count=72
    )
    mark(page, ready, "0.5", "1.8")
    text = page.get(f"/videos/{ready.pk}").text
    assert 'data-num="30000" data-den="1001" data-frames="72" data-start="0.5" data-end="1.8"' in text
    assert f'src="/api/v1/videos/{ready.pk}/rendition#t=0.5,1.8"' in text
    assert "29.97 a second" in text
    assert "1.3 s of 0:02" in text


def test_a_clip_without_its_original_offers_the_web_version_alone(page, ready):
    Video.objects.update(rendition=f"{ready.folder}/rendition-1.mp4", original="")
    text = page.get(f"/videos/{ready.pk}").text
    assert f'href="/api/v1/videos/{ready.pk}/rendition?download=1"' in text
    assert "/original" not in text
    assert "not kept" in text


def test_what_a_clip_shows_can_be_changed(page, film, library):
    row = film()
    given = {"exercise": "deadlift", "load_kg": "82,5", "recorded_at": "2026-03-01T10:00"}
    answer = page.post(f"/videos/{row.pk}/words", given, follow=True)
    row.refresh_from_db()
    assert (row.exercise_id, row.load_kg) == ("deadlift", 82.5)
    assert row.recorded_at.isoformat() == "2026-03-01T09:00:00+00:00"
    assert "Deadlift, 82.5 kg" in answer.text


def test_words_that_cannot_be_are_refused_with_the_sentence(page, film):
    row = film()
    answer = page.post(f"/videos/{row.pk}/words", {"load_kg": "heavy", "recorded_at": "2026-03-01T10:00"})
    assert answer.status_code == 400
    assert "Enter a number." in answer.text
    assert 'value="heavy"' in answer.text
    row.refresh_from_db()
    assert row.load_kg is None


def test_the_words_of_a_clip_of_a_set_are_the_sets(page, film, athlete, new_set):
    row = film(set=new_set(athlete))
    assert "/words" not in page.get(f"/videos/{row.pk}").text
    page.post(f"/videos/{row.pk}/words", {"load_kg": "1", "recorded_at": "2026-03-01T10:00"})
    row.refresh_from_db()
    assert row.load_kg == 60.0


def test_a_clip_whose_set_was_deleted_can_say_something_else_for_good(page, film, athlete, new_set):
    lifted = new_set(athlete)
    row = film(set=lifted)
    type(lifted).objects.filter(pk=lifted.pk).update(deleted_at=timezone.now())
    page.post(f"/videos/{row.pk}/words", {"exercise": "deadlift", "load_kg": "70", "recorded_at": "2026-03-01T10:00"})
    row.refresh_from_db()
    assert (row.set_id, row.exercise_id, row.load_kg) == (None, "deadlift", 70.0)


def test_the_clips_before_and_after_of_the_same_exercise_are_a_step_away(page, film, athlete, new_set, library):
    at = timezone.now()
    pull = {"exercise_id": "deadlift"}
    first = film(recorded_at=at, **pull)
    other = film(recorded_at=at, exercise_id="romanian-deadlift")
    second = film(recorded_at=at, **pull)  # filmed at the same moment: the id decides
    third = film(set=new_set(athlete, exercise_id="deadlift"), recorded_at=at + timezone.timedelta(days=1))
    steps = {row.pk: page.get(f"/videos/{row.pk}").context for row in (first, second, third, other)}
    assert [(steps[row.pk]["older"], steps[row.pk]["newer"]) for row in (first, second, third, other)] == [
        (None, second),
        (first, third),
        (second, None),
        (None, None),
    ]
