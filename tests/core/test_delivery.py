import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage, default_storage
from django.http import Http404
from django.test import RequestFactory

from core.delivery import deliver, safe_file_name

VIDEO = (".mp4", ".mov", ".m4v")


@pytest.fixture
def name(settings):
    return default_storage.save("videos/ü/a b.mp4", ContentFile(b"0123456789"))


def get(name, headers=None, **more):
    request = RequestFactory().get("/", headers=headers or {})
    return deliver(request, **({"name": name, "etag": "one", "content_type": "video/mp4"} | more))


def body(response):
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_without_a_server_in_front_the_bytes_are_sent_here(name):
    answer = get(name)
    assert (body(answer), answer["ETag"], answer["Content-Disposition"]) == (b"0123456789", '"one"', "inline")
    assert "X-Accel-Redirect" not in answer


def test_behind_nginx_only_the_way_to_the_file_is_sent(name, settings):
    settings.X_ACCEL_PREFIX = "/protected/"
    answer = get(name, download_as="hinge.mp4")
    assert (body(answer), answer["X-Accel-Redirect"]) == (b"", "/protected/videos/%C3%BC/a%20b.mp4")
    assert answer["Content-Type"] == "video/mp4"
    assert answer["Content-Disposition"] == 'attachment; filename="hinge.mp4"'
    assert answer["Cache-Control"] == "private, no-cache"


class Elsewhere(InMemoryStorage):
    """Files at another address."""

    def signed_url(self, name, **_):
        return f"https://bucket.example/{name}"


def test_a_file_elsewhere_is_described_here_and_sent_from_there(settings):
    settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": f"{__name__}.Elsewhere"}}
    name = default_storage.save("videos/a.mp4", ContentFile(b"0123456789"))
    asked = {"etag": "one", "content_type": "video/mp4"}
    assert get(name)["Location"] == "https://bucket.example/videos/a.mp4"
    said = deliver(RequestFactory().head("/"), name=name, **asked)
    assert (said.status_code, body(said), "Location" in said) == (200, b"", False)
    assert (said["ETag"], said["Content-Type"], said["Content-Length"]) == ('"one"', "video/mp4", "10")
    with pytest.raises(Http404):
        deliver(RequestFactory().head("/"), name="videos/gone.mp4", **asked)


@pytest.mark.parametrize("prefix", ["", "/protected/"])
@pytest.mark.parametrize("gone", ["", "videos/gone.mp4"])
def test_what_is_not_there_is_not_found(settings, prefix, gone):
    settings.X_ACCEL_PREFIX = prefix
    with pytest.raises(Http404):
        get(gone)


def test_a_file_that_goes_while_it_is_asked_for_is_not_found(monkeypatch):
    monkeypatch.setattr(FileSystemStorage, "exists", lambda *_: True)
    with pytest.raises(Http404):
        get("videos/gone.mp4")


def test_a_name_outside_ascii_is_written_as_the_standard_says(name):
    assert get(name, download_as="Heben ü.mp4")["Content-Disposition"] == (
        "attachment; filename*=utf-8''Heben%20%C3%BC.mp4"
    )


@pytest.mark.parametrize(
    ("said", "saved"),
    [
        ("set 3.MOV", "set 3.MOV"),
        ("", "clip.mp4"),
        ("...", "clip.mp4"),
        (".mp4", "mp4.mp4"),
        ("page.html", "page.html.mp4"),
        ("../../etc/passwd", "etcpasswd.mp4"),
        ('a"b\\c/d:e.mp4', "abcde.mp4"),
        ("a\r\nSet-Cookie: x.mp4", "aSet-Cookie x.mp4"),
        ("evil\u202e4pm.exe", "evil4pm.exe.mp4"),
        ("x" * 300 + ".mp4", "x" * 150 + ".mp4"),
    ],
)
def test_a_persons_name_for_a_file_is_made_safe_to_save_under(said, saved):
    assert safe_file_name(said, endings=VIDEO, otherwise="clip") == saved
