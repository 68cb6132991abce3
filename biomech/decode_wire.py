"""What the decoder process and its parent agree on: the request, the limits, the messages and their framing.

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

#: The only warning so far. Damage inside a clip has none: it shows as repeated stills.
END_MISSING = "end-missing"


@dataclass(frozen=True)
class Limits:
    """What one video may cost; enforced on decoded numbers, since headers lie."""

    max_pixels: int = 4096 * 2304
    max_frame_rate_hz: float = 240
    max_duration_s: float = 600
    max_frames: int = 40_000
    #: Time spent waiting for the decoder, not the consumer's own time between two pictures.
    wall_s: float = 120
    cpu_s: int = 60
    address_space_bytes: int = 2 << 30


@dataclass(frozen=True)
class Request:
    """Which stills are wanted: `count` of them between two times, none longer than `max_side_px`."""

    count: int
    max_side_px: int
    start_s: float | None = None
    end_s: float | None = None
    limits: Limits = field(default_factory=Limits)

    def to_json(self) -> str:
        """Return the request as text for the decoder's command line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "Request":
        """Read back what `to_json` wrote."""
        fields = json.loads(text)
        return cls(**{**fields, "limits": Limits(**fields["limits"])})


def pack(header: dict[str, Any], body: bytes = b"") -> bytes:
    """Frame one message."""
    text = json.dumps(header).encode()
    return LENGTH.pack(len(text)) + text + body
