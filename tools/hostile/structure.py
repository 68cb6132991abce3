"""Files that are cut, lie about their parts, or are two things at once."""

import io
import random
import struct
import zipfile
import zlib

from tools.hostile.boxes import added, box, edited, full, split
from tools.hostile.case import Case, Lure, always, refused, taken
from tools.hostile.clips import clip

NOT_A_VIDEO = refused("not_a_video", says="not a video")
CUT = refused("truncated_video", says="cut off")
DAMAGED = refused("truncated", says="damaged")
NOTHING = refused("no-video", says="no video in it")
FTYP = box(b"ftyp", b"mp42\0\0\0\0mp42isom")
HTML = b"<!doctype html><script>fetch('http://127.0.0.1:%d/')</script><svg onload=alert(1)>"


def _html(lure: Lure) -> bytes:
    return HTML % lure.port


def _zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("evil.sh", "#!/bin/sh\n")
    return packed.getvalue()


def _ahead() -> bytes:
    return clip(movflags="faststart")


def _nested(name: bytes, depth: int) -> bytes:
    """Return boxes within boxes, outermost last, sizes true."""
    return b"".join(struct.pack(">I4s", 8 * (depth - at), name) for at in range(depth))


def _resized(name: bytes, head: bytes) -> bytes:
    """Return a clip with the head of one of its outer boxes replaced."""
    parts = []
    for found, content in split(clip()):
        parts.append(head + content if found == name else box(found, content))
    return b"".join(parts)


def _packed_index(unpacked: int) -> bytes:
    """Return an index packed with zlib that unpacks to so much (QuickTime's cmov)."""
    packed = zlib.compress(bytes(unpacked), 9)
    cmov = box(b"cmov", box(b"dcom", b"zlib") + box(b"cmvd", struct.pack(">I", unpacked) + packed))
    return box(b"ftyp", b"qt  \0\0\0\0qt  ") + box(b"moov", cmov) + box(b"mdat", b"x")


def _words(count: int) -> bytes:
    word = box(b"\xa9nam", struct.pack(">HH", 40, 0x15C7) + b"<script>alert(1)</script>\xff\xfe\n\0" + b"x" * 11)
    return added(clip(), "moov/udta", word * count)


def _empty_fragments(count: int) -> bytes:
    """Return a clip in fragments, and behind it ones of which each says that there is more, and has nothing."""
    track = box(b"traf", full(b"tfhd", struct.pack(">I", 1), flags=0x020000))
    empty = box(b"moof", full(b"mfhd", struct.pack(">I", 1)) + track)
    return clip(movflags="frag_keyframe+empty_moov+default_base_moof") + empty * count


def _inner(name: str, size: int) -> bytes:
    """Return a clip whose inner box claims a size of its own."""

    def change(stbl: bytes) -> bytes:
        return b"".join(
            box(found, content, size=size if found == name.encode() else None) for found, content in split(stbl)
        )

    return edited(clip(), "moov/trak/mdia/minf/stbl", change)


