"""What the decoder process and its parent agree on: the requests, the limits, the messages and their framing.

A message is a length (4 bytes, big-endian), a JSON object of that many bytes, and a body whose size follows
from the object. Standard library only, so that the decoder starts fast.
"""

import json
import struct
from dataclasses import asdict, dataclass, field
from typing import Any

MAX_HEADER_BYTES = 4096
RGB_BYTES = 3

LENGTH = struct.Struct(">I")

#: Warnings. Stills know only the first: damage inside a clip shows as repeated pictures there.
END_MISSING = "end-missing"
DAMAGED = "damaged"


@dataclass(frozen=True)
class Limits:
    """What one video may cost; enforced on decoded numbers, since headers lie."""

    max_pixels: int = 4096 * 2304
    max_frame_rate_hz: float = 240
    max_duration_s: float = 600
    max_frames: int = 40_000
    #: Time spent waiting for the decoder, not the consumer's own time between two pictures.
    wall_s: float = 120
    #: Of that, until the first answer: whole clips of 4K take half a second, tables that lie take for ever.
    first_s: float = 25
    cpu_s: int = 60
    address_space_bytes: int = 2 << 30


#: For reading every frame: ten minutes at 4K take many minutes of processor time, but must end below the 840 s
#: after which Celery stops the job.
WHOLE_CLIP = Limits(wall_s=720, first_s=120, cpu_s=1800)


@dataclass(frozen=True)
class StillsRequest:
    """Which stills are wanted: `count` of them between two times, none longer than `max_side_px`."""

    count: int
    max_side_px: int
    start_s: float | None = None
    end_s: float | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class FramesRequest:
    """All frames at a constant rate (numerator, denominator; None: near the clip's own), scaled to a short side."""

    max_short_side_px: int
    rate: tuple[int, int] | None = None
    limits: Limits = WHOLE_CLIP


@dataclass(frozen=True)
class SamplesRequest:
    """The frames between two times, at most so many a second, without black bars, scaled to a long side."""

    max_side_px: int
    max_rate_hz: float
    start_s: float | None = None
    end_s: float | None = None
    limits: Limits = WHOLE_CLIP


Request = StillsRequest | FramesRequest | SamplesRequest
_REQUESTS: dict[str, type[Request]] = {"stills": StillsRequest, "frames": FramesRequest, "samples": SamplesRequest}


def request_to_json(request: Request) -> str:
    """Return a request as text for the decoder's command line."""
    kind = next(name for name, one in _REQUESTS.items() if isinstance(request, one))
    return json.dumps({"kind": kind, **asdict(request)})


def request_from_json(text: str) -> Request:
    """Read back what `request_to_json` wrote."""
    fields = json.loads(text)
    return _REQUESTS[fields.pop("kind")](**{**fields, "limits": Limits(**fields["limits"])})


def pack(header: dict[str, Any], body: bytes = b"") -> bytes:
    """Frame one message."""
    text = json.dumps(header).encode()
    return LENGTH.pack(len(text)) + text + body
