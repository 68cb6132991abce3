import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q
from django.http import Http404
from django.utils import timezone
from rest_framework.test import APIClient

from core import grants
from core.ledger import Job
from videos.access import video_read, video_write
from videos.models import Video

READ = ["", "/poster", "/sprite", "/original"]
SECRET = "Ada's heavy single"


@pytest.fixture
def hers(ready):
    Video.objects.update(name=SECRET)
    ready.refresh_from_db()
    return ready


def state(on_disk):
    return list(Video.objects.values()), list(Job.objects.values()), on_disk()


@pytest.fixture
def sams_api(stranger):
    client = APIClient()
    client.force_authenticate(stranger)
    return client


def test_the_owner_reads_and_writes(hers, athlete):
    assert video_read(athlete, hers.pk) == video_write(athlete, hers.pk) == hers


@pytest.mark.parametrize("access", [video_read, video_write])
def test_a_stranger_finds_no_video(hers, stranger, access):
    with pytest.raises(Http404):
        access(stranger, hers.pk)


def test_who_was_let_in_reads_but_does_not_write(hers, stranger, sams_api):
    provider = grants.register(lambda viewer, model: Q(pk=hers.pk) if model is Video else None)
    try:
        assert video_read(stranger, hers.pk) == hers
        assert sams_api.get(f"/api/v1/videos/{hers.pk}/poster").status_code == 200
        assert sams_api.delete(f"/api/v1/videos/{hers.pk}").status_code == 404
        with pytest.raises(Http404):
            video_write(stranger, hers.pk)
    finally:
        grants.unregister(provider)
    assert sams_api.get(f"/api/v1/videos/{hers.pk}/poster").status_code == 404
    assert Video.objects.exists()


@pytest.mark.parametrize("path", READ)
@pytest.mark.parametrize("method", ["get", "head"])
def test_a_stranger_gets_404_for_a_video_and_its_files(sams_api, api, hers, path, method):
    assert getattr(api, method)(f"/api/v1/videos/{hers.pk}{path}").status_code == 200
    response = getattr(sams_api, method)(f"/api/v1/videos/{hers.pk}{path}")
    assert response.status_code == 404
    assert not response.streaming
    assert SECRET.encode() not in response.content


@pytest.mark.parametrize("path", READ)
def test_without_a_sign_in_it_is_401(client, hers, path):
    response = client.get(f"/api/v1/videos/{hers.pk}{path}")
    assert response.status_code == 401
    assert response["WWW-Authenticate"] == "Token"
    assert not response.streaming
    assert SECRET.encode() not in response.content


def test_a_stranger_and_an_unknown_id_get_the_same_answer(sams_api, hers):
    known = sams_api.get(f"/api/v1/videos/{hers.pk}")
    unknown = sams_api.get("/api/v1/videos/00000000-0000-4000-8000-000000000000")
    assert known.json() == unknown.json()


@pytest.mark.parametrize("method", ["patch", "delete"])
def test_a_stranger_changes_nothing_by_the_api(sams_api, hers, on_disk, method):
    before = state(on_disk)
    response = getattr(sams_api, method)(f"/api/v1/videos/{hers.pk}", {"load_kg": 1})
    assert (response.status_code, response.json()["code"]) == (404, "not_found")
    assert state(on_disk) == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_without_a_sign_in_nothing_changes(client, hers, on_disk, method):
    before = state(on_disk)
    assert getattr(client, method)(f"/api/v1/videos/{hers.pk}").status_code == 401
    assert state(on_disk) == before


def test_without_a_sign_in_no_clip_is_taken(send, mp4, nothing_kept):
    assert send(mp4, client=APIClient()).status_code == 401
    assert nothing_kept()


def test_the_list_of_a_stranger_is_empty(sams_api, hers):
    assert sams_api.get("/api/v1/videos").json()["results"] == []


@pytest.mark.parametrize("path", ["", "/state", "/state?in=tile", "/state?in=chip"])
def test_a_stranger_gets_404_for_the_pages_of_a_video(client, stranger, hers, path):
    client.force_login(stranger)
    response = client.get(f"/videos/{hers.pk}{path}")
    assert response.status_code == 404
    assert SECRET not in response.text


@pytest.mark.parametrize("action", ["delete", "retry"])
def test_a_stranger_changes_nothing_by_the_pages(client, stranger, hers, on_disk, action):
    client.force_login(stranger)
    before = state(on_disk)
    assert client.post(f"/videos/{hers.pk}/{action}").status_code == 404
    assert state(on_disk) == before


@pytest.mark.parametrize("path", ["", "/state", "/delete", "/retry"])
def test_without_a_sign_in_pages_lead_to_it(client, hers, path):
    method = client.post if path in ("/delete", "/retry") else client.get
    response = method(f"/videos/{hers.pk}{path}")
    back = f"?next=/videos/{hers.pk}{path}" if method == client.get else ""  # a form's address cannot be gone back to
    assert response["Location"] == f"/accounts/login/{back}"
    assert Video.objects.get() == hers


def test_the_library_of_a_stranger_is_empty(client, stranger, hers):
    client.force_login(stranger)
    response = client.get("/videos")
    assert "No clips yet" in response.text
    assert str(hers.pk) not in response.text


def test_a_stranger_adds_no_clip_to_a_set_of_hers(client, stranger, athlete, new_set, mp4, nothing_kept):
    row = new_set(athlete)
    client.force_login(stranger)
    with_file = {"file": SimpleUploadedFile("clip.mp4", mp4)}
    assert client.get(f"/sets/{row.pk}/videos").status_code == 404
    assert client.post(f"/sets/{row.pk}/videos", with_file).status_code == 404
    assert nothing_kept()


def test_a_deleted_row_is_nobodys_to_read(hers, athlete):
    Video.objects.update(deleted_at=timezone.now())
    with pytest.raises(Http404):
        video_read(athlete, hers.pk)
