"""Clips whose clock lies."""

import struct

from tools.hostile.boxes import added, at, box, edited, patched
from tools.hostile.case import Case, always, refused, taken
from tools.hostile.clips import clip, packets
from tools.hostile.ebml import TRACKS, block, cluster, element, movie, video_track

STBL = "moov/trak/mdia/minf/stbl"
TOO_LONG = refused("too-long", says="longer than 10 minutes")
TOO_FAST = refused("too-fast", says="frames per second")
#: Damage that FFmpeg may or may not see through; what counts is that it ends, soon and in a known way.
ANY_END = refused(
    "accepted", "warned", "truncated", "too-long", "too-fast", "too-many-frames", "no-video", "decoder-died", says="."
)
HOUR = 3600


def _durations(*pairs: tuple[int, int], count: int | None = None, data: bytes | None = None) -> bytes:
    """Return a clip whose frames last so long: (how many, ticks of 1/12288 s or so)."""
    table = struct.pack(">II", 0, len(pairs) if count is None else count)
    table += b"".join(struct.pack(">II", *pair) for pair in pairs)
    return edited(data or clip(), f"{STBL}/stts", lambda content: table)


def _edits(*edits: tuple[int, int, int], version: int = 0, count: int | None = None) -> bytes:
    """Return a clip with these edits: (length, start in the media, rate)."""
    form = ">IiI" if version == 0 else ">QqI"
    table = struct.pack(">II", version << 24, len(edits) if count is None else count)
    table += b"".join(struct.pack(form, *edit) for edit in edits)
    return edited(clip(), "moov/trak/edts/elst", lambda content: table)


def _sizes(size: int, count: int) -> bytes:
    """Return a clip that claims so many frames of one size."""
    return edited(clip(), f"{STBL}/stsz", lambda content: struct.pack(">III", 0, size, count))


def _bomb() -> bytes:
    """Return a clip of a few hundred bytes whose tables claim two billion frames, all of them consistent."""
    many = 2**31 - 1
    data = _durations((many, 1), data=_sizes(1, many))
    return edited(data, f"{STBL}/stsc", lambda content: struct.pack(">IIIII", 0, 1, 1, many, 1))


def _claims_ten_hours() -> bytes:
    """Return one second whose headers say ten hours."""
    data = clip()
    scale = struct.unpack(">I", at(data, "moov/trak/mdia/mdhd")[12:16])[0]
    data = edited(data, "moov/mvhd", lambda mvhd: patched(mvhd, 16, struct.pack(">I", 36_000_000)))
    data = edited(data, "moov/trak/tkhd", lambda tkhd: patched(tkhd, 20, struct.pack(">I", 36_000_000)))
    return edited(
        data, "moov/trak/mdia/mdhd", lambda mdhd: patched(mdhd, 16, struct.pack(">I", min(2**32 - 1, 36_000 * scale)))
    )


def _offsets(*values: int) -> bytes:
    """Return a clip whose frames are shown so far from where they are decoded."""
    table = struct.pack(">II", 1 << 24, len(values)) + b"".join(struct.pack(">Ii", 1, value) for value in values)
    return added(clip(), STBL, box(b"ctts", table))


def _blocks(*starts_ms: int) -> bytes:
    """Return VP8 frames in clusters of their own at these times."""
    frames = packets("libvpx")
    clusters = (cluster(block(frames[i % 12][0], key=frames[i % 12][1]), ms=ms) for i, ms in enumerate(starts_ms))
    return movie(element(TRACKS, video_track()), *clusters)


def _pieces(count: int) -> bytes:
    """Return a fragmented clip whose fragment claims so many frames."""
    data = clip(movflags="frag_keyframe+empty_moov+default_base_moof")
    return edited(data, "moof/traf/trun", lambda trun: patched(trun, 4, struct.pack(">I", count)))


def _burst_then_still() -> bytes:
    """Return four frames within 1/60 s each, then one that is shown for nearly ten minutes."""
    return clip(rate=240, frames=40, times=(*range(0, 156, 4), 240 * 590), gop=1000)


