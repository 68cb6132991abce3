"""Pictures that are too large, odd, turned, or change on the way."""

import struct

from tools.hostile.boxes import added, box, edited, full, patched, retyped, split
from tools.hostile.case import Case, always, refused, taken
from tools.hostile.clips import clip, muxed, packets, sound, with_lengths
from tools.hostile.ebml import TRACKS, block, cluster, element, movie, video_track

TOO_LARGE = refused("too-large", says="megapixels")
TOO_MUCH = refused("decoder-died", says="another program")
STSD = "moov/trak/mdia/minf/stbl/stsd"
HUGE = 16_384


def _bits(*values: tuple[int, int] | int) -> bytes:
    """Return numbers as bits: (value, width) as they are, a bare one as Exp-Golomb (H.264, 9.1)."""
    text = ""
    for value in values:
        if isinstance(value, tuple):
            text += format(value[0], f"0{value[1]}b")
        else:
            code = format(value + 1, "b")
            text += "0" * (len(code) - 1) + code
    text += "1"
    text += "0" * (-len(text) % 8)
    return int(text, 2).to_bytes(len(text) // 8, "big")


def sps(width: int, height: int) -> bytes:
    """Return H.264's sequence parameters of a baseline stream of this size (H.264, 7.3.2.1.1)."""
    flags = (0, 1)
    ahead = ((66, 8), (0xC0, 8), (52, 8), 0, 0, 2, 1, flags, width // 16 - 1, height // 16 - 1)
    return b"\x67" + _bits(*ahead, (1, 1), (1, 1), (0, 1), (0, 1))


def _huge_h264(said: tuple[int, int], *, told: bool) -> bytes:
    """Return a clip whose parameters claim such a size; the sample entry tells it too, or lies."""

    def change(stsd: bytes) -> bytes:
        [(name, entry)] = split(stsd[8:])
        new = sps(*said)
        config = b"\x01\x42\xc0\x34\xff\xe1" + struct.pack(">H", len(new)) + new + b"\x01\0\4\x68\xce\x3c\x80"
        size = struct.pack(">HH", *said) if told else entry[24:28]
        return stsd[:8] + box(name, patched(entry[:78], 24, size) + box(b"avcC", config))

    return edited(clip(), STSD, change)


def _told_size(width: int, height: int) -> bytes:
    """Return a good clip whose index alone lies about its size."""

    def change(stsd: bytes) -> bytes:
        return patched(stsd, 8 + 8 + 24, struct.pack(">HH", width, height))

    return edited(clip(), STSD, change)


def _huge_still(codec: str, pix_fmt: str, mark: bytes, form: str) -> bytes:
    """Return pictures in a mov whose own head claims 16k x 16k."""
    data = clip("mov", codec=codec, pix_fmt=pix_fmt, frames=3)
    at = data.index(mark) + len(mark)
    while at >= len(mark):
        data = patched(data, at, struct.pack(form, HUGE, HUGE))
        at = data.find(mark, at) + len(mark)
    return data


def _growing_vp8() -> bytes:
    """Return frames whose second keyframe claims 16383 x 16383 (RFC 6386, 9.1)."""
    frames = list(packets("libvpx"))
    bad, _ = frames[6]
    frames[6] = (patched(bad, 6, struct.pack("<HH", 16_383, 16_383)), True)
    blocks = [block(content, ms=42 * at, key=key) for at, (content, key) in enumerate(frames)]
    return movie(element(TRACKS, video_track()), cluster(*blocks))


def _changing(size: tuple[int, int], **options: str) -> bytes:
    more = packets(size=size, options=tuple(options.items()))
    return muxed(clip(), [(with_lengths(content), key) for content, key in more])


def _changing_vp8() -> bytes:
    both = [*packets("libvpx"), *packets("libvpx", size=(64, 96)), *packets("libvpx", size=(200, 40))]
    blocks = [block(content, ms=42 * at, key=key) for at, (content, key) in enumerate(both)]
    return movie(element(TRACKS, video_track()), cluster(*blocks))


def _flickering() -> bytes:
    """Return keyframes whose colours are meant another way each time, so that what converts them starts anew."""
    ways = [
        packets(options=(("x264-params", f"colorprim=bt2020:transfer={curve}:colormatrix=bt2020nc"),), gop=1, frames=30)
        for curve in ("arib-std-b67", "smpte2084")
    ]
    mixed = [(with_lengths(content), key) for pair in zip(*ways, strict=True) for content, key in pair]
    return muxed(clip(), mixed)


def _matrix(*nine: float) -> bytes:
    values = [round(value * (1 << (30 if at % 3 == 2 else 16))) for at, value in enumerate(nine)]
    return edited(clip(), "moov/trak/tkhd", lambda tkhd: patched(tkhd, 40, struct.pack(">9i", *values)))


def _cover_only() -> bytes:
    """Return a song with a picture on it, as music shops sell it."""
    jpeg = clip("mov", codec="mjpeg", pix_fmt="yuvj420p", frames=1)
    at = jpeg.index(b"\xff\xd8")
    art = jpeg[at : jpeg.index(b"\xff\xd9", at) + 2]
    covr = box(b"covr", box(b"data", struct.pack(">II", 13, 0) + art))
    handler = full(b"hdlr", b"\0\0\0\0mdirappl" + b"\0" * 9)
    return added(_without_udta(sound()), "moov", box(b"udta", full(b"meta", handler + box(b"ilst", covr))))


def _without_udta(data: bytes) -> bytes:
    def change(moov: bytes) -> bytes:
        return b"".join(box(name, content) for name, content in split(moov) if name != b"udta")

    return edited(data, "moov", change)


def _encrypted() -> bytes:
    """Return a clip marked as encrypted (ISO/IEC 23001-7); its bytes are noise to whoever has no key."""
    tenc = full(b"tenc", b"\0\0\1\x08" + b"\7" * 16)
    scheme = full(b"schm", b"cenc\0\1\0\0")
    sinf = box(b"sinf", box(b"frma", b"avc1") + scheme + box(b"schi", tenc))
    data = retyped(clip(), b"encv", sinf)
    return edited(data, "mdat", lambda mdat: bytes(byte ^ 0x5A for byte in mdat))


def _copies(count: int) -> bytes:
    def change(moov: bytes) -> bytes:
        parts = split(moov)
        [track] = [content for name, content in parts if name == b"trak"]
        number = track.index(b"tkhd") + 4 + 12
        more = (box(b"trak", patched(track, number, struct.pack(">I", 2 + at))) for at in range(count - 1))
        return moov + b"".join(more)

    return edited(clip(frames=6), "moov", change)


LOCATION = "+52.5200+013.4050/"
PHONE = (("com.apple.quicktime.location.ISO6709", LOCATION), ("com.apple.quicktime.make", "Phone"))
HLG = (("x265-params", "log-level=none:pools=1:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc"),)


def _phone(codec: str, pix_fmt: str, tags: tuple[tuple[str, str], ...] = ()) -> bytes:
    return clip(
        "mov", codec=codec, pix_fmt=pix_fmt, options=tags, turned_deg=90, movflags="use_metadata_tags", metadata=PHONE
    )


CASES = (
    Case("huge.mp4", "16k x 16k H.264", always(lambda: _huge_h264((HUGE, HUGE), told=True)), TOO_LARGE),
    Case(
        "huge-inside.mp4",
        "16k x 16k H.264 whose index claims 96 x 64",
        always(lambda: _huge_h264((HUGE, HUGE), told=False)),
        TOO_LARGE,
    ),
    Case("just-too-large.mp4", "4096 x 2320 H.264", always(lambda: _huge_h264((4096, 2320), told=True)), TOO_LARGE),
    Case(
        "huge-outside.mp4",
        "a small clip whose index claims 16k x 16k",
        always(lambda: _told_size(HUGE, HUGE)),
        taken("too-large"),
    ),
    Case("no-size.mp4", "a small clip whose index claims 0 x 0", always(lambda: _told_size(0, 0)), taken()),
    Case(
        "huge-jpeg.mov",
        "16k x 16k JPEG",
        always(lambda: _huge_still("mjpeg", "yuvj420p", b"\xff\xc0\0\x11\x08", ">HH")),
        TOO_LARGE,
    ),
    Case("huge-png.mov", "16k x 16k PNG", always(lambda: _huge_still("png", "rgb24", b"IHDR", ">II")), TOO_LARGE),
    Case(
        "growing.webm",
        "a clip that grows to 16k x 16k in the middle",
        always(_growing_vp8),
        taken("too-large", "warned"),
    ),
    Case(
        "one-pixel.mkv",
        "1 x 1 pixel",
        always(lambda: clip("mkv", codec="ffv1", size=(1, 1), pix_fmt="yuv444p")),
        taken(),
    ),
    Case(
        "line.mkv",
        "4,000 pixels wide and 2 high",
        always(lambda: clip("mkv", codec="ffv1", size=(4000, 2), pix_fmt="yuv420p")),
        taken(),
    ),
    Case("odd-444.mp4", "an odd size in 4:4:4", always(lambda: clip(size=(97, 63), pix_fmt="yuv444p")), taken()),
    Case("ten-bit.mp4", "10-bit H.264 in 4:2:2", always(lambda: clip(pix_fmt="yuv422p10le")), taken()),
    Case("grey.mp4", "shades of grey", always(lambda: clip(pix_fmt="gray")), taken()),
    Case(
        "alpha.mov", "a picture that is see-through", always(lambda: clip("mov", codec="png", pix_fmt="rgba")), taken()
    ),
    Case(
        "prores.mov",
        "as cameras for films write it",
        always(lambda: clip("mov", codec="prores_ks", pix_fmt="yuv422p10le")),
        taken(),
    ),
    Case(
        "hlg.mp4",
        "10-bit HEVC with HLG",
        always(lambda: clip(codec="libx265", pix_fmt="yuv420p10le", options=HLG)),
        taken(),
    ),
    Case(
        "phone.mov",
        "from a phone: HEVC, turned, with the place it was filmed at",
        always(lambda: _phone("libx265", "yuv420p10le", HLG)),
        taken(),
    ),
    Case(
        "phone-avc.mov",
        "from an older phone: H.264, turned, with the place",
        always(lambda: _phone("libx264", "yuv420p")),
        taken(),
    ),
    *(
        Case(f"turned-{deg}.mp4", f"turned by {deg} degrees", always(lambda deg=deg: clip(turned_deg=deg)), taken())
        for deg in (90, 180, 270)
    ),
    Case("turned-45.mp4", "turned by an eighth", always(lambda: _matrix(0.7, 0.7, 0, -0.7, 0.7, 0, 0, 0, 1)), taken()),
    Case("matrix-zero.mp4", "a turn that is all zeros", always(lambda: _matrix(*[0] * 9)), taken()),
    Case(
        "matrix-huge.mp4",
        "a turn of the largest numbers",
        always(lambda: edited(clip(), "moov/trak/tkhd", lambda tkhd: patched(tkhd, 40, b"\x7f\xff\xff\xff" * 9))),
        taken(),
    ),
    Case("mirrored.mp4", "mirrored and turned", always(lambda: _matrix(0, -1, 0, -1, 0, 0, 0, 0, 1)), taken()),
    Case("changing.mp4", "H.264 that changes its size in the middle", always(lambda: _changing((160, 48))), taken()),
    Case("changing.webm", "VP8 that changes its size twice", always(_changing_vp8), taken()),
    Case(
        "interlaced-later.mp4",
        "progressive, then interlaced",
        always(lambda: _changing((96, 64), **{"x264-params": "interlaced=1"})),
        taken(),
    ),
    Case("flickering.mp4", "60 frames, HLG and PQ in turn", always(_flickering), taken()),
    Case(
        "no-keyframe.mp4",
        "begins in the middle of a group of pictures",
        always(lambda: muxed(clip(), drop=3)),
        taken("warned"),
    ),
    Case(
        "never-a-keyframe.mp4",
        "no keyframe anywhere",
        always(lambda: muxed(clip(gop=1000), drop=1)),
        refused("truncated", "accepted", says="damaged"),
    ),
    Case("song.mp4", "only sound", always(sound), refused("no-video", says="no video in it")),
    Case("cover.m4a", "a song with a picture on it", always(_cover_only), refused("no-video", says="no video in it")),
    Case("encrypted.mp4", "locked with a key (DRM)", always(_encrypted), refused("encrypted", says="locked")),
    Case(
        "unknown-codec.mp4",
        "a codec that nobody has",
        always(lambda: retyped(clip(), b"zzzz")),
        refused("unknown-codec", says="cannot read"),
    ),
    Case("thousand-streams.mp4", "1,000 tracks", always(lambda: _copies(1_000)), TOO_MUCH),
    Case("five-thousand-streams.mp4", "5,000 tracks", always(lambda: _copies(5_000)), TOO_MUCH),
    Case("fifty-streams.mp4", "50 tracks", always(lambda: _copies(50)), taken()),
)
