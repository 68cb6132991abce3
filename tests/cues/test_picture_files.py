"""Where pictures of cues lie, who gets them, and how the API takes them."""

import io
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from django.core.files.storage import default_storage
from django.db import transaction

from cues.domain import pictures
from cues.domain.cues import change_cue, delete_cue, restore_cue
from cues.domain.pictures import read_picture, remove_picture, set_picture
from cues.forms.cues import OwnCueForm
from cues.models import Cue
from tests.cues.conftest import picture, upload
from tests.workouts.conftest import MONDAY


def read(content):
    return read_picture(io.BytesIO(content), size=len(content))


def stored(cue):
    folder = f"cues/{cue.slug}"
    return [f"{folder}/{name}" for name in default_storage.listdir(folder)[1]]


def test_a_picture_lies_under_the_cue_with_a_name_that_nobody_guesses(new_cue):
    cue = set_picture(new_cue(), read(picture((64, 48))))
    assert stored(cue) == [cue.picture]
    assert len(cue.picture.rpartition("/")[2]) == len(".webp") + 32
    assert (cue.picture_width, cue.picture_height) == (64, 48)


def test_the_one_before_goes_once_the_new_one_is_stored(new_cue, django_capture_on_commit_callbacks):
    cue = set_picture(new_cue(), read(picture()))
    first, version = cue.picture, cue.v
    with django_capture_on_commit_callbacks() as later:
        set_picture(cue, read(picture((9, 9))))
    assert sorted(stored(cue)) == sorted([first, cue.picture])
    later[0]()
    assert stored(cue) == [cue.picture]
    assert cue.v == version + 1


