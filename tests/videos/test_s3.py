"""Clips in an object store: moto stands in for it, inside this process."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.exceptions import ClientError
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from moto import mock_aws

from core import jobs
from core.ledger import Job
from core.stored import stored_files
from fitnessrec import s3
from tests.videos.conftest import upload
from tests.videos.uploads.conftest import Killed, Line, Tus, die, row
from videos.domain import missing
from videos.domain.files import named_files
from videos.domain.intake import delete_video, take_in
from videos.domain.sweep import sweep
from videos.domain.uploads import finishing
from videos.domain.uploads.writing import receive
from videos.models import Video

BUCKET = "clips"


@pytest.fixture
def environment(monkeypatch):
    """Name the bucket as an operator does."""
    names = {
        "BUCKET": BUCKET,
        "ACCESS_KEY_ID": "key",
        "SECRET_ACCESS_KEY": "secret",
        "PREFIX": "app",
        "REGION": "eu-west-1",
    }
    for name, value in names.items():
        monkeypatch.setenv(f"S3_{name}", value)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    return monkeypatch


@pytest.fixture
def bucket(environment, settings):
    """Keep clips in a bucket that lives as long as the test."""
    with mock_aws():
        made = boto3.resource("s3", region_name="eu-west-1").create_bucket(
            Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": "eu-west-1"}
        )
        settings.STORAGES = settings.STORAGES | {"default": s3.storage()}
        yield made


def keys(bucket):
    return sorted(one.key for one in bucket.objects.all())


def work_off():
    while waiting := list(Job.objects.filter(state="queued").values_list("pk", flat=True)):
        for pk in waiting:
            jobs.work(pk)


@pytest.fixture
def sent_clip(bucket, athlete, mp4):
    """Return a clip of Ada's in the bucket that nobody has worked on yet."""
    return take_in(upload(mp4), owner=athlete, recorded_at=timezone.now())


