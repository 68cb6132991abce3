"""Pages of cues: find one, make it one's own, put it on exercises, and take things back."""

import pytest
from django.core.files.storage import default_storage

from cues.domain.attachments import attach, attached_cues
from cues.domain.pictures import read_upload, set_picture
from cues.models import Cue, CueAttachment
from tests.cues.conftest import picture, upload
from workouts.models import Exercise

FORM = {"text": "zip up the jacket", "phase": "set-up", "fault": "rounded-back", "why": "It sets the lats."}


def shown(page, path):
    answer = page.get(path)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def on(owner, exercise="deadlift"):
    return [cue.slug for cue in attached_cues(owner).get(exercise, [])]


# --- the library ----------------------------------------------------------------------------------------------


def test_own_cues_stand_before_the_librarys_which_go_by_the_part_of_the_lift(cue_library, page, new_cue):
    set_picture(new_cue(), read_upload(upload(picture())))
    text = shown(page, "/cues")
    places = [
        text.index(f"<h2>{title}</h2>") for title in ("Mine", "Set-up", "Start", "Way down", "Bottom", "Way up", "Top")
    ]
    assert places == sorted(places)
    assert places[0] < text.index("Zip up the jacket") < places[1]
    assert 'src="/cues/zip-up-the-jacket/picture"' in text
    assert text.count('class="line" href="/cues/') == 22


def test_a_search_finds_words_and_narrows_by_part_and_fault(cue_library, page, new_cue):
    new_cue("push the floor away", fault="", phase="start")
    text = shown(page, "/cues?search=push&phase=start")
    assert ("Push hips back" in text, "Push the floor away" in text, "Pull yourself" in text) == (True, True, False)
    against = shown(page, "/cues?fault=bar-drift")
    assert against.count('class="line" href="/cues/') == 1
    assert 'href="/faults/bar-drift"' in against


def test_a_search_that_finds_nothing_offers_to_make_it_an_own_cue(cue_library, page):
    assert 'href="/cues/new?text=screw%20the%20feet&amp;phase=top&amp;fault="' in shown(
        page, "/cues?search=screw the feet&phase=top"
    )
    assert 'value="screw the feet"' in shown(page, "/cues/new?text=screw%20the%20feet&phase=top")


def test_typing_swaps_the_list_alone(cue_library, page):
    part = page.get("/cues?search=door", headers={"HX-Request": "true"}).content.decode()
    assert "Close the car door" in part
    assert "<html" not in part


def test_the_cues_of_each_exercise_are_listed_in_their_order(cue_library, page):
    text = shown(page, "/cues")
    assert "Push hips back · Maintain neutral spine · Squeeze glutes at top" in text
    assert 'href="/exercises/romanian-deadlift#cues"' in text


def test_the_library_costs_as_many_queries_with_many_cues_as_with_few(
    cue_library, page, new_cue, django_assert_max_num_queries
):
    for number in range(12):
        new_cue(f"cue {number}")
    with django_assert_max_num_queries(6):
        page.get("/cues")


# --- one cue --------------------------------------------------------------------------------------------------


def test_a_cue_says_why_what_it_works_against_and_its_plainer_twin(cue_library, page):
    text = shown(page, "/cues/push-butt-back")
    assert Cue.objects.get(pk="push-butt-back").why.split(":")[0] in text
    assert 'href="/faults/squatting"' in text
    assert 'In plainer words: <a href="/cues/push-hips-back">Push hips back</a>' in text


def test_others_cues_and_deleted_ones_are_not_there(page, new_cue, stranger):
    theirs = new_cue(owner=stranger, slug="sams")
    mine = new_cue()
    page.post(f"/cues/{mine.slug}/delete")
    for slug in (theirs.slug, mine.slug, "no-such-cue"):
        for path in (f"/cues/{slug}", f"/cues/{slug}/edit", f"/cues/{slug}/picture"):
            assert page.get(path).status_code == 404
    assert page.post(f"/cues/{theirs.slug}/delete").status_code == 404
    assert Cue.objects.get(pk="sams").deleted_at is None


def test_the_librarys_are_read_and_copied_but_not_changed(cue_library, page):
    text = shown(page, "/cues/bar-close")
    assert "/cues/bar-close/copy" in text
    assert "/cues/bar-close/edit" not in text
    for path in ("/cues/bar-close/edit", "/cues/bar-close/delete"):
        assert page.post(path, FORM).status_code == 404
    assert Cue.objects.get(pk="bar-close").text == "keep the bar close"


# --- make, change, copy, delete -------------------------------------------------------------------------------


