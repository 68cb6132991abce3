"""ISO media files taken apart and put together again (ISO/IEC 14496-12, 4.2)."""

import struct
from collections.abc import Callable

PARENTS = {b"moov", b"trak", b"mdia", b"minf", b"stbl", b"dinf", b"edts", b"udta", b"moof", b"traf"}


def box(name: bytes, content: bytes = b"", *, size: int | None = None) -> bytes:
    """Return one box; `size` is what its head says instead of the truth."""
    return struct.pack(">I4s", 8 + len(content) if size is None else size, name) + content


def full(name: bytes, content: bytes, *, flags: int = 0) -> bytes:
    """Return a box with version 0 and flags."""
    return box(name, struct.pack(">I", flags) + content)


def split(data: bytes) -> list[tuple[bytes, bytes]]:
    """Return the boxes of well-formed data as (name, content)."""
    found, at = [], 0
    while at + 8 <= len(data):
        size, name = struct.unpack_from(">I4s", data, at)
        head = 8
        if size == 1:
            size, head = struct.unpack_from(">Q", data, at + 8)[0], 16
        found.append((name, data[at + head : at + size]))
        at += size
    return found


def join(parts: list[tuple[bytes, bytes]]) -> bytes:
    """Return boxes as data."""
    return b"".join(box(name, content) for name, content in parts)


def edited(data: bytes, path: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a file with the content of the first box at a path ("moov/trak/tkhd") changed, sizes made to fit."""
    name, _, rest = path.partition("/")
    parts = split(data)
    place = [part[0] for part in parts].index(name.encode())
    content = parts[place][1]
    parts[place] = (parts[place][0], edited(content, rest, change) if rest else change(content))
    return join(parts)


def added(data: bytes, path: str, extra: bytes) -> bytes:
    """Return a file with a box put at the end of the one at a path."""
    return edited(data, path, lambda content: content + extra)


def at(data: bytes, path: str) -> bytes:
    """Return the content of the first box at a path."""
    for name in path.split("/"):
        data = dict(reversed(split(data)))[name.encode()]
    return data


def patched(content: bytes, offset: int, values: bytes) -> bytes:
    """Return content with some of its bytes replaced."""
    return content[:offset] + values + content[offset + len(values) :]


def retyped(data: bytes, name: bytes, extra: bytes = b"") -> bytes:
    """Return a file whose first sample entry has another format, with a box more at its end."""

    def change(stsd: bytes) -> bytes:
        [(_, entry)] = split(stsd[8:])
        return stsd[:8] + box(name, entry + extra)

    return edited(data, "moov/trak/mdia/minf/stbl/stsd", change)