def test_a_clip_goes_the_whole_way_is_shown_by_signed_addresses_and_leaves_the_bucket_empty(
    bucket, api, sent_clip, mp4, settings
):
    work_off()
    sent_clip.refresh_from_db()
    assert (sent_clip.status, sent_clip.reason) == ("ready", "")
    assert keys(bucket) == sorted(f"app/{name}" for name in named_files(sent_clip))
    assert bucket.Object(f"app/{sent_clip.original.name}").get()["Body"].read() == mp4
    for which in ("poster", "sprite", "rendition", "original"):
        answer = api.get(f"/api/v1/videos/{sent_clip.pk}/{which}")
        there = urlsplit(answer["Location"])
        said = parse_qs(there.query)
        assert (answer.status_code, answer["Cache-Control"]) == (302, "private, no-store")
        assert there.path.removeprefix("/app/") in named_files(sent_clip)
        assert int(said["X-Amz-Expires"][0]) <= 300
        assert said["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
        assert f"{there.scheme}://{there.netloc}" in s3.origins()
        told = api.head(f"/api/v1/videos/{sent_clip.pk}/{which}")  # a page's script may ask, but not follow
        assert (told.status_code, "Location" in told) == (200, False)
        assert int(told["Content-Length"]) == default_storage.size(there.path.removeprefix("/app/"))
    assert list(Path(settings.FILE_UPLOAD_TEMP_DIR).glob("source-*")) == []
    delete_video(sent_clip, at=timezone.now())
    assert keys(bucket) == []


@pytest.fixture
def cut_off(bucket, api, mp4, monkeypatch):
    """Send a clip in pieces, and have the process die between the bucket and the rows; return what is known of it."""
    tus = Tus(api)
    begun = tus.create(len(mp4))
    with monkeypatch.context() as patch:
        patch.setattr(finishing, "_store", lambda *_, **__: die())
        with pytest.raises(Killed):
            receive(row(begun), Line(mp4), offset=0, length=len(mp4))
    return tus, begun["Location"]


def test_a_clip_that_came_in_pieces_lies_in_the_bucket_once_whatever_died_meanwhile(bucket, cut_off, mp4):
    tus, path = cut_off
    [key] = keys(bucket)
    bucket.Object(key).put(Body=b"half of it")
    assert tus.head(path).status_code == 200
    assert key == f"app/{Video.objects.get().original.name}"
    assert keys(bucket) == [key]
    assert bucket.Object(key).get()["Body"].read() == mp4


def test_an_upload_that_is_given_up_at_its_end_leaves_nothing_in_the_bucket(bucket, cut_off):
    tus, path = cut_off
    assert tus.send("DELETE", path).status_code == 204
    assert keys(bucket) == []


def test_a_download_keeps_its_persons_name_for_the_file(api, sent_clip):
    answer = api.get(f"/api/v1/videos/{sent_clip.pk}/original?download=1")
    said = parse_qs(urlsplit(answer["Location"]).query)
    assert said["response-content-disposition"] == ['attachment; filename="clip.mp4"']
    assert said["response-content-type"] == ["video/mp4"]


def test_a_stranger_is_given_no_address(sent_clip, stranger):
    browser = Client()
    browser.force_login(stranger)
    assert browser.get(f"/api/v1/videos/{sent_clip.pk}/original").status_code == 404


def test_objects_are_private_and_are_listed_with_their_size(bucket, sent_clip, mp4):
    grants = bucket.Object(f"app/{sent_clip.original.name}").Acl().grants
    assert {grant["Grantee"].get("URI") for grant in grants} == {None}
    sizes = {file.name: file.size for file in stored_files("videos")}
    assert sizes[sent_clip.original.name] == len(mp4)


def test_the_sweep_removes_what_no_row_names(bucket, sent_clip):
    kept = keys(bucket)
    default_storage.save(f"{sent_clip.folder}/left.bin", ContentFile(b"x"))
    found = list(sweep(at=timezone.now() + timedelta(days=2)))
    assert [one.what for one in found] == [f"{sent_clip.folder}/left.bin"]
    assert keys(bucket) == kept


def test_the_sweep_learns_from_one_walk_whose_files_are_missing(bucket, athlete, mp4, monkeypatch):
    clips = [take_in(upload(mp4), owner=athlete, recorded_at=timezone.now()) for _ in range(3)]
    work_off()
    default_storage.save("videos/README.txt", ContentFile(b"x"))
    clips[1].refresh_from_db()
    default_storage.delete(clips[1].rendition)
    asked = []
    monkeypatch.setattr(missing, "stored_files", lambda folder: asked.append(folder) or stored_files(folder))
    found = {one.what: one.said for one in sweep(at=timezone.now() + timedelta(days=2))}
    assert found == {f"video {clips[1].pk}": "the web version is gone and made anew"}
    assert asked == [clips[1].folder]  # once more, before anything is done about it


def test_the_sweep_sees_a_broken_web_version_by_its_size(bucket, sent_clip):
    work_off()
    sent_clip.refresh_from_db()
    bucket.Object(f"app/{sent_clip.rendition}").put(Body=b"half of it")
    found = [one.said for one in sweep(at=timezone.now() + timedelta(days=2))]
    assert found == ["the web version is gone and made anew"]
    work_off()
    sent_clip.refresh_from_db()
    assert default_storage.size(sent_clip.rendition) == sent_clip.rendition_size > 1000


def test_the_storage_is_ready_while_the_bucket_answers(bucket, client, settings):
    assert client.get("/readyz").json()["storage"] == "ok"
    with pytest.raises(ClientError):
        settings.STORAGES["default"]["OPTIONS"]["bucket_name"] = "gone"
        settings.STORAGES = settings.STORAGES | {}
        default_storage.check()


def test_without_its_packages_the_start_says_what_to_do(environment):
    environment.setattr(s3, "PACKAGES", ("no_such_package",))
    with pytest.raises(ImproperlyConfigured, match="make setup"):
        s3.storage()


def test_half_a_key_and_what_is_no_address_are_refused(environment):
    environment.setenv("S3_ENDPOINT_URL", "s3.example.org")
    with pytest.raises(ImproperlyConfigured, match=r"https://s3\.example\.org"):
        s3.storage()
    environment.delenv("S3_SECRET_ACCESS_KEY")
    with pytest.raises(ImproperlyConfigured, match="go together"):
        s3.storage()


def test_without_a_bucket_files_lie_in_a_folder(monkeypatch):
    monkeypatch.delenv("S3_BUCKET", raising=False)
    assert (s3.storage(), s3.origins()) == (None, [])
