"""Every word of tus 1.0 that the server speaks, and what each refusal leaves behind: nothing lost, nothing changed."""

import base64
import hashlib

import pytest
from rest_framework.test import APIClient

from accounts.domain.tokens import create_token
from core.ledger import Job
from tests.videos.uploads.conftest import PATH, Tus, metadata, row
from videos.models import Upload, Video

ALGORITHMS = ("sha1", "sha256", "md5")


def checksum(algorithm: str, content: bytes) -> str:
    return f"{algorithm} {base64.b64encode(hashlib.new(algorithm, content).digest()).decode()}"


def test_anybody_may_ask_what_the_server_can_do(db, settings):
    answer = Tus(APIClient()).send("OPTIONS", Tus_Resumable=None)
    assert answer.status_code == 204
    assert answer["Tus-Version"] == answer["Tus-Resumable"] == "1.0.0"
    assert answer["Tus-Extension"] == "creation,creation-with-upload,expiration,checksum,termination"
    assert answer["Tus-Max-Size"] == str(settings.VIDEO_MAX_BYTES)
    assert answer["Tus-Checksum-Algorithm"] == ",".join(ALGORITHMS)


def test_a_clip_sent_in_pieces_becomes_a_video_with_the_same_bytes_and_a_job(tus, begun, mp4, athlete, incoming):
    path = begun(len(mp4), load_kg="60", recorded_at="2026-03-05T12:00:00Z", trim_start_s="0.5")
    third = len(mp4) // 3
    for start in range(0, len(mp4), third):
        answer = tus.patch(path, start, mp4[start : start + third])
        assert answer.status_code == 204
        assert answer["Upload-Offset"] == str(min(start + third, len(mp4)))
    video = Video.objects.get()
    assert answer["Content-Location"] == f"/api/v1/videos/{video.pk}"
    assert video.sha256 == hashlib.sha256(mp4).hexdigest() == hashlib.sha256(video.original.read()).hexdigest()
    assert (video.owner, video.name, video.size, video.load_kg) == (athlete, "squat.mp4", len(mp4), 60)
    assert (video.recorded_at.isoformat(), video.trim_start_s) == ("2026-03-05T12:00:00+00:00", 0.5)
    assert video.v > 0
    assert Job.objects.get().subject == video.pk
    assert incoming() == []


def test_the_address_of_an_upload_is_a_path_and_says_when_it_expires(tus, mp4):
    answer = tus.create(len(mp4))
    assert answer.status_code == 201
    assert answer["Location"].startswith(f"{PATH}/")
    assert (answer["Upload-Offset"], answer["Upload-Expires"][-4:]) == ("0", " GMT")
    assert len(row(answer).pk) >= 32


def test_head_says_how_far_it_is_and_echoes_what_was_said(tus, begun, mp4):
    path = begun(len(mp4), load_kg="60")
    tus.patch(path, 0, mp4[:1000])
    answer = tus.head(path)
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"", "no-store")
    assert (answer["Upload-Offset"], answer["Upload-Length"]) == ("1000", str(len(mp4)))
    assert answer["Upload-Metadata"] == metadata(load_kg="60")
    assert answer["Upload-Expires"]


def test_after_the_last_byte_head_still_says_which_video_it_became(tus, begun, mp4):
    path = begun(len(mp4))
    tus.patch(path, 0, mp4)
    answer = tus.head(path)
    assert (answer["Upload-Offset"], answer["Content-Location"]) == (
        str(len(mp4)),
        f"/api/v1/videos/{Video.objects.get().pk}",
    )
    assert "Upload-Expires" not in answer


def test_another_version_of_the_protocol_is_412_and_told_which_one_is_spoken(tus, begun, mp4):
    path = begun(len(mp4))
    for said in (None, "0.2.2", "1.0", "nonsense"):
        for answer in (
            tus.patch(path, 0, mp4, Tus_Resumable=said),
            tus.send("HEAD", path, Tus_Resumable=said),
            tus.send("DELETE", path, Tus_Resumable=said),
            tus.create(len(mp4), Tus_Resumable=said),
        ):
            assert (answer.status_code, answer["Tus-Version"]) == (412, "1.0.0")
    assert Upload.objects.get().offset == 0