def test_an_own_cue_is_made_with_its_picture(page, athlete, lifts):
    answer = page.post("/cues/new", FORM | {"exercise": "deadlift", "file": upload(picture((64, 48)))})
    cue = Cue.objects.get()
    assert answer["Location"] == f"/cues/{cue.slug}"
    assert (cue.owner, cue.text, cue.phase, cue.fault, cue.why) == (athlete, *FORM.values())
    assert (cue.exercise_id, cue.picture_width, cue.picture_height) == ("deadlift", 64, 48)
    assert default_storage.exists(cue.picture)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "This is not a picture"),
        (b"push hips back", "This is not a picture"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "This picture is damaged"),
        (b"", "This file is empty"),
        (picture((8000, 5001), "PNG", "1", 0), "more than 40 megapixels"),
    ],
)
def test_a_file_that_is_refused_is_said_at_the_field_and_the_words_stay(page, content, said):
    answer = page.post("/cues/new", FORM | {"file": upload(content, "cue.png")})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert said in text.partition('id="id_file-errors"')[2][:200]
    assert 'value="zip up the jacket"' in text
    assert not Cue.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "x" * 81}, "text"),
        ({"phase": "middle"}, "phase"),
        ({"fault": "clumsy"}, "fault"),
    ],
)
def test_what_a_cue_cannot_be_is_said_at_the_field(page, wrong, field):
    answer = page.post("/cues/new", FORM | wrong)
    assert answer.status_code == 400
    assert f'id="id_{field}-errors"' in answer.content.decode()
    assert not Cue.objects.exists()


def test_a_picture_is_replaced_and_removed(page, new_cue, django_capture_on_commit_callbacks):
    cue = new_cue()
    with django_capture_on_commit_callbacks(execute=True):
        page.post(f"/cues/{cue.slug}/edit", FORM | {"file": upload(picture((10, 10)))})
        cue.refresh_from_db()
        first = cue.picture
        page.post(f"/cues/{cue.slug}/edit", FORM | {"file": upload(picture((20, 10), "JPEG"), "x.jpg")})
    cue.refresh_from_db()
    assert (cue.picture_width, default_storage.exists(first), default_storage.exists(cue.picture)) == (20, False, True)
    with django_capture_on_commit_callbacks(execute=True):
        page.post(f"/cues/{cue.slug}/edit", FORM | {"without": "on"})
    assert default_storage.listdir(f"cues/{cue.slug}")[1] == []
    assert page.get(f"/cues/{cue.slug}/picture").status_code == 404


def test_a_save_without_a_file_keeps_the_picture(page, new_cue):
    cue = set_picture(new_cue(), read_upload(upload(picture())))
    page.post(f"/cues/{cue.slug}/edit", FORM | {"text": "zip it up"})
    kept = Cue.objects.get()
    assert (kept.text, kept.picture, kept.slug) == ("zip it up", cue.picture, cue.slug)


def test_the_librarys_cue_in_ones_own_words_takes_its_place(cue_library, page, athlete):
    assert 'value="push hips back"' in shown(page, "/cues/push-hips-back/copy")
    page.post("/cues/push-hips-back/copy", FORM | {"text": "sit to the wall", "phase": "start", "replacing": "on"})
    copy = Cue.objects.get(owner=athlete)
    assert copy.copy_of == "push-hips-back"
    assert on(athlete)[0] == on(athlete, "romanian-deadlift")[0] == copy.slug
    assert f'Your version: <a href="/cues/{copy.slug}">Sit to the wall</a>' in shown(page, "/cues/push-hips-back")


def test_a_deleted_cue_comes_back_by_the_message(page, athlete, lifts, new_cue):
    cue = new_cue()
    attach(owner=athlete, cue=cue, exercise=lifts["deadlift"])
    answer = page.post(f"/cues/{cue.slug}/delete", follow=True).content.decode()
    assert "“Zip up the jacket” deleted." in answer
    assert f'action="/cues/{cue.slug}/restore"' in answer
    assert on(athlete) == []
    page.post(f"/cues/{cue.slug}/restore")
    assert on(athlete) == [cue.slug]


# --- the picture ----------------------------------------------------------------------------------------------


