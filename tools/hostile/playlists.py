"""Files that make a reader open something else: another file, a port, an address."""

import struct
from collections.abc import Callable

from tools.hostile import ebml
from tools.hostile.boxes import added, box, edited, full
from tools.hostile.case import SECRET_NAME, Case, Lure, Verdict, refused, taken
from tools.hostile.clips import clip

NOT_A_VIDEO = refused("not_a_video", says="not a video")
CUT = refused("truncated_video", says="cut off")
DAMAGED = refused("truncated", says="damaged")
NOTHING = refused("no-video", says="no video in it")
FTYP = box(b"ftyp", b"mp42\0\0\0\0mp42isom")

TEXTS: dict[str, tuple[str, str]] = {
    "concat-beside": ("a list of files: the clip beside it", "ffconcat version 1.0\nfile '{name}'\n"),
    "concat-absolute": ("a list of files: a clip by its full path", "ffconcat version 1.0\nfile '{folder}/{name}'\n"),
    "concat-passwd": ("a list of files: one of the system's", "ffconcat version 1.0\nfile 'file:///etc/passwd'\n"),
    "concat-http": ("a list of files: an address", "ffconcat version 1.0\nfile 'http://127.0.0.1:{port}/a.mp4'\n"),
    "hls-beside": ("a playlist: the clip beside it", "{hls}{name}\n#EXT-X-ENDLIST\n"),
    "hls-file": ("a playlist: a clip by its full path", "{hls}file://{folder}/{name}\n#EXT-X-ENDLIST\n"),
    "hls-http": ("a playlist: an address", "{hls}http://127.0.0.1:{port}/a.ts\n#EXT-X-ENDLIST\n"),
    "hls-key": (
        "a playlist whose key lies at an address",
        '#EXTM3U\n#EXT-X-KEY:METHOD=AES-128,URI="http://127.0.0.1:{port}/k"\n#EXTINF:9,\n{name}\n#EXT-X-ENDLIST\n',
    ),
    "sdp": ("a session description: listens on a port", "{sdp}"),
    "dash": (
        "a DASH manifest with an address",
        '<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet>'
        '<Representation id="1" bandwidth="1"><BaseURL>http://127.0.0.1:{port}/a.mp4</BaseURL></Representation>'
        "</AdaptationSet></Period></MPD>",
    ),
    "asx": (
        "a playlist of another kind",
        '<asx version="3.0"><entry><ref href="http://127.0.0.1:{port}/"/></entry></asx>',
    ),
}
HLS = "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n"
SDP = (
    "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video {port} RTP/AVP 96\na=rtpmap:96 H264/90000\n"
)


def text(which: str, lure: Lure) -> bytes:
    """Return one of the texts with the traps' places in it."""
    words = TEXTS[which][1].format(
        name=SECRET_NAME, folder=lure.folder, port=lure.port, hls=HLS, sdp=SDP.format(port=lure.port)
    )
    return words.encode()


def _plain(which: str) -> Case:
    return Case(f"{which}.mp4", TEXTS[which][0], lambda lure: text(which, lure), NOT_A_VIDEO)


def _behind(which: str, how: str, wrap: Callable[[bytes], bytes], verdict: Verdict) -> Case:
    what = f"{TEXTS[which][0]}, {how}"
    return Case(f"{which}-{how.replace(' ', '-')}.mp4", what, lambda lure: wrap(text(which, lure)), verdict)


def _as_boxes(words: bytes) -> bytes:
    """Return boxes that are whole, with the text in the index."""
    return FTYP + box(b"moov", b"\n" + words + b"\n") + box(b"mdat", words)


def _as_ebml(words: bytes) -> bytes:
    return ebml.head() + ebml.element(ebml.SEGMENT, b"\n" + words)


def _referring(reference: Callable[[Lure], bytes]) -> Callable[[Lure], bytes]:
    """Return a maker of a clip whose media is said to lie elsewhere."""

    def make(lure: Lure) -> bytes:
        said = struct.pack(">II", 0, 1) + reference(lure)
        return edited(clip(), "moov/trak/mdia/minf/dinf/dref", lambda content: said)

    return make


def _reference_movie(lure: Lure) -> bytes:
    target = f"http://127.0.0.1:{lure.port}/movie.mov\0".encode()
    rdrf = full(b"rdrf", b"url " + struct.pack(">I", len(target)) + target)
    return box(b"ftyp", b"qt  \0\0\0\0qt  ") + box(b"moov", box(b"rmra", box(b"rmda", rdrf)))


