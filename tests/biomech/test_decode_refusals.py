"""What is not accepted, and the sentence that says why."""

import socket
import threading
import time
from contextlib import suppress

import av
import numpy as np
import pytest

from biomech.decode import Limits, Still, VideoInfo, VideoRejected, read_stills
from biomech.decode_clip import Clip


def refusal(path, **limits):
    """Return the VideoRejected that reading a file ends in."""
    with pytest.raises(VideoRejected) as caught:
        list(read_stills(path, limits=Limits(**limits)))
    return caught.value


@pytest.mark.parametrize("content", [b"", b"\0", b"just some words\n" * 20, bytes(range(256)) * 40])
def test_what_is_no_video_is_called_that(tmp_path, content):
    path = tmp_path / "clip.mp4"
    path.write_bytes(content)
    assert refusal(path).code == "unreadable"


def test_a_name_of_a_video_and_nothing_behind_it_is_damaged(tmp_path):
    path = tmp_path / "clip.mp4"
    path.write_bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(500))
    rejected = refusal(path)
    assert rejected.code == "truncated"
    assert (
        rejected.reason
        == "This video is cut off or damaged: no picture of it can be read. Send it again, or save it anew."
    )


def test_a_clip_cut_in_half_with_its_index_at_the_end_is_damaged(ramp, tmp_path):
    whole = ramp().read_bytes()
    path = tmp_path / "half.mp4"
    path.write_bytes(whole[: len(whole) // 2])
    assert refusal(path).code == "truncated"


@pytest.mark.parametrize("gop", [6, 1000])
def test_a_clip_cut_in_half_behind_its_index_gives_what_is_there_and_a_warning(ramp, tmp_path, gop):
    whole = ramp(faststart=True, gop=gop, size_px=(320, 180)).read_bytes()
    media_at = whole.index(b"mdat")
    path = tmp_path / "half.mp4"
    path.write_bytes(whole[: (media_at + len(whole)) // 2])
    poster, info, *sprite = read_stills(path)
    assert isinstance(poster, Still) and isinstance(info, VideoInfo)
    assert info.warning == "The end of this video is missing."
    assert info.duration_s < 2.9
    assert len(sprite) == 9


def test_sound_alone_is_no_video(tmp_path):
    path = tmp_path / "song.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 44100), np.float32), format="fltp", layout="mono")
        frame.sample_rate = 44100
        container.mux(stream.encode(frame))
        container.mux(stream.encode())
    rejected = refusal(path)
    assert rejected.code == "no-video"
    assert rejected.reason == "This file has no video in it. Choose the clip itself."


@pytest.fixture
def listener():
    """Return a server on this machine that notes whether anybody called."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(2)
        calls = []

        def accept():
            with suppress(OSError):
                calls.append(server.accept())

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        yield server.getsockname()[1], calls


def playlists(port):
    """Return texts that make FFmpeg open something else, by the name they came with."""
    return {
        "concat.mp4": "ffconcat version 1.0\nfile 'ramp.mp4'\n",
        "hls.m3u8": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:{port}/a.ts\n#EXT-X-ENDLIST\n",
        "session.sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\n"
        "m=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n",
    }


@pytest.mark.parametrize("name", ["concat.mp4", "hls.m3u8", "session.sdp"])
def test_playlists_are_refused_quickly_and_nothing_behind_them_is_opened(ramp, listener, name):
    port, calls = listener
    path = ramp().parent / name
    path.write_text(playlists(port)[name])
    before = time.monotonic()
    assert refusal(path).code == "unreadable"
    # The decoder refuses them too, should one ever get past the check of the first bytes.
    with path.open("rb") as video, pytest.raises(av.FFmpegError):
        Clip(video, Limits())
    assert time.monotonic() - before < 1
    assert not calls


def test_a_long_clip_is_refused_with_the_limit_in_words(ramp):
    rejected = refusal(ramp(), max_duration_s=2)
    assert rejected.code == "too-long"
    assert rejected.reason == "This video is longer than 2 seconds. Cut it to the set and send that."
    assert (
        VideoRejected("too-long", Limits()).reason
        == "This video is longer than 10 minutes. Cut it to the set and send that."
    )


def test_two_frames_hours_apart_are_a_long_clip(ramp):
    assert refusal(ramp(frames=2, ticks=lambda i: i * 30 * 36_000)).code == "too-long"


def test_a_large_picture_is_refused(ramp):
    rejected = refusal(ramp(frames=3), max_pixels=160 * 96 - 1)
    assert rejected.code == "too-large"


def test_too_many_frames_per_second_are_refused(ramp):
    rejected = refusal(ramp(), max_frame_rate_hz=24)
    assert rejected.code == "too-fast"
    assert rejected.reason == "This video has more than 24 frames per second. Save it with fewer."


def test_too_many_frames_are_refused(ramp):
    assert refusal(ramp(), max_frames=89).code == "too-many-frames"


def test_a_decoder_without_memory_is_a_verdict(ramp):
    # Which allocation fails first is chance: Python's kills the decoder, FFmpeg's looks like a picture that is damaged.
    assert refusal(ramp(), address_space_bytes=20 << 20).code in {"decoder-died", "truncated"}


def test_a_decoder_that_takes_too_long_is_a_verdict(ramp):
    assert refusal(ramp(), wall_s=0.01).code == "took-too-long"


def test_symlinks_and_folders_are_not_opened(ramp, tmp_path):
    link = tmp_path / "link.mp4"
    link.symlink_to(ramp(frames=1))
    for path in (link, tmp_path, tmp_path / "absent.mp4"):
        with pytest.raises(OSError):
            list(read_stills(path))
