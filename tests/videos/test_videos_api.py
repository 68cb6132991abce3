import base64
import hashlib
import io
import json
import random
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone
from rest_framework.test import APIClient

from core import jobs
from core.jobs import publish as really_publish  # the fixture `sent` replaces it in the module
from core.ledger import Job, State
from core.owned import Tombstone
from tests.videos.conftest import work_on
from videos.models import Video

URL = "/api/v1/videos"


def put(api, pk, content, **fields):
    file = SimpleUploadedFile("clip.mp4", content, "video/mp4")
    return api.put(f"{URL}/{pk}", {"file": file} | fields, format="multipart")


def as_stranger(stranger):
    client = APIClient()
    client.force_authenticate(stranger)
    return client


def test_a_clip_is_taken_with_what_is_known_at_once(send, mp4, athlete):
    response = send(mp4, name="monday set 3.mp4")
    assert response.status_code == 201
    shown, row = response.json(), Video.objects.get()
    assert row.owner == athlete
    assert shown["id"] == str(row.pk)
    assert (shown["sha256"], shown["size"]) == (hashlib.sha256(mp4).hexdigest(), len(mp4))
    assert (shown["status"], shown["progress"], shown["name"]) == ("uploaded", 0.0, "monday set 3.mp4")
    assert (shown["poster"], shown["sprite"], shown["rendition"], shown["duration_s"]) == (None, None, None, None)
    assert shown["original"] == f"{URL}/{row.pk}/original"


def test_what_is_no_video_is_refused_as_a_problem_and_leaves_nothing(send, broken, nothing_kept):
    content, code, sentence = broken
    response = send(content)
    body = response.json()
    assert (response.status_code, response["Content-Type"]) == (400, "application/problem+json")
    assert (body["status"], body["code"]) == (400, code)
    assert body["errors"]["file"][0].startswith(sentence)
    assert nothing_kept()


def test_a_clip_beyond_the_limit_is_413_and_leaves_nothing(send, mp4, nothing_kept, settings):
    settings.VIDEO_MAX_BYTES = 2**20
    response = send(mp4 + b"\0" * 2**20)
    body = response.json()
    assert (response.status_code, body["status"], body["code"]) == (413, 413, "too_large")
    assert body["errors"]["file"] == ["This file is larger than 1 MB, the most a video may have."]
    assert nothing_kept()


@pytest.mark.parametrize("fields", [{}, {"file": "clip.mp4"}, {"file": ""}, {"file": None}, {"file": {"a": 1}}])
def test_a_body_without_a_file_says_how_to_send_one(api, fields, nothing_kept):
    response = api.post(URL, fields, format="json")
    assert (response.status_code, list(response.json()["errors"])) == (400, ["file"])
    assert nothing_kept()


def test_a_clip_of_a_set_says_what_was_lifted(send, mp4, athlete, new_set):
    row = new_set(athlete)
    shown = send(mp4, set=str(row.pk)).json()
    assert (shown["set"], shown["exercise"], shown["load_kg"]) == (str(row.pk), "romanian-deadlift", 60.0)
    assert Video.objects.get().recorded_at == row.performed_at


def test_a_clip_without_a_set_says_exercise_and_load_itself(send, mp4, library):
    shown = send(mp4, exercise="romanian-deadlift", load_kg="82.5", recorded_at="2026-03-01T10:00:00Z").json()
    assert (shown["set"], shown["exercise"], shown["load_kg"]) == (None, "romanian-deadlift", 82.5)
    assert shown["recorded_at"] == "2026-03-01T10:00:00Z"


def test_a_set_of_somebody_else_is_not_found_and_nothing_is_kept(send, mp4, stranger, new_set, nothing_kept):
    response = send(mp4, set=str(new_set(stranger).pk))
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert list(response.json()["errors"]) == ["set"]
    assert nothing_kept()