CASES = (
    Case("plain.mp4", "a clip as it should be, index at the end", always(clip), taken()),
    Case("ahead.mp4", "a clip as it should be, index in front", always(_ahead), taken()),
    Case("plain.m4v", "a clip by its other name", always(lambda: clip("m4v")), taken()),
    Case("plain.3gp", "a clip from an old phone", always(lambda: clip("3gp")), taken()),
    Case("zero.mp4", "no bytes", always(bytes), refused("empty_file", says="empty")),
    Case("one.mp4", "one byte", always(lambda: b"\0"), NOT_A_VIDEO),
    Case("noise.mp4", "noise", always(lambda: random.Random(6).randbytes(50_000)), NOT_A_VIDEO),  # noqa: S311
    Case("words.mp4", "words", always(lambda: b"squeeze the bar\n" * 99), NOT_A_VIDEO),
    Case("page.mp4", "a page with a script", _html, NOT_A_VIDEO),
    Case(
        "drawing.mp4",
        "a drawing with a script",
        lambda lure: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        NOT_A_VIDEO,
    ),
    Case("archive.mp4", "an archive", always(_zip), NOT_A_VIDEO),
    Case("other.mp4", "an AVI by another name", always(lambda: clip("avi", codec="mpeg4")), NOT_A_VIDEO),
    Case("stream.mp4", "a TV recording (MPEG-TS)", always(lambda: clip("ts")), NOT_A_VIDEO),
    Case("gif.mp4", "a GIF with a clip behind it", always(lambda: b"GIF89a\1\0\1\0\0\0\0;" + clip()), NOT_A_VIDEO),
    Case(
        "page-as-ftyp.mp4",
        "a page whose first bytes read as an ftyp box",
        lambda lure: b"<!--ftypmp42-->" + _html(lure),
        CUT,
    ),
    Case(
        "page-in-ftyp.mp4",
        "a clip with a page among its brands",
        lambda lure: box(b"ftyp", b"isom\0\0\2\0isom" + _html(lure) + b"  ") + _at_any_place(),
        taken("truncated"),
    ),
    Case("clip-and-archive.mp4", "a clip with an archive behind it", always(lambda: clip() + _zip()), taken()),
    Case("clip-and-page.mp4", "a clip with a page behind it", lambda lure: clip() + _html(lure), taken()),
    Case("clip-and-zeros.mp4", "a clip with zeros behind it", always(lambda: clip() + bytes(5_000)), taken()),
    Case(
        "webm-and-archive.webm",
        "a WebM with an archive behind it",
        always(lambda: clip("webm", codec="libvpx") + _zip()),
        taken("warned"),
    ),
    Case("half.mp4", "the first half, index at the end", always(lambda: clip()[: len(clip()) // 2]), CUT),
    Case("half-ahead.mp4", "the first half, index in front", always(lambda: _ahead()[: len(_ahead()) * 2 // 3]), CUT),
    Case("second-half.mp4", "the second half", always(lambda: clip()[len(clip()) // 2 :]), NOT_A_VIDEO),
    Case(
        "no-index.mp4",
        "no index",
        always(lambda: FTYP + box(b"mdat", bytes(3_000))),
        refused("truncated_video", says="index"),
    ),
    Case(
        "empty-index.mp4",
        "an index with nothing in it",
        always(lambda: FTYP + box(b"moov") + box(b"mdat", b"x")),
        NOTHING,
    ),
    Case(
        "no-media.mp4",
        "an index without the pictures",
        always(lambda: b"".join(box(n, c) for n, c in split(clip()) if n != b"mdat")),
        DAMAGED,
    ),
    Case(
        "zeroed-media.mp4",
        "pictures that are all zeros",
        always(lambda: edited(clip(), "mdat", lambda mdat: bytes(len(mdat)))),
        DAMAGED,
    ),
    Case(
        "zeroed-end.mp4",
        "the second half of the pictures is zeros",
        always(lambda: edited(clip(), "mdat", lambda mdat: mdat[: len(mdat) // 2].ljust(len(mdat), b"\0"))),
        taken("warned"),
    ),
    Case(
        "deep.mp4",
        "50,000 boxes within each other",
        always(lambda: FTYP + box(b"moov", _nested(b"trak", 50_000))),
        NOTHING,
    ),
    Case(
        "deep-meta.mp4",
        "50,000 lists of words within each other",
        always(lambda: added(clip(), "moov", _nested(b"udta", 50_000))),
        taken("truncated"),
    ),
    Case(
        "many-boxes.mp4",
        "200,000 empty boxes",
        always(lambda: FTYP + box(b"free") * 200_000 + clip()),
        refused("truncated_video", "accepted", says="index"),
    ),
    Case(
        "empty-fragments.mp4",
        "100,000 fragments without a picture",
        always(lambda: _empty_fragments(100_000)),
        taken("warned", "truncated"),
    ),
    Case(
        "size-0.mp4",
        "an index that claims to reach to the end",
        always(lambda: _resized(b"moov", struct.pack(">I4s", 0, b"moov"))),
        taken(),
    ),
    Case(
        "size-4.mp4",
        "an index that is shorter than its head",
        always(lambda: _resized(b"moov", struct.pack(">I4s", 4, b"moov"))),
        refused("truncated_video", says="index"),
    ),
    Case(
        "size-64-bit.mp4",
        "media of 2^63 bytes",
        always(lambda: _resized(b"mdat", struct.pack(">I4sQ", 1, b"mdat", 2**63 - 1))),
        CUT,
    ),
    Case(
        "size-64-bit-all.mp4",
        "media of 2^64 - 1 bytes",
        always(lambda: _resized(b"mdat", struct.pack(">I4sQ", 1, b"mdat", 2**64 - 1))),
        CUT,
    ),
    Case(
        "overlapping.mp4",
        "media that reaches over the index",
        always(lambda: _overlapping()),
        refused("truncated_video", "truncated", says="index|damaged"),
    ),
    *(
        Case(
            f"inner-{name}-{size}.mp4",
            f"a table ({name}) that claims {size} bytes",
            always(lambda name=name, size=size: _inner(name, size)),
            refused(
                "truncated", "accepted", "warned", "unknown-codec", "no-video", says="damaged|missing|cannot|no video"
            ),
        )
        for name, size in (("stsd", 9), ("stsz", 2**31), ("stco", 2**32 - 1), ("stsc", 12), ("stts", 8))
    ),
    Case(
        "packed-index.mov",
        "an index that unpacks to 400 MB",
        always(lambda: _packed_index(400_000_000)),
        refused("truncated", "no-video", "decoder-died", says="."),
    ),
    Case("words-many.mp4", "20,000 words with scripts in them", always(lambda: _words(20_000)), taken()),
)


def _at_any_place() -> bytes:
    """Return a clip without its ftyp, whose places are relative to its fragments."""
    data = clip(movflags="frag_keyframe+empty_moov+default_base_moof")
    return b"".join(box(name, content) for name, content in split(data) if name != b"ftyp")


def _overlapping() -> bytes:
    """Return a clip whose media claims the bytes of the index as well."""
    whole = clip()
    at = whole.index(b"mdat") - 4
    return whole[:at] + struct.pack(">I", len(whole) - at) + whole[at + 4 :]