def test_a_write_that_fails_leaves_no_file(new_cue, monkeypatch):
    cue = new_cue()
    monkeypatch.setattr(pictures, "_store", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        set_picture(cue, read(picture()))
    assert stored(cue) == []


@pytest.fixture
def form(athlete):
    """Return a function that fills the form of Ada's cue, with a picture."""

    def fill(**given):
        words = {"text": "zip up the jacket", "phase": "set-up"}
        filled = OwnCueForm(words, {"file": upload(picture())}, owner=athlete, **given)
        assert filled.is_valid()
        return filled

    return fill


def test_a_cue_is_not_made_where_its_picture_cannot_be_stored(form, monkeypatch):
    monkeypatch.setattr(pictures, "_store", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        form().keep()
    assert not Cue.objects.exists()
    assert default_storage.listdir("cues/zip-up-the-jacket")[1] == []


def test_words_stay_as_they_were_where_the_new_picture_cannot_be_stored(form, new_cue, monkeypatch):
    cue = new_cue(text="bar close")
    monkeypatch.setattr(pictures, "_store", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        form(instance=cue).keep()
    cue.refresh_from_db()
    assert cue.text == "bar close"


def test_a_transaction_that_fails_at_its_end_leaves_no_file(form, monkeypatch):
    @contextmanager
    def full_disk():
        with transaction.atomic():
            yield
            raise OSError("disk full")

    monkeypatch.setattr(pictures, "transaction", SimpleNamespace(atomic=full_disk))
    with pytest.raises(OSError, match="disk full"):
        form().keep()
    assert not Cue.objects.exists()
    assert default_storage.listdir("cues/zip-up-the-jacket")[1] == []


def test_removing_it_removes_the_file(new_cue, django_capture_on_commit_callbacks):
    cue = set_picture(new_cue(), read(picture()))
    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(cue)
    assert stored(cue) == []
    cue.refresh_from_db()
    assert (cue.picture, cue.picture_width) == ("", None)


def test_a_deleted_cue_comes_back_with_its_picture(new_cue):
    cue = set_picture(new_cue(), read(picture()))
    delete_cue(cue, at=MONDAY)
    restore_cue(cue)
    assert stored(cue) == [cue.picture]


# --- over the API -----------------------------------------------------------------------------------------------


def path(cue):
    return f"/api/v1/cues/{cue.slug}/picture"


def put(api, cue, content, name="cue.png", kind="image/png"):
    return api.put(path(cue), {"file": upload(content, name, kind)}, format="multipart")


def test_a_picture_is_sent_read_and_taken_away(api, new_cue, django_capture_on_commit_callbacks):
    cue = new_cue()
    answer = put(api, cue, picture((64, 48)))
    assert answer.json() == api.get(f"/api/v1/cues/{cue.slug}").json()
    assert (answer.json()["picture"], answer.json()["picture_width"]) == (path(cue), 64)
    sent = api.get(answer.json()["picture"])
    assert (sent["Content-Type"], sent["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert b"".join(sent.streaming_content).startswith(b"RIFF")
    assert api.get(path(cue), headers={"If-None-Match": sent["ETag"]}).status_code == 304
    part = api.get(path(cue), headers={"Range": "bytes=0-3"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"RIFF")
    with django_capture_on_commit_callbacks(execute=True):
        assert [api.delete(path(cue)).status_code for _ in range(2)] == [204, 204]
    assert api.get(path(cue)).json()["code"] == "not_found"
    assert api.get(f"/api/v1/cues/{cue.slug}").json()["picture"] is None
    assert stored(cue) == []


def test_a_device_hears_of_a_new_picture(api, new_cue):
    cue = new_cue()
    cursor = api.get("/api/v1/changes").json()["cursor"]
    put(api, cue, picture())
    news = api.get(f"/api/v1/changes?cursor={cursor}").json()["results"]
    assert [(one["kind"], one["row"]["picture"]) for one in news] == [("cue", path(cue))]


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", 400, "not_a_picture"),
        (b"push hips back", 400, "not_a_picture"),
        (b"", 400, "empty_file"),
        (b"\xff\xd8\xff" + b"x" * 99, 400, "broken_picture"),
        (picture((8000, 5001), "PNG", "1", 0), 400, "too_many_pixels"),
        (b"\xff\xd8\xff" + b"x" * (10 * 2**20), 413, "too_large"),
    ],
)
def test_what_is_refused_has_a_sentence_and_a_code_and_changes_nothing(api, new_cue, content, status, code):
    cue = set_picture(new_cue(), read(picture()))
    answer = put(api, cue, content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["errors"]["file"][0].endswith(".")
    assert stored(cue) == [Cue.objects.get().picture] == [cue.picture]


def test_the_name_and_the_declared_type_are_only_words(api, new_cue):
    cue = new_cue()
    assert put(api, cue, picture(kind="JPEG"), "evil.svg", "image/svg+xml").status_code == 200
    assert put(api, cue, b"<svg/>", "fine.png", "image/png").json()["code"] == "not_a_picture"


def test_without_a_file_or_in_another_format_it_says_what_to_send(api, new_cue):
    cue = new_cue()
    for body in ({}, {"file": "text"}):
        assert api.put(path(cue), body, format="multipart").json()["errors"].keys() == {"file"}
    assert api.put(path(cue), {"file": "text"}, format="json").status_code == 415
    assert not Cue.objects.get().picture


def test_pictures_belong_to_own_cues_alone(cue_library, api, new_cue, stranger):
    theirs = set_picture(new_cue(owner=stranger, slug="sams"), read(picture()))
    for cue in (theirs, Cue.objects.get(pk="chest-up")):
        assert put(api, cue, picture()).status_code == 404
        assert api.delete(path(cue)).status_code == 404
        assert api.get(path(cue)).status_code == 404
    assert default_storage.exists(Cue.objects.get(pk="sams").picture)


def test_of_a_deleted_cue_the_picture_is_gone_until_the_cue_is_back(api, new_cue, stranger):
    own, theirs = (set_picture(new_cue("x", slug=f"x-{owner}", **at), read(picture())) for owner, at in (
        ("own", {}), ("theirs", {"owner": stranger}),
    ))  # fmt: skip
    for cue, status, code in ((own, 410, "deleted"), (theirs, 404, "not_found")):
        delete_cue(cue, at=MONDAY)
        for answer in (api.get(path(cue)), put(api, cue, picture()), api.delete(path(cue))):
            assert (answer.status_code, answer.json()["code"]) == (status, code)
    restore_cue(own)
    assert api.get(path(own))["Content-Type"] == "image/webp"


def test_a_reading_token_looks_and_does_not_touch(reader, new_cue):
    cue = set_picture(new_cue(), read(picture()))
    assert reader.get(path(cue)).status_code == 200
    assert put(reader, cue, picture()).status_code == 403
    assert reader.delete(path(cue)).status_code == 403


def test_words_that_were_read_before_a_new_picture_do_not_undo_it(new_cue):
    cue = new_cue(slug="tight")
    before = Cue.objects.get(pk="tight")
    name = set_picture(cue, read(picture())).picture
    change_cue(before, text="tighter")
    cue.refresh_from_db()
    assert (cue.text, cue.picture, cue.picture_width) == ("tighter", name, 40)


def test_words_that_were_read_before_a_deletion_do_not_undo_it(new_cue):
    cue = new_cue(slug="tight")
    before = Cue.objects.get(pk="tight")
    delete_cue(cue, at=MONDAY)
    change_cue(before, text="tighter")
    cue.refresh_from_db()
    assert cue.deleted_at == MONDAY
