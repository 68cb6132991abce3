"""The decoder's messages with poster, facts and stills."""

from collections.abc import Iterator
from itertools import chain, repeat

from av.video.frame import VideoFrame

from biomech.decode_clip import Clip, Refused
from biomech.decode_measure import Timeline, measure
from biomech.decode_picture import Painter, square_size, to_picture, turns_of
from biomech.decode_plan import plan_stills
from biomech.decode_wire import END_MISSING, StillsRequest, pack

#: Where in the clip the poster is taken: past the walk-in, seldom at the very top of a rep.
_POSTER_AT = 0.4


def still_messages(clip: Clip, request: StillsRequest) -> Iterator[bytes]:
    """Yield the poster, the clip's facts, then the stills; raises Refused if not one picture decodes."""
    painter = Painter()
    poster = _quick_poster(clip, request)
    if poster is not None:
        yield _pack_still(clip, painter, request, poster, role="poster", index=0)
    timeline = measure(clip)
    stills = _fill_gaps(_still_frames(clip, timeline, request), otherwise=poster)
    if poster is None:
        poster = next(stills, None)
        if poster is None:
            raise Refused("truncated")
        yield _pack_still(clip, painter, request, poster, role="poster", index=0)
        stills = chain([poster], stills)
    yield _pack_info(clip, timeline, poster)
    for index, frame in enumerate(stills):
        yield _pack_still(clip, painter, request, frame, role="sprite", index=index)
    yield pack({"kind": "done"})


def _quick_poster(clip: Clip, request: StillsRequest) -> VideoFrame | None:
    """Return the keyframe before the poster's place, None if there is none inside the wanted range."""
    start_s = request.start_s or 0.0
    ends_s = [end_s for end_s in (request.end_s, clip.claimed_duration_s()) if end_s is not None]
    wanted_s = start_s + _POSTER_AT * max(min(ends_s, default=0.0) - start_s, 0.0)
    frame = clip.keyframe_at(clip.origin_pts + round(wanted_s / clip.time_base))
    if frame is None or frame.pts is None or clip.seconds(frame.pts) < start_s:
        return None
    return frame


def _still_frames(clip: Clip, timeline: Timeline, request: StillsRequest) -> Iterator[VideoFrame | None]:
    """Yield the frame of each still, None where its data is damaged."""
    end_s = timeline.duration_s if request.end_s is None else min(request.end_s, timeline.duration_s)
    start_s = min(request.start_s or 0.0, end_s)
    plan = plan_stills(
        timeline.pts,
        timeline.keyframe_pts,
        count=request.count,
        start=clip.origin_pts + start_s / float(clip.time_base),
        end=clip.origin_pts + end_s / float(clip.time_base),
    )
    if not plan.keyframes_only:
        yield from clip.frames_at(plan.times, timeline.keyframe_pts)
        return
    for time in plan.times:
        # Some streams' keyframes need the frames around them; decoding forward copes with those.
        yield clip.keyframe_at(time) or next(clip.frames_at([time], timeline.keyframe_pts))


def _fill_gaps(frames: Iterator[VideoFrame | None], *, otherwise: VideoFrame | None) -> Iterator[VideoFrame]:
    """Repeat the last frame for a missing one, the first for those before it, `otherwise` if all miss."""
    last, missing = None, 0
    for frame in frames:
        last = frame or last
        missing += 1
        if last is not None:
            yield from repeat(last, missing)
            missing = 0
    if otherwise is not None:
        yield from repeat(otherwise, missing)


def _pack_still(
    clip: Clip, painter: Painter, request: StillsRequest, frame: VideoFrame, *, role: str, index: int
) -> bytes:
    """Return a picture's message; `turns` is left to the parent."""
    picture = to_picture(painter, frame, pixel_aspect=clip.pixel_aspect(), max_side_px=request.max_side_px)
    header = {
        "kind": "still",
        "role": role,
        "index": index,
        "time_s": max(0.0, clip.seconds(frame.pts or clip.origin_pts)),
        "width_px": picture.width_px,
        "height_px": picture.height_px,
        "turns": picture.turns,
        "transfer": picture.transfer,
    }
    return pack(header, picture.rgb)


def _pack_info(clip: Clip, timeline: Timeline, frame: VideoFrame) -> bytes:
    """Return the message with the clip's facts; size and rotation are those of a decoded frame."""
    width_px, height_px = square_size(frame, clip.pixel_aspect())
    turns = turns_of(frame)
    return pack(
        {
            "kind": "info",
            "container": clip.container.format.name,
            "codec": clip.codec.name,
            "width_px": height_px if turns % 2 else width_px,
            "height_px": width_px if turns % 2 else height_px,
            "rotation_deg": -90 * turns % 360,
            "duration_s": timeline.duration_s,
            "frame_rate_hz": timeline.frame_rate_hz,
            "frame_count": len(timeline.pts),
            "warning": None if timeline.complete else END_MISSING,
        }
    )