def test_the_owner_gets_the_picture_sealed_and_nobody_else_does(page, client, stranger, new_cue):
    cue = set_picture(new_cue(), read_upload(upload(picture())))
    answer = page.get(f"/cues/{cue.slug}/picture")
    assert b"".join(answer.streaming_content).startswith(b"RIFF")
    assert answer["Content-Type"] == "image/webp"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert "private" in answer["Cache-Control"]
    assert page.get(f"/cues/{cue.slug}/picture", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    client.force_login(stranger)
    assert client.get(f"/cues/{cue.slug}/picture").status_code == 404


# --- on exercises ---------------------------------------------------------------------------------------------


def test_the_page_of_an_exercise_shows_its_cues_in_order_and_takes_another(cue_library, page, athlete):
    text = shown(page, "/exercises/deadlift")
    section = text.partition('id="cues"')[2].partition("</section>")[0]
    names = ["Push hips back", "Maintain neutral spine", "Squeeze glutes at top"]
    assert sorted(names, key=section.index) == names
    assert 'value="chest-up"' in section
    assert 'value="neutral-spine"' not in section  # is there already
    assert 'value="arms-are-ropes"' not in section  # is for the swing
    form = {"exercise": "deadlift", "cue": "chest-up", "next": "/exercises/deadlift#cues"}
    assert page.post("/cues/attach", form)["Location"] == "/exercises/deadlift#cues"
    assert on(athlete) == ["push-hips-back", "neutral-spine", "squeeze-glutes", "chest-up"]


def test_order_is_changed_by_plain_forms(cue_library, page, athlete):
    row = CueAttachment.objects.get(owner=athlete, exercise="deadlift", cue="neutral-spine")
    page.post(f"/cues/attachments/{row.pk}/move", {"to": "up"})
    assert on(athlete) == ["neutral-spine", "push-hips-back", "squeeze-glutes"]
    page.post(f"/cues/attachments/{row.pk}/move", {"to": "sideways"})
    assert on(athlete) == ["neutral-spine", "push-hips-back", "squeeze-glutes"]
    page.post(f"/cues/attachments/{row.pk}/move", {"to": "down"})
    assert on(athlete) == ["push-hips-back", "neutral-spine", "squeeze-glutes"]


def test_taken_off_by_mistake_it_is_put_back_by_the_message(cue_library, page, athlete):
    row = CueAttachment.objects.get(owner=athlete, exercise="deadlift", cue="neutral-spine")
    answer = page.post(f"/cues/attachments/{row.pk}/detach", follow=True).content.decode()
    assert "“Maintain neutral spine” is off Deadlift." in answer
    assert on(athlete) == ["push-hips-back", "squeeze-glutes"]
    assert f'action="/cues/attachments/{row.pk}/restore"' in answer
    page.post(f"/cues/attachments/{row.pk}/restore")
    assert on(athlete) == ["push-hips-back", "neutral-spine", "squeeze-glutes"]


def test_what_was_put_on_anew_meanwhile_is_not_put_back_twice(cue_library, page, athlete):
    row = CueAttachment.objects.get(owner=athlete, exercise="deadlift", cue="neutral-spine")
    page.post(f"/cues/attachments/{row.pk}/detach")
    page.post("/cues/attach", {"exercise": "deadlift", "cue": "neutral-spine"})
    answer = page.post(f"/cues/attachments/{row.pk}/restore", follow=True).content.decode()
    assert "is on Deadlift already." in answer
    assert on(athlete) == ["push-hips-back", "squeeze-glutes", "neutral-spine"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({}, "Choose the exercise that it is for."),
        ({"exercise": "deadlift"}, "Choose a cue."),
        ({"exercise": "deadlift", "cue": "none"}, 'id="id_cue-errors"'),
        ({"cue": "a\0b"}, 'id="id_cue-errors"'),
    ],
)
def test_half_a_form_is_asked_for_the_rest(cue_library, page, athlete, form, said):
    answer = page.post("/cues/attach", form)
    assert answer.status_code == 400 and said in answer.content.decode()
    assert len(on(athlete)) == 3


def test_a_cue_that_is_there_already_is_refused_with_a_sentence(cue_library, page, athlete):
    answer = page.post("/cues/attach", {"exercise": "deadlift", "cue": "neutral-spine"})
    assert answer.status_code == 400
    assert "This cue is on this exercise already." in answer.content.decode()
    assert len(on(athlete)) == 3


def test_nobody_moves_or_takes_off_anothers(cue_library, athlete, stranger, client):
    row = CueAttachment.objects.filter(owner=athlete).first()
    client.force_login(stranger)
    for what in ("move", "detach", "restore"):
        assert client.post(f"/cues/attachments/{row.pk}/{what}", {"to": "down"}).status_code == 404
    assert len(on(athlete)) == 3


def test_the_page_of_a_cue_puts_it_on_an_exercise(cue_library, page, athlete):
    text = shown(page, "/cues/bar-close").partition('id="exercises"')[2]
    assert 'type="hidden" name="cue" value="bar-close"' in text
    page.post("/cues/attach", {"exercise": "good-morning", "cue": "bar-close", "next": "/cues/bar-close#exercises"})
    assert on(athlete, "good-morning") == ["bar-close"]
    assert 'href="/exercises/good-morning#cues"' in shown(page, "/cues/bar-close")


def test_own_exercises_take_cues_too(cue_library, page, athlete, stranger):
    for owner, slug in ((athlete, "own-lift"), (stranger, "sams-lift")):
        Exercise.objects.create(slug=slug, owner=owner, name="Own lift", pattern="hinge", equipment="barbell")
    page.post("/cues/attach", {"exercise": "own-lift", "cue": "bar-close"})
    assert on(athlete, "own-lift") == ["bar-close"]
    assert page.post("/cues/attach", {"exercise": "sams-lift", "cue": "bar-close"}).status_code == 400