def test_a_piece_of_another_type_is_415_and_not_read(tus, begun, mp4):
    path = begun(len(mp4))
    for kind in ("application/octet-stream", "text/plain", "multipart/form-data; boundary=x", ""):
        assert tus.patch(path, 0, mp4, Content_Type=kind).status_code == 415
    assert tus.head(path)["Upload-Offset"] == "0"


def test_a_piece_for_another_offset_is_409_with_the_right_one(tus, begun, mp4):
    path = begun(len(mp4))
    tus.patch(path, 0, mp4[:500])
    for offset in (0, 499, 501, len(mp4)):
        answer = tus.patch(path, offset, mp4[offset:][:100])
        assert (answer.status_code, answer["Upload-Offset"], answer.json()["code"]) == (409, "500", "wrong_offset")
    assert tus.patch(path, 500, mp4[500:]).status_code == 204
    assert Video.objects.get().sha256 == hashlib.sha256(mp4).hexdigest()


@pytest.mark.parametrize("said", [None, "", "-1", "1.5", "0x10", "many", "9" * 30])
def test_an_offset_that_is_no_number_is_400(tus, begun, mp4, said):
    path = begun(len(mp4))
    answer = tus.patch(path, 0, mp4, Upload_Offset=said)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["Upload-Offset"])
    assert tus.head(path)["Upload-Offset"] == "0"


def test_more_than_was_announced_is_413_and_nothing_of_it_is_taken(tus, begun, mp4):
    path = begun(len(mp4))
    answer = tus.patch(path, 0, mp4 + b"x")
    assert (answer.status_code, answer.json()["code"]) == (413, "too_much")
    assert tus.head(path)["Upload-Offset"] == "0"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_piece_with_the_right_checksum_is_taken_and_with_a_wrong_one_460(tus, begun, mp4, algorithm):
    path = begun(len(mp4))
    tus.patch(path, 0, mp4[:1000], Upload_Checksum=checksum(algorithm, mp4[:1000]))
    answer = tus.patch(path, 1000, mp4[1000:], Upload_Checksum=checksum(algorithm, mp4))
    assert (answer.status_code, answer.reason_phrase, answer["Upload-Offset"]) == (460, "Checksum Mismatch", "1000")
    assert not Video.objects.exists()
    assert tus.head(path)["Upload-Offset"] == "1000"
    assert tus.patch(path, 1000, mp4[1000:], Upload_Checksum=checksum(algorithm, mp4[1000:])).status_code == 204
    assert Video.objects.get().sha256 == hashlib.sha256(mp4).hexdigest()


def test_first_bytes_that_were_damaged_on_the_way_are_sent_again_and_refuse_nothing(tus, begun, mp4):
    path, right = begun(len(mp4)), checksum("sha1", mp4)
    answer = tus.patch(path, 0, b"?" * 64 + mp4[64:], Upload_Checksum=right)
    assert (answer.status_code, answer["Upload-Offset"]) == (460, "0")
    assert tus.patch(path, 0, mp4, Upload_Checksum=right).status_code == 204
    assert Video.objects.get().sha256 == hashlib.sha256(mp4).hexdigest()


def test_a_wrong_file_with_the_right_checksum_is_refused_at_its_first_piece(tus, begun):
    path, text = begun(10_000), b"squeeze the bar" * 10
    answer = tus.patch(path, 0, text, Upload_Checksum=checksum("sha1", text))
    assert (answer.status_code, answer.json()["code"]) == (400, "not_a_video")
    assert tus.head(path).status_code == 410


@pytest.mark.parametrize("said", ["", "sha1", "md4 AAAA", "sha1 !!!", "sha1 AAAA", "sha256 " + "A" * 28])
def test_a_checksum_that_cannot_be_read_is_400(tus, begun, mp4, said):
    path = begun(len(mp4))
    answer = tus.patch(path, 0, mp4, Upload_Checksum=said)
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["Upload-Checksum"])
    assert tus.head(path)["Upload-Offset"] == "0"


