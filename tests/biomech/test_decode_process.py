"""The decoder leaves nothing behind, and nothing it says is believed unchecked."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from biomech import decode_process
from biomech.decode import Limits, VideoRejected, read_stills
from biomech.decode_wire import StillsRequest, request_to_json

PROJECT = Path(__file__).resolve().parents[2]


def open_descriptors():
    return len(os.listdir("/proc/self/fd"))


def has_children():
    try:
        os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return True


@pytest.fixture
def nothing_left():
    """Check after the test that no descriptor is open and no child is alive or unreaped that was not
    before.
    """
    before = open_descriptors(), has_children()
    yield
    assert (open_descriptors(), has_children()) == before


def test_a_finished_reading_leaves_nothing(ramp, nothing_left):
    assert len(list(read_stills(ramp()))) == 11


def test_closing_early_ends_the_decoder(ramp, nothing_left):
    stills = read_stills(ramp(frames=600))
    next(stills)
    stills.close()


def test_an_iterator_never_started_opens_nothing(ramp, nothing_left):
    read_stills(ramp(frames=1))


def test_a_refusal_leaves_nothing(ramp, nothing_left):
    for limits in (Limits(max_frames=1), Limits(wall_s=0.01), Limits(address_space_bytes=20 << 20)):
        with pytest.raises(VideoRejected):
            list(read_stills(ramp(), limits=limits))


def message(header, body=b""):
    text = header if isinstance(header, bytes) else json.dumps(header).encode()
    return len(text).to_bytes(4, "big") + text + body


STILL = {
    "kind": "still",
    "role": "poster",
    "index": 0,
    "time_s": 0.0,
    "width_px": 1,
    "height_px": 1,
    "turns": 0,
}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\xff\xff\xff\xff",
        message(b"{" * 4000),
        message([1]),
        message({"kind": "done"}),
        message({"kind": "refused", "code": "made-up"}),
        message({"kind": "refused", "code": ["too-long"]}),
        message(STILL, b"\0\0"),
        message(STILL, b"\0\0\0"),
        message(STILL, b"\0\0\0") * 2,
        message(STILL | {"width_px": 641}),
        message(STILL | {"height_px": -1}),
        message(STILL | {"width_px": True}),
        message(STILL | {"turns": 4}),
        message(STILL | {"transfer": "made-up"}, b"\0" * 6),
        message(STILL | {"transfer": ["hlg"]}, b"\0" * 6),
        message(STILL | {"time_s": float("nan")}),
        message(STILL | {"time_s": "0"}),
        message(STILL | {"index": 3}),
    ],
)
def test_an_answer_that_breaks_the_rules_counts_as_a_death(ramp, monkeypatch, nothing_left, answer):
    program = f"import os; os.write(1, {answer!r})"
    monkeypatch.setattr(decode_process, "_PROGRAM", program)
    with pytest.raises(VideoRejected) as caught:
        list(read_stills(ramp(frames=1)))
    assert caught.value.code == "decoder-died"


def test_a_crash_of_the_decoder_is_a_verdict(ramp, monkeypatch, nothing_left):
    monkeypatch.setattr(decode_process, "_PROGRAM", "import os; os.abort()")
    with pytest.raises(VideoRejected) as caught:
        list(read_stills(ramp(frames=1)))
    assert caught.value.code == "decoder-died"


def test_a_decoder_out_of_processor_time_took_too_long(ramp, monkeypatch, nothing_left):
    program = "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)"
    monkeypatch.setattr(decode_process, "_PROGRAM", program)
    with pytest.raises(VideoRejected) as caught:
        list(read_stills(ramp(frames=1)))
    assert caught.value.code == "took-too-long"


def test_the_decoder_sees_nothing_of_the_apps_environment(ramp, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "s3cret")
    monkeypatch.setattr(decode_process, "_PROGRAM", "import os; assert 'SECRET_KEY' in os.environ; os.abort()")
    with (
        ramp(frames=1).open("rb") as video,
        decode_process.run_decoder(video.fileno(), _request()) as decoder,
        pytest.raises(decode_process.DecoderDied, match="ended with 1"),
    ):
        decoder.body(1)


def _request():
    return StillsRequest(count=9, max_side_px=640)


WATCHED = """
import sys
sys.path.append(sys.argv[1])
from biomech import decode_child, sandbox
late = []
lock_down = sandbox.lock_down
def watch(**limits):
    lock_down(**limits)
    sys.addaudithook(lambda event, args: late.append(event) if event in ("import", "open") else None)
sandbox.lock_down = watch
leave = decode_child.os._exit
def report(status):
    decode_child.os.write(2, repr(late).encode())
    leave(status)
decode_child.os._exit = report
decode_child.main()
"""


@pytest.mark.parametrize("gop", [4, 1000])
def test_nothing_is_loaded_or_opened_once_the_door_is_shut(ramp, gop):
    with ramp(gop=gop).open("rb") as video:
        ended = subprocess.run(
            [sys.executable, "-I", "-c", WATCHED, str(PROJECT), request_to_json(_request())],
            stdin=video,
            capture_output=True,
            timeout=20,
            check=False,
        )
    assert b'"done"' in ended.stdout
    assert ended.stderr == b"[]"
