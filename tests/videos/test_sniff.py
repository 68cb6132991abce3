import io
import struct

import pytest

from videos.domain.sniff import Rejected, sniff
from videos.models import Container


def look(content):
    return sniff(io.BytesIO(content), size=len(content))


def box(name, content, length=None):
    return struct.pack(">I4s", 8 + len(content) if length is None else length, name) + content


FTYP, MOOV = box(b"ftyp", b"isom\0\0\2\0"), box(b"moov", b"\0" * 40)


def test_an_mp4_is_known_by_its_bytes(mp4):
    assert look(mp4) == Container.MP4


def test_a_webm_is_known_by_its_bytes(webm):
    assert look(webm) == Container.WEBM


def test_what_is_no_whole_video_is_refused_with_code_and_sentence(broken):
    content, code, sentence = broken
    with pytest.raises(Rejected) as caught:
        look(content)
    assert caught.value.code == code
    assert caught.value.reason.startswith(sentence)


def test_a_cut_file_says_how_much_is_there(mp4):
    content = FTYP + MOOV + box(b"mdat", b"", length=5 * 2**20) + b"\0" * 2**20
    with pytest.raises(Rejected, match=r"1\.0 of 5\.0 MB are there"):
        look(content)


@pytest.mark.parametrize("at", range(0, 27_000, 900))
def test_wherever_an_mp4_is_cut_it_is_noticed(mp4, at):
    with pytest.raises(Rejected):
        look(mp4[: min(at, len(mp4) - 1)])


def test_a_last_box_that_reaches_to_the_end_is_whole():
    assert look(FTYP + MOOV + box(b"mdat", b"x" * 100, length=0)) == Container.MP4


def test_a_box_with_a_long_length_is_read():
    long = struct.pack(">I4sQ", 1, b"mdat", 16 + 100) + b"x" * 100
    assert look(FTYP + MOOV + long) == Container.MP4
    with pytest.raises(Rejected, match="cut off"):
        look(FTYP + MOOV + long[:-1])


def test_a_live_recording_in_pieces_is_taken():
    assert look(FTYP + box(b"moof", b"\0" * 20) + box(b"mdat", b"x")) == Container.MP4


@pytest.mark.parametrize("more", [b"PK\3\4\x14\0\0\0\0\0", b"<html><script>", b"\0" * 5000, b"SEFT of a phone"])
def test_what_an_app_appended_to_a_whole_video_is_no_sign_of_a_cut(mp4, more):
    assert look(mp4 + more) == Container.MP4


def test_an_absurd_length_is_no_number_to_show():
    huge = struct.pack(">I4sQ", 1, b"mdat", 2**63)
    with pytest.raises(Rejected) as caught:
        look(FTYP + MOOV + huge)
    assert "of" not in caught.value.reason.split(":")[1].split("MB")[0]


@pytest.mark.parametrize("length", [2, 7])
def test_a_box_shorter_than_its_head_ends_the_walk(length):
    with pytest.raises(Rejected, match="index that players need is missing"):
        look(FTYP + box(b"free", b"x" * 20, length=length))


def test_boxes_without_end_do_not_hold_the_server_up():
    with pytest.raises(Rejected, match="index"):
        look(FTYP + box(b"free", b"") * 20_000)


def test_a_webm_of_unknown_length_is_taken(webm):
    at = webm.index(b"\x18\x53\x80\x67") + 4
    assert look(webm[:at] + b"\x01" + b"\xff" * 7 + webm[at + 8 :]) == Container.WEBM


def test_the_name_of_a_file_counts_for_nothing():
    file = io.BytesIO(b"ffconcat version 1.0\nfile /etc/passwd\n")
    file.name = "clip.mp4"
    with pytest.raises(Rejected, match="not a video"):
        sniff(file, size=40)
