"""What a file is by its own bytes, before anything is stored: its name and declared type are only words."""

import struct
from typing import IO

from videos.models import Container

EBML = b"\x1a\x45\xdf\xa3"
SEGMENT = b"\x18\x53\x80\x67"
MAX_BOXES = 10_000
MEDIA = {b"moov", b"mdat"}
#: Outer boxes of ISO media files. What else lies behind index and media is what some phones and apps append.
BOXES = frozenset(
    b"ftyp moov mdat moof mfra free skip wide pnot meta uuid udta sidx ssix styp prft emsg pdin meco imda".split()
)
HEAD_BYTES = 8  # how many tell the format


class Rejected(Exception):
    """The file is not taken. `code` is stable for clients, `reason` a sentence for people."""

    def __init__(self, code: str, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


def sniff(file: IO[bytes], *, size: int) -> Container:
    """Return the container format of a file of `size` bytes; raises Rejected for what is no whole video."""
    if size == 0:
        raise Rejected("empty_file", "This file is empty. Choose the clip again.")
    file.seek(0)
    head = file.read(64)
    if head[4:8] == b"ftyp":
        _check_boxes(file, size)
        return Container.MP4
    check_head(head)
    _check_segment(file, size)
    return Container.WEBM


def check_head(head: bytes) -> None:
    """Look at the first bytes of a file, HEAD_BYTES of them or all there are; raises Rejected for what is no video."""
    if head[4:8] != b"ftyp" and head[:4] != EBML:
        raise Rejected("not_a_video", "This is not a video that FitnessRec can read. Send MP4, MOV, M4V, WebM or MKV.")


def _check_boxes(file: IO[bytes], size: int) -> None:
    """Walk the top-level boxes of an ISO media file (ISO/IEC 14496-12, 4.2): one that ends beyond the file was cut."""
    at = 0
    names: set[bytes] = set()
    for _ in range(MAX_BOXES):
        if at + 8 > size:
            break
        file.seek(at)
        head = file.read(16)
        length, name = struct.unpack(">I4s", head[:8])
        if length == 1:
            length = struct.unpack(">Q", head[8:16].ljust(8, b"\0"))[0]
        elif length == 0:  # reaches to the end of the file
            length = size - at
        if length < 8 or (name not in BOXES and names >= MEDIA):
            break
        names.add(name)
        at += length
        if at > size:
            raise _cut(size, at)
    if b"moov" not in names and b"moof" not in names:
        raise Rejected(
            "truncated_video", "This video is cut off: the index that players need is missing. Send it again."
        )


def _check_segment(file: IO[bytes], size: int) -> None:
    """Compare the length that a Matroska segment declares with the file's (RFC 8794); live files declare none."""
    file.seek(0)
    head = file.read(512)
    at = head.find(SEGMENT)
    if at < 0 or at + 5 > len(head):
        raise Rejected("truncated_video", "This video is cut off before its first picture. Send it again.")
    first = head[at + 4]
    width = 9 - first.bit_length() if first else 9
    if width > 8:
        return
    raw = int.from_bytes(head[at + 4 : at + 4 + width], "big")
    length = raw & ~(1 << (7 * width))
    if length == (1 << (7 * width)) - 1:
        return
    end = at + 4 + width + length
    if end > size:
        raise _cut(size, end)


def _cut(size: int, whole: int) -> Rejected:
    share = f"{size / 2**20:.1f} of {whole / 2**20:.1f} MB" if whole < 2**40 else f"{size / 2**20:.1f} MB"
    return Rejected("truncated_video", f"This video is cut off: {share} are there. Send it again.")