def _linked_matroska(lure: Lure) -> bytes:
    """Return a Matroska file that calls others its parts (RFC 9559, 17) and carries files with evil names."""
    info = (
        ebml.element(0x3CB923, b"\1" * 16)
        + ebml.element(0x3C83AB, f"{lure.folder}/{SECRET_NAME}")
        + ebml.element(0x3EB923, b"\2" * 16)
        + ebml.element(0x3E83BB, f"http://127.0.0.1:{lure.port}/next.mkv")
    )
    evil = b"".join(
        ebml.element(0x61A7, b"".join(ebml.element(key, value) for key, value in about))
        for about in (
            ((0x466E, "../../../../etc/cron.d/evil"), (0x4660, "text/plain"), (0x465C, b"* * * * *"), (0x46AE, 1)),
            ((0x466E, "<script>alert(1)</script>.html"), (0x4660, "text/html"), (0x465C, b"<script>"), (0x46AE, 2)),
        )
    )
    linked = ebml.element(0xB6, ebml.element(0x73C4, 1) + ebml.element(0x91, 0) + ebml.element(0x6E67, b"\2" * 16))
    chapters = ebml.element(ebml.CHAPTERS, ebml.element(0x45B9, linked))
    from tools.hostile.matroska import vp8_frames

    parts = (ebml.element(ebml.ATTACHMENTS, evil), chapters, ebml.element(ebml.TRACKS, ebml.video_track()))
    return ebml.movie(*parts, ebml.cluster(*vp8_frames()), info=info)


def _with_name(lure: Lure) -> bytes:
    words = f"http://127.0.0.1:{lure.port}/\0".encode()
    return added(clip(), "moov/udta", box(b"url ", words))


CASES = (
    *(_plain(which) for which in TEXTS),
    *(
        _behind(which, "behind ftyp", lambda words: FTYP + b"\n" + words, CUT)
        for which in ("concat-beside", "hls-http", "sdp")
    ),
    *(_behind(which, "in boxes", _as_boxes, NOTHING) for which in ("concat-beside", "hls-http", "sdp")),
    *(_behind(which, "behind EBML", _as_ebml, DAMAGED) for which in ("concat-beside", "hls-http", "sdp")),
    Case(
        "sdp-as-ftyp.mp4",
        "a session description whose first line reads as an ftyp box",
        lambda lure: b"v=0\nftyp\n" + text("sdp", lure)[4:],
        CUT,
    ),
    Case(
        "dref-file.mp4",
        "an index whose media lies in a file of the system",
        _referring(lambda lure: full(b"url ", b"file:///etc/passwd\0")),
        taken("truncated"),
    ),
    Case(
        "dref-http.mp4",
        "an index whose media lies at an address",
        _referring(lambda lure: full(b"url ", f"http://127.0.0.1:{lure.port}/a.mp4\0".encode())),
        taken("truncated"),
    ),
    Case(
        "dref-alias.mov",
        "an index whose media is an alias of the clip beside it",
        _referring(lambda lure: full(b"alis", _alias(f"{lure.folder}/{SECRET_NAME}"))),
        taken("truncated"),
    ),
    Case(
        "reference-movie.mov",
        "a QuickTime movie that is only an address",
        _reference_movie,
        refused("no-video", "truncated", says=r"no video|damaged"),
    ),
    Case(
        "linked.mkv", "a Matroska file with linked segments and attachments with evil names", _linked_matroska, taken()
    ),
    Case("url-tag.mp4", "a clip that names an address in its words", _with_name, taken()),
)


def _alias(path: str) -> bytes:
    """Return a Macintosh alias record as far as FFmpeg reads it: volume, name, and the full path (tag 18)."""
    name = path.rpartition("/")[2].encode()
    head = b"\0" * 10 + bytes([1]) + b"x" * 27 + b"\0" * 12 + bytes([len(name)]) + name.ljust(63, b"\0")
    head += b"\0" * 16 + struct.pack(">hh", 0, 0) + b"\0" * 16
    words = path.encode()
    tags = struct.pack(">hH", 2, len(words)) + words + b"\0" * (len(words) % 2)
    tags += struct.pack(">hH", 18, len(words)) + words + b"\0" * (len(words) % 2)
    return head + tags + struct.pack(">hH", -1, 0)