def test_clients_that_can_only_post_say_what_they_mean(tus, begun, mp4):
    path = begun(len(mp4))
    piece = {"X_HTTP_Method_Override": "PATCH", "Upload_Offset": "0"}
    assert tus.send("POST", path, mp4[:300], **piece).status_code == 204
    assert tus.send("POST", path, X_HTTP_Method_Override="HEAD")["Upload-Offset"] == "300"
    assert tus.send("POST", path, X_HTTP_Method_Override="DELETE").status_code == 204
    assert tus.head(path).status_code == 410


def test_a_body_that_does_not_say_its_length_is_411(tus, begun, mp4):
    path = begun(len(mp4))
    answer = tus.patch(path, 0, mp4, Transfer_Encoding="chunked")
    assert (answer.status_code, answer.json()["code"]) == (411, "length_required")


def test_an_upload_of_somebody_else_is_404_like_one_that_never_was(tus, begun, mp4, stranger):
    path = begun(len(mp4))
    client = APIClient()
    client.force_authenticate(stranger)
    sam = Tus(client)
    for where in (path, f"{PATH}/{'x' * 32}"):
        for answer in (sam.head(where), sam.patch(where, 0, mp4), sam.send("DELETE", where), sam.send("GET", where)):
            assert answer.status_code == 404
    assert tus.head(path)["Upload-Offset"] == "0"


def test_nobody_without_a_sign_in_begins_or_goes_on(begun, mp4):
    path, nobody = begun(len(mp4)), Tus(APIClient())
    for answer in (nobody.create(9), nobody.head(path), nobody.patch(path, 0, mp4), nobody.send("DELETE", path)):
        assert answer.status_code == 401
    assert Upload.objects.get().offset == 0


def test_a_token_that_may_only_read_reads_and_sends_nothing(begun, mp4, athlete):
    path = begun(len(mp4))
    _, secret = create_token(user=athlete, name="watch", scope="read")
    client = APIClient(headers={"Authorization": f"Token {secret}"})
    assert Tus(client).patch(path, 0, mp4).status_code == 403
    assert Tus(client).head(path).status_code == 200
    assert Upload.objects.get().offset == 0


def test_a_device_with_a_token_sends(mp4, athlete):
    _, secret = create_token(user=athlete, name="phone", scope="write")
    device = Tus(APIClient(headers={"Authorization": f"Token {secret}"}))
    path = device.create(len(mp4))["Location"]
    assert device.patch(path, 0, mp4).status_code == 204
    assert Video.objects.get().owner == athlete


def test_a_browser_sends_with_its_cookie_and_the_secret_of_the_page(mp4, athlete):
    client = APIClient(enforce_csrf_checks=True)
    client.force_login(athlete)
    browser = Tus(client)
    assert browser.create(len(mp4)).status_code == 403
    secret = client.get("/outbox/token").json()["csrf"]
    path = browser.create(len(mp4), X_CSRFToken=secret)["Location"]
    assert browser.patch(path, 0, mp4).status_code == 403
    assert browser.patch(path, 0, mp4, X_CSRFToken=secret).status_code == 204
    assert Video.objects.get().owner == athlete


def test_clips_on_their_way_can_be_listed_and_read_as_json(tus, api, begun, mp4):
    path = begun(len(mp4))
    tus.patch(path, 0, mp4[:100])
    begun(5, filename="other.mp4")
    listed = api.get(PATH).json()["results"]
    assert [(one["name"], one["offset"], one["length"]) for one in listed] == [
        ("other.mp4", 0, 5),
        ("squat.mp4", 100, len(mp4)),
    ]
    tus.patch(path, 100, mp4[100:])
    shown = api.get(path).json()
    assert (shown["state"], shown["video"]) == ("done", str(Video.objects.get().pk))
    assert [one["name"] for one in api.get(PATH).json()["results"]] == ["other.mp4"]
