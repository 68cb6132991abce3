"""Matroska and WebM files whose structure lies."""

import zlib
from functools import lru_cache

from tools.hostile import ebml
from tools.hostile.case import Case, always, refused, taken
from tools.hostile.clips import clip, packets
from tools.hostile.ebml import block, cluster, element, movie, video_track

ONE_TRACK = element(ebml.TRACKS, video_track())
DAMAGED = refused("truncated", says="damaged")


@lru_cache(maxsize=1)
def vp8_frames() -> tuple[bytes, ...]:
    """Return the blocks of half a second of VP8."""
    return tuple(block(content, ms=42 * at, key=key) for at, (content, key) in enumerate(packets("libvpx")))


def _unknown_sizes() -> bytes:
    """Return what live encoders write: nothing says how long it is."""
    frames = element(0xE7, 0) + b"".join(vp8_frames())
    return movie(ONE_TRACK, element(ebml.CLUSTER, frames, size=ebml.UNKNOWN), size=ebml.UNKNOWN)


def _bomb(times: int) -> bytes:
    """Return frames that are packed with zlib and unpack to gigabytes."""
    packing = element(0x6D80, element(0x6240, element(0x5034, element(0x4254, 0))))
    packed = zlib.compress(bytes(300_000_000 // times), 9)
    return movie(
        element(ebml.TRACKS, video_track(extra=packing)), *(cluster(block(packed, ms=40 * at)) for at in range(times))
    )


def _deep(depth: int) -> bytes:
    """Return chapters within chapters."""
    inner = b""
    for _ in range(depth):
        inner = element(0xB6, inner)
    return movie(ONE_TRACK, element(ebml.CHAPTERS, element(0x45B9, inner)), cluster(*vp8_frames()))


def _words() -> bytes:
    tag = element(0x7373, element(0x67C8, element(0x45A3, "A" * 50) + element(0x4487, b"\xff\xfe<script>" * 20)))
    return movie(ONE_TRACK, element(ebml.TAGS, tag * 5_000), cluster(*vp8_frames()))


def _subtitles() -> bytes:
    track = element(0xAE, element(0xD7, 1) + element(0x73C5, 1) + element(0x83, 17) + element(0x86, "S_TEXT/UTF8"))
    return movie(element(ebml.TRACKS, track), cluster(block(b"lift!"), block(b"more!", ms=900)))


def _with_subtitles() -> bytes:
    words = element(0xAE, element(0xD7, 2) + element(0x73C5, 2) + element(0x83, 17) + element(0x86, "S_TEXT/UTF8"))
    return movie(element(ebml.TRACKS, video_track() + words), cluster(*vp8_frames(), block(b"lift!", track=2)))


def _lacing() -> bytes:
    """Return blocks that claim 256 frames each, of sizes that are not there."""
    laced = element(0xA3, b"\x81\0\0\x86\xff" + b"\x7f\xff" * 300)
    return movie(ONE_TRACK, cluster(*[laced] * 300))


def _half(data: bytes) -> bytes:
    return data[: len(data) // 2]


CASES = (
    Case("plain.webm", "a clip as browsers record it", always(lambda: clip("webm", codec="libvpx")), taken()),
    Case("vp9.webm", "a clip with a newer codec", always(lambda: clip("webm", codec="libvpx-vp9")), taken()),
    Case("plain.mkv", "a clip as screen recorders write it", always(lambda: clip("mkv")), taken()),
    Case(
        "av1.mkv",
        "a clip as new phones write it",
        always(lambda: clip("mkv", codec="libsvtav1", size=(128, 96))),
        taken(),
    ),
    Case("unknown-sizes.webm", "a live recording: no size is known", always(_unknown_sizes), taken()),
    Case(
        "half.webm",
        "the first half of a clip",
        always(lambda: _half(clip("webm", codec="libvpx"))),
        refused("truncated_video", says="cut off"),
    ),
    Case(
        "void-64-bit.mkv",
        "a gap that claims more than any disk",
        always(
            lambda: movie(
                ONE_TRACK, element(ebml.VOID, b"x", size=b"\x01" + b"\xff" * 6 + b"\xfe"), cluster(*vp8_frames())
            )
        ),
        refused("truncated", "accepted", "warned", says="damaged|missing"),
    ),
    Case(
        "void-unknown.mkv",
        "a gap of unknown size",
        always(lambda: movie(ONE_TRACK, element(ebml.VOID, b"x", size=ebml.UNKNOWN), cluster(*vp8_frames()))),
        refused("truncated", "accepted", "warned", says="damaged|missing"),
    ),
    Case(
        "voids.mkv",
        "200,000 gaps, then the clip",
        always(lambda: movie(ONE_TRACK, element(ebml.VOID, b"") * 200_000, cluster(*vp8_frames()))),
        taken(),
    ),
    Case(
        "empty-clusters.webm",
        "200,000 parts without a picture, then the clip",
        always(lambda: movie(ONE_TRACK, cluster() * 200_000, cluster(*vp8_frames()))),
        taken(),
    ),
    Case("zlib-bomb.mkv", "one frame that unpacks to 300 MB", always(lambda: _bomb(1)), DAMAGED),
    Case("zlib-bombs.mkv", "forty frames that unpack to 7 MB each", always(lambda: _bomb(40)), DAMAGED),
    Case("deep.mkv", "400 chapters within each other", always(lambda: _deep(400)), taken("truncated")),
    Case("words.mkv", "5,000 words that are no text", always(_words), taken()),
    Case("subtitles.mkv", "only subtitles", always(_subtitles), refused("no-video", says="no video in it")),
    Case("with-subtitles.mkv", "a clip with subtitles", always(_with_subtitles), taken()),
    Case("lacing.mkv", "blocks that claim hundreds of frames", always(_lacing), DAMAGED),
    Case(
        "unknown-codec.mkv",
        "a codec that nobody has",
        always(lambda: movie(element(ebml.TRACKS, video_track(codec="V_NOBODY/HAS")), cluster(*vp8_frames()))),
        refused("unknown-codec", says="cannot read"),
    ),
    Case(
        "no-tracks.mkv",
        "frames without a track",
        always(lambda: movie(cluster(*vp8_frames()))),
        refused("truncated", "no-video", says="damaged|no video"),
    ),
    Case(
        "empty-segment.mkv",
        "a segment with nothing in it",
        always(movie),
        refused("truncated", "no-video", says="damaged|no video"),
    ),
    Case(
        "time-scale.mkv",
        "a time scale of 2^63",
        always(
            lambda: (
                ebml.head()
                + element(
                    ebml.SEGMENT, element(ebml.INFO, element(0x2AD7B1, 2**63 - 1)) + ONE_TRACK + cluster(*vp8_frames())
                )
            )
        ),
        refused("truncated", "too-long", "too-fast", "accepted", says="damaged|longer|frames per second"),
    ),
)