SMALL = (16, 16)
CASES = (
    Case(
        "fast.mp4",
        "10,000 frames per second",
        always(lambda: clip(rate=10_000, frames=3_000, size=SMALL, gop=100)),
        TOO_FAST,
    ),
    Case(
        "fast-240.mp4",
        "240 frames per second, which phones do",
        always(lambda: clip(rate=240, frames=120, size=SMALL)),
        taken(),
    ),
    Case("at-once.mp4", "all frames at the same time", always(lambda: _durations((24, 0))), TOO_FAST),
    Case(
        "still-10-hours.mp4",
        "one picture that lasts ten hours",
        always(lambda: clip(rate=1, frames=2, times=(0, 10 * HOUR))),
        TOO_LONG,
    ),
    Case(
        "still-10-hours-long-frame.mp4",
        "one frame whose length is ten hours",
        always(lambda: _durations((1, 36_000 * 12_288), data=clip(frames=1))),
        TOO_LONG,
    ),
    Case("claims-10-hours.mp4", "one second whose headers say ten hours", always(_claims_ten_hours), taken()),
    Case(
        "still-9-minutes.mp4",
        "one picture that lasts nine minutes",
        always(lambda: clip(rate=1, frames=2, times=(0, 540))),
        taken(),
    ),
    Case(
        "burst-then-still.mp4",
        "39 frames in half a second, then one for ten minutes",
        always(_burst_then_still),
        taken(),
    ),
    Case(
        "eleven-minutes.mp4",
        "eleven minutes, one frame a second",
        always(lambda: clip(rate=1, frames=660, size=SMALL)),
        TOO_LONG,
    ),
    Case(
        "variable.mp4",
        "a variable rate, as phones write it in the dark",
        always(lambda: clip(rate=90, frames=24, times=tuple(i * 3 + i * i % 3 for i in range(24)))),
        taken(),
    ),
    Case("double.mp4", "each time twice", always(lambda: _durations(*[(1, 0), (1, 1024)] * 12)), taken()),
    Case(
        "backwards.webm",
        "times that go back",
        always(lambda: _blocks(0, 40, 80, 20, 60, 100, 40, 0, 10, 20, 500, 1)),
        taken("warned"),
    ),
    Case(
        "jump.webm",
        "times that jump by a month",
        always(lambda: _blocks(0, 40, 80, 2_600_000_000, 2_600_000_040)),
        TOO_LONG,
    ),
    Case(
        "jump-back.webm",
        "times that jump a month back",
        always(lambda: _blocks(2_600_000_000, 2_600_000_040, 0, 40)),
        TOO_LONG,
    ),
    Case(
        "month-late.webm",
        "a clip that starts after a month",
        always(lambda: _blocks(*range(2_600_000_000, 2_600_000_480, 40))),
        taken(),
    ),
    Case(
        "offsets-huge.mp4",
        "frames shown years before and after",
        always(lambda: _offsets(*[2**31 - 1, -(2**31)] * 12)),
        refused("too-long", "truncated", "accepted", says="longer|damaged"),
    ),
    Case(
        "offsets-negative.mp4",
        "frames shown before they are decoded",
        always(lambda: _offsets(*[-5000] * 24)),
        taken("warned"),
    ),
    Case(
        "edit-negative.mp4",
        "an edit that starts before the media",
        always(lambda: _edits((1000, -500, 1 << 16))),
        ANY_END,
    ),
    Case(
        "edit-beyond.mp4",
        "an edit that starts behind the media",
        always(lambda: _edits((1000, 2**30, 1 << 16))),
        ANY_END,
    ),
    Case(
        "edit-empty-hours.mp4",
        "ten empty hours, then the clip",
        always(lambda: _edits((36_000_000, -1, 1 << 16), (1000, 0, 1 << 16))),
        ANY_END,
    ),
    Case(
        "edit-rate.mp4",
        "edits played at impossible rates",
        always(lambda: _edits((1000, 0, 0), (1000, 0, 2**32 - 1), (1000, 0, 1 << 31))),
        ANY_END,
    ),
    Case(
        "edit-64-bit.mp4",
        "an edit of the largest numbers",
        always(lambda: _edits((2**63, 2**63 - 1, 1 << 16), (2**64 - 1, -(2**63), 1), version=1)),
        ANY_END,
    ),
    Case("edits-many.mp4", "50,000 edits of a 2,000-frame clip", always(lambda: _many_edits(50_000)), ANY_END),
    Case(
        "edits-claimed.mp4",
        "an edit list that claims four billion",
        always(lambda: _edits((1000, 0, 1 << 16), count=2**32 - 1)),
        ANY_END,
    ),
    Case(
        "table-times.mp4",
        "a table of times that claims four billion",
        always(lambda: _durations((24, 512), count=2**32 - 1)),
        ANY_END,
    ),
    Case(
        "table-times-long.mp4",
        "one entry of four billion frames",
        always(lambda: _durations((2**32 - 1, 2**31))),
        ANY_END,
    ),
    Case("table-sizes.mp4", "a table of sizes that claims four billion", always(lambda: _sizes(0, 2**32 - 1)), ANY_END),
    Case("table-bomb.mp4", "tables that agree on two billion frames", always(_bomb), ANY_END),
    Case(
        "fragment-claims.mp4", "a fragment that claims four billion frames", always(lambda: _pieces(2**32 - 1)), ANY_END
    ),
    Case(
        "fragments.mp4",
        "a clip in fragments, as cameras that stream write it",
        always(lambda: clip(movflags="frag_keyframe+empty_moov+default_base_moof")),
        taken(),
    ),
)


def _many_edits(count: int) -> bytes:
    data = clip(frames=2_000, size=SMALL, gop=2_000)
    table = struct.pack(">II", 0, count) + struct.pack(">IiI", 2, 60, 1 << 16) * count
    return edited(data, "moov/trak/edts/elst", lambda content: table)
