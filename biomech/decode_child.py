"""The decoder's own program: file descriptor 0 is a video, descriptor 1 a pipe for pictures.

Started by `decode_process` with the request as its last argument. All imports happen before the door is shut.
"""

import io
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO

from biomech import sandbox
from biomech.decode_clip import Clip, Refused
from biomech.decode_constant import frame_messages
from biomech.decode_samples import sample_messages
from biomech.decode_stills import still_messages
from biomech.decode_why import explain
from biomech.decode_wire import FramesRequest, Request, SamplesRequest, pack, request_from_json


def main() -> None:
    """Shut the door, decode, and leave without any clean-up that hostile data could have prepared."""
    request = request_from_json(sys.argv[-1])
    video = io.FileIO(0, closefd=False)
    sandbox.lock_down(
        address_space_bytes=request.limits.address_space_bytes,
        cpu_s=request.limits.cpu_s,
    )
    status = 1
    try:
        for message in _answer(video, request):
            _write(message)
        status = 0
    finally:
        os._exit(status)


def _answer(video: BinaryIO, request: Request) -> Iterator[bytes]:
    """Yield the request's messages; the last one says "done" or why the video is refused.

    Damaged files raise far more than av's own errors (AttributeError, UnicodeDecodeError, ValueError,
    EOFError were seen), so whatever is raised is a verdict on the video.
    """
    try:
        clip = Clip(video, request.limits)
        if isinstance(request, FramesRequest):
            yield from frame_messages(clip, request)
        elif isinstance(request, SamplesRequest):
            yield from sample_messages(clip, request)
        else:
            yield from still_messages(clip, request)
    except Refused as refused:
        code = refused.args[0]
    except MemoryError:
        code = "decoder-died"
    except Exception:
        code = "truncated"
    else:
        return
    yield pack({"kind": "refused", "code": explain(video, request.limits) if code == "truncated" else code})


def _write(message: bytes) -> None:
    """Write all of a message to the pipe."""
    rest = memoryview(message)
    while rest:
        rest = rest[os.write(1, rest) :]