def test_a_clip_cannot_be_moved_to_a_set_of_somebody_else(api, video, stranger, new_set):
    response = api.patch(f"{URL}/{video.pk}", {"set": str(new_set(stranger).pk)})
    assert response.status_code == 404
    video.refresh_from_db()
    assert video.set is None


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"load_kg": "5000"}, "load_kg"),
        ({"load_kg": "nan"}, "load_kg"),
        ({"recorded_at": "yesterday"}, "recorded_at"),
        ({"recorded_at": "0001-01-01T00:00:00Z"}, "recorded_at"),
        ({"recorded_at": "9999-12-31T23:59:59-14:00"}, "recorded_at"),
        ({"trim_start_s": "-1"}, "trim_start_s"),
        ({"trim_start_s": "2", "trim_end_s": "1"}, "trim_end_s"),
        ({"trim_start_s": "2", "trim_end_s": "2"}, "trim_end_s"),
        ({"trim_end_s": "0"}, "trim_end_s"),
        ({"trim_end_s": "inf"}, "trim_end_s"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_kept(send, mp4, fields, field, nothing_kept):
    response = send(mp4, **fields)
    assert (response.status_code, response.json()["code"]) == (400, "invalid")
    assert list(response.json()["errors"]) == [field]
    assert nothing_kept()


def test_what_the_server_finds_out_cannot_be_claimed(send, mp4, stranger):
    send(mp4, status="ready", owner=stranger.pk, sha256="0" * 64, poster="x", original="../../x", id=str(uuid.uuid4()))
    row = Video.objects.get()
    assert (row.status, row.poster, row.sha256) == ("uploaded", "", hashlib.sha256(mp4).hexdigest())
    assert row.owner != stranger


@pytest.mark.parametrize(
    "name", ["../../../etc/passwd.mp4", "a\x00b.mp4", "<b>.mp4", "x" * 400 + ".mp4", "ä \u202e.mp4"]
)
def test_the_name_of_a_file_is_only_text(send, mp4, name, on_disk, settings):
    assert send(mp4, name=name).status_code == 201
    row, [path] = Video.objects.get(), on_disk()
    assert path.parent == settings.MEDIA_ROOT / "videos" / str(row.pk)
    assert len(row.name) <= 200 and "/" not in row.name and "\x00" not in row.name


def test_without_a_broker_the_clip_is_taken_and_its_job_waits(
    send, mp4, monkeypatch, tmp_path, django_capture_on_commit_callbacks, broker_at
):
    broker_at(f"redis+socket://{tmp_path}/nobody.sock")
    monkeypatch.setattr(jobs.messages, "publish", really_publish)
    with django_capture_on_commit_callbacks(execute=True):
        assert send(mp4).status_code == 201
    job = Job.objects.get()
    assert job.state == State.QUEUED
    assert job.due_at <= timezone.now()
    assert work_on(Video.objects.get()).status == "ready"


def test_put_makes_a_video_under_the_clients_own_id(api, mp4):
    pk = uuid.uuid4()
    response = put(api, pk, mp4)
    assert (response.status_code, response.json()["id"]) == (201, str(pk))
    assert Video.objects.get().pk == pk


def test_put_of_the_same_twice_is_harmless(api, mp4, on_disk):
    pk = uuid.uuid4()
    put(api, pk, mp4)
    before, job = on_disk(), Job.objects.get()
    response = put(api, pk, mp4)
    assert (response.status_code, response.json()["id"]) == (200, str(pk))
    assert on_disk() == before
    assert (Video.objects.count(), Job.objects.get()) == (1, job)


def test_put_of_the_same_twice_leaves_the_stills(api, ready, mp4):
    shown = put(api, ready.pk, mp4).json()
    assert (shown["status"], shown["poster"]) == ("ready", f"{URL}/{ready.pk}/poster")


def test_put_of_other_bytes_under_a_used_id_is_refused(api, video, mp4, webm, on_disk):
    response = put(api, video.pk, webm)
    assert (response.status_code, response.json()["code"]) == (409, "different_bytes")
    assert [path.read_bytes() for path in on_disk()] == [mp4]


def test_put_under_somebody_elses_id_is_refused_and_changes_nothing(stranger, video, webm, on_disk):
    before = (Video.objects.values().get(), on_disk())
    response = put(as_stranger(stranger), video.pk, webm)
    assert (response.status_code, response.json()["code"]) == (409, "id_taken")
    assert (Video.objects.values().get(), on_disk()) == before


def test_put_under_a_deleted_id_is_gone(api, video, mp4, nothing_kept):
    api.delete(f"{URL}/{video.pk}")
    response = put(api, video.pk, mp4)
    assert (response.status_code, response.json()["code"]) == (410, "deleted")
    assert nothing_kept()


def test_put_of_a_broken_clip_leaves_nothing_and_the_id_free(api, mp4, broken, nothing_kept):
    content, code, _ = broken
    pk = uuid.uuid4()
    assert put(api, pk, content).json()["code"] == code
    assert nothing_kept()
    assert put(api, pk, mp4).status_code == 201


def test_put_without_a_file_changes_the_words_and_keeps_the_clip(api, video, library, mp4, on_disk):
    api.put(f"{URL}/{video.pk}", {"exercise": "romanian-deadlift", "load_kg": 70, "trim_end_s": 2})
    response = api.put(f"{URL}/{video.pk}", {"load_kg": 75})
    shown = response.json()
    assert (shown["load_kg"], shown["exercise"], shown["trim_end_s"]) == (75, None, None)
    assert [path.read_bytes() for path in on_disk()] == [mp4]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("exists", [False, True])
def test_a_slow_upload_does_not_hold_the_write_lock(api, film, mp4, exists):
    pk = film().pk if exists else uuid.uuid4()
    content = encode_multipart(BOUNDARY, {"file": SimpleUploadedFile("clip.mp4", mp4, "video/mp4")})
    inside = []

    class Line(io.BytesIO):
        def read(self, *args):
            inside.append(connection.in_atomic_block)
            return super().read(*args)

    line = {"wsgi.input": Line(content), "CONTENT_LENGTH": str(len(content))}
    response = api.generic("PUT", f"{URL}/{pk}", b"x", content_type=MULTIPART_CONTENT, **line)
    assert response.status_code == (200 if exists else 201)
    assert inside and not any(inside)


def test_patch_changes_what_it_names(api, video):
    api.patch(f"{URL}/{video.pk}", {"load_kg": 70, "trim_start_s": 0.5})
    response = api.patch(f"{URL}/{video.pk}", {"trim_end_s": 2})
    shown = response.json()
    assert (shown["load_kg"], shown["trim_start_s"], shown["trim_end_s"]) == (70, 0.5, 2)
    video.refresh_from_db()
    assert video.v == 3


def test_patch_checks_the_trim_against_what_is_stored(api, video):
    api.patch(f"{URL}/{video.pk}", {"trim_start_s": 2})
    response = api.patch(f"{URL}/{video.pk}", {"trim_end_s": 1})
    assert list(response.json()["errors"]) == ["trim_end_s"]
    video.refresh_from_db()
    assert video.trim_end_s is None


def test_delete_removes_row_job_and_every_file(api, ready, on_disk):
    response = api.delete(f"{URL}/{ready.pk}")
    assert (response.status_code, response.content) == (204, b"")
    assert not Video.objects.exists()
    assert not Job.objects.exists()
    assert on_disk() == []
    assert Tombstone.objects.get().id == ready.pk


@pytest.mark.parametrize("method", ["get", "patch", "delete"])
def test_a_deleted_video_is_gone_for_its_owner(api, video, method):
    api.delete(f"{URL}/{video.pk}")
    response = getattr(api, method)(f"{URL}/{video.pk}")
    assert (response.status_code, response.json()["code"]) == (410, "deleted")


def test_a_deleted_video_of_somebody_else_was_never_there(api, stranger, video):
    api.delete(f"{URL}/{video.pk}")
    assert as_stranger(stranger).get(f"{URL}/{video.pk}").status_code == 404


def test_a_clip_outlives_its_set(api, film, athlete, new_set):
    row = new_set(athlete)
    video = film(set=row)
    row.load_kg = 65.0
    row.save()
    assert api.get(f"{URL}/{video.pk}").json()["load_kg"] == 65.0
    row.deleted_at = timezone.now()
    row.save()
    shown = api.get(f"{URL}/{video.pk}").json()
    assert (shown["set"], shown["exercise"], shown["load_kg"]) == (None, "romanian-deadlift", 60.0)


def test_the_list_is_the_persons_own_newest_first(api, film, stranger):
    old = film(recorded_at=timezone.now() - timezone.timedelta(days=3))
    new = film()
    film(owner=stranger)
    listed = api.get(URL).json()
    assert [row["id"] for row in listed["results"]] == [str(new.pk), str(old.pk)]
    assert (listed["next"], listed["previous"]) == (None, None)


def test_pages_hold_every_video_once_even_where_times_are_equal(api, film):
    at = timezone.now()
    made = {str(film(recorded_at=at).pk) for _ in range(5)}
    path, seen = f"{URL}?limit=2", []
    while path:
        page = api.get(path).json()
        seen += [row["id"] for row in page["results"]]
        path = page["next"]
    assert len(seen) == 5 and set(seen) == made


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_three_queries_however_long(api, film, athlete, new_set, count, django_assert_max_num_queries):
    first = film(set=new_set(athlete))
    values = {field.attname: getattr(first, field.attname) for field in Video._meta.concrete_fields}
    rows = Video.objects.bulk_create([Video(**values | {"id": uuid.uuid4()}) for _ in range(count - 1)])
    for row in rows[::2]:
        jobs.enqueue(kind="stills", subject=row.pk, input_hash="")
    with django_assert_max_num_queries(3):
        listed = api.get(URL).json()["results"]
    assert len(listed) == count
    assert {row["exercise"] for row in listed} == {"romanian-deadlift"}


def test_the_list_is_filtered_by_set_exercise_and_status(api, film, ready, athlete, new_set):
    row = new_set(athlete)
    clip = film(set=row)
    film(exercise_id="deadlift")
    for query, expected in (
        (f"set={row.pk}", [clip]),
        ("exercise=romanian-deadlift", [clip]),
        ("status=ready", [ready]),
        (f"set={uuid.uuid4()}", []),
    ):
        assert [found["id"] for found in api.get(f"{URL}?{query}").json()["results"]] == [str(v.pk) for v in expected]


@pytest.mark.parametrize("query", ["set=x", "status=lost", "exercise=%00"])
def test_a_filter_that_cannot_be_is_a_problem(api, video, query):
    response = api.get(f"{URL}?{query}")
    assert (response.status_code, list(response.json()["errors"])) == (400, [query.split("=")[0]])


@pytest.mark.parametrize(
    "cursor",
    ["p=garbage", "p=%00", "p=2026-13-45T00:00:00Z", "r=1&p=0001-01-01T00:00:00%2B14:00", "o=-1", "o=x", "\xff"],
)
def test_a_cursor_that_was_tampered_with_is_said(api, video, cursor):
    response = api.get(URL, {"cursor": base64.b64encode(cursor.encode("latin-1")).decode()})
    assert (response.status_code, response.json()["code"]) == (400, "bad_cursor")


def test_a_video_whose_work_is_lost_is_not_shown_as_done(api, video):
    Job.objects.all().delete()
    assert api.get(f"{URL}/{video.pk}").json()["progress"] == 0


@pytest.mark.parametrize("seed", range(12))
def test_no_fields_around_a_clip_break_anything(send, mp4, library, seed, on_disk):
    rng = random.Random(seed)
    odd = ["", "null", "nan", "-0", "1e999", "\ud83d", "'", "[]", "{}", "romanian-deadlift", str(uuid.uuid4()),
           "2026-02-30T00:00:00Z", "2026-03-01", "x" * 3000, "true", "12", "0.5", "\u0000"]  # fmt: skip
    fields = ["set", "exercise", "load_kg", "recorded_at", "trim_start_s", "trim_end_s", "status", "owner", "id", "v"]
    for _ in range(4):
        chosen = {name: rng.choice(odd).encode(errors="replace") for name in rng.sample(fields, rng.randrange(1, 5))}
        before = Video.objects.count()
        response = send(mp4, **chosen)
        assert response.status_code in (201, 400, 404)
        assert Video.objects.count() == Job.objects.count() == len(on_disk())
        assert Video.objects.count() - before == (response.status_code == 201)


@pytest.mark.parametrize("seed", range(12))
def test_no_mutated_clip_is_half_saved(send, mp4, webm, seed, on_disk):
    rng = random.Random(seed)
    for content in (mp4, webm):
        mutated = bytearray(content[: rng.randrange(len(content))] if rng.random() < 0.5 else content)
        for _ in range(rng.randrange(12)):
            mutated[rng.randrange(min(2000, len(mutated) or 1)) :][:1] = b""
            if mutated:
                mutated[rng.randrange(len(mutated))] = rng.randrange(256)
        response = send(bytes(mutated))
        assert response.status_code in (201, 400)
        if response.status_code == 400:
            assert response.json()["code"] in ("truncated_video", "not_a_video", "empty_file")
        assert Video.objects.count() == Job.objects.count() == len(on_disk())


@pytest.mark.parametrize("seed", range(12))
def test_no_raw_body_breaks_anything(api, seed, nothing_kept):
    rng = random.Random(seed)
    types = [
        "application/json", "multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=",
        "application/x-www-form-urlencoded", "video/mp4", "application/json; charset=latin-1", "",
    ]  # fmt: skip
    head = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.mp4"\r\n\r\n'
    for _ in range(6):
        rest = rng.randbytes(rng.randrange(80))
        content = rng.choice(
            [rest, head + rest, head + rest + b"\r\n--x--\r\n", json.dumps([rest.hex()]).encode(), b"{"]
        )
        method = rng.choice(["POST", "PUT"])
        path = URL if method == "POST" else f"{URL}/{uuid.uuid4()}"
        response = api.generic(method, path, content, content_type=rng.choice(types))
        assert response.status_code in (400, 415)
        assert response["Content-Type"] == "application/problem+json"
    assert nothing_kept()


@pytest.mark.parametrize("body", [True, 7, [7], "clip"])
def test_a_change_that_is_no_object_is_said(api, video, body):
    response = api.patch(f"{URL}/{video.pk}", body, format="json")
    assert (response.status_code, response.json()["code"]) == (400, "invalid")
