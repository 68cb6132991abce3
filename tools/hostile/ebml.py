"""Matroska files by hand (RFC 8794, RFC 9559)."""

HEAD, SEGMENT, INFO, TRACKS, CLUSTER, VOID = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0x1F43B675, 0xEC
ATTACHMENTS, TAGS, CHAPTERS = 0x1941A469, 0x1254C367, 0x1043A770
UNKNOWN = b"\x01" + b"\xff" * 7


def size_of(length: int) -> bytes:
    """Return a length in eight bytes."""
    return (length | 1 << 56).to_bytes(8, "big")


def number(value: int) -> bytes:
    """Return a number in as many bytes as it needs."""
    return value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")


def element(name: int, content: bytes | int | str, *, size: bytes | None = None) -> bytes:
    """Return one element; `size` is what its head says instead of the truth."""
    if isinstance(content, int):
        content = number(content)
    if isinstance(content, str):
        content = content.encode()
    return number(name) + (size_of(len(content)) if size is None else size) + content


def head(kind: str = "matroska") -> bytes:
    """Return the element that every file begins with."""
    return element(HEAD, element(0x4282, kind) + element(0x4287, 4) + element(0x4285, 2))


def video_track(
    number: int = 1, *, codec: str = "V_VP8", width: int = 96, height: int = 64, extra: bytes = b""
) -> bytes:
    """Return the entry of a track with pictures."""
    picture = element(0xE0, element(0xB0, width) + element(0xBA, height))
    return element(
        0xAE,
        element(0xD7, number) + element(0x73C5, number) + element(0x83, 1) + element(0x86, codec) + picture + extra,
    )


def block(content: bytes, *, ms: int = 0, key: bool = True, track: int = 1) -> bytes:
    """Return one frame of a cluster."""
    return element(
        0xA3, bytes([0x80 | track]) + ms.to_bytes(2, "big", signed=True) + (b"\x80" if key else b"\0") + content
    )


def cluster(*blocks: bytes, ms: int = 0) -> bytes:
    """Return frames with the time that they count from."""
    return element(CLUSTER, element(0xE7, ms) + b"".join(blocks))


def movie(*parts: bytes, size: bytes | None = None, info: bytes = b"", kind: str = "matroska") -> bytes:
    """Return a whole file, its times in milliseconds."""
    facts = element(INFO, element(0x2AD7B1, 1_000_000) + info)
    return head(kind) + element(SEGMENT, facts + b"".join(parts), size=size)
