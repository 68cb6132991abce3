"""What tools.fuzz leaves to schemathesis and what not: rules that JSON Schema cannot say, and how values are drawn."""

import random
import zlib
from datetime import UTC, datetime
from typing import Any

import schemathesis
from hypothesis import strategies as st
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.openapi.checks import RejectedPositiveData
from schemathesis.transport.wsgi import WSGITransport

# Rules that JSON Schema cannot say: a request that the schema allows is refused with this status and code (and field).
# Before them, the operation: empty for all.
EXCUSES: dict[tuple[str, int, str, str], str] = {
    ("", 400, "bad_cursor", ""): "a cursor is taken from an answer; a drawn one names no place",
    ("", 410, "start_over", ""): "so too one of /changes: a drawn number lies beyond the data",
    ("", 410, "deleted", ""): "in a chain of requests, the row was deleted before",
    ("", 412, "changed_meanwhile", ""): "a drawn tag is not the row's",
    ("", 412, "already_there", ""): "a drawn `*` where there is a row",
    ("", 400, "invalid", "finished_at"): "a session ends after it starts: two times are compared",
    ("", 400, "invalid", "trim_end_s"): "a cut ends after it starts: two numbers are compared",
    ("", 400, "invalid", "lines"): "a template holds at most 300 sets: a sum",
    ("", 400, "invalid", "drill_log"): "a clip shows a set or practice, not both",
    ("", 400, "invalid", "set"): "so too where the set is what was sent last",
    ("", 400, "invalid", "clean_reps"): "clean reps are among the reps: two numbers are compared",
    ("", 400, "invalid", "cues"): "cues that are there",
    ("", 400, "invalid", "ends_on"): "a plan ends after it starts, and not in days gone by: two dates are compared",
    ("", 400, "invalid", "off"): "which drill stays in the warm-up",
    ("", 400, "invalid", "phases"): "keys differ, only the last phase has no end, most weeks are not fewer: compared",
    ("", 400, "invalid", "loads"): "exercises that are there",
    ("", 400, "invalid", "started_on"): "a programme does not begin in days to come: compared with the clock",
    ("", 400, "invalid", "ended_on"): "nor does it end then, or before its first day: two dates are compared",
    ("", 400, "pause_too_early", "on"): "it begins after the programme and the last pause: two dates are compared",
    ("", 400, "too_long", "weeks"): "how often a phase was repeated already",
    ("", 400, "invalid", "hold_max_s"): "the longest time is not the shorter one: two numbers are compared",
    ("", 400, "not_a_video", "file"): "what makes bytes a video",
    ("", 400, "empty_file", "file"): "what makes bytes a video",
    ("", 400, "not_a_picture", "file"): "what makes bytes a picture",
    ("", 400, "broken_picture", "file"): "what makes bytes a picture",
    ("", 400, "too_many_pixels", "file"): "what makes bytes a picture",
    ("", 400, "truncated_video", "file"): "what makes bytes a video",
    ("POST /api/v1/uploads", 400, "invalid", "filename"): "what is said in a header of keys and base64",
    ("POST /api/v1/uploads", 400, "invalid", "Upload-Metadata"): "the keys and base64 in that header",
    ("", 400, "invalid", "Upload-Checksum"): "a header of two words, the second as long as the first wants it",
    ("", 460, "wrong_checksum", ""): "what the bytes add up to",
    ("", 400, "not_a_video", ""): "what makes bytes a video",
    ("", 400, "truncated_video", ""): "what makes bytes a video",
    ("", 413, "too_much", ""): "a body is not longer than a header says: two lengths are compared",
    ("", 413, "too_large", ""): "how large clips may be hangs on this server's settings",
    ("", 413, "quota_exceeded", ""): "how much of a person's there is already",
    ("", 507, "disk_full", ""): "how much room there is",
    ("PUT /api/v1/videos/{id}", 400, "invalid", "file"): "the file may be left out only where the id holds a clip",
    ("PATCH /api/v1/profile", 400, "invalid", "time_zone"): "the names of 600 time zones, which change with the world",
    ("PATCH /api/v1/profile", 400, "invalid", "plates"): "the same plate twice: two fields of each are compared",
    ("PATCH /api/v1/profile", 400, "invalid", "bars"): "so too the same bar",
    ("POST /api/v1/enrolments/{id}/pause", 400, "invalid", "on"): "no pause begins in days to come: by the clock",
    ("POST /api/v1/enrolments/{id}/resume", 400, "invalid", "on"): "nor does it end then",
    ("PATCH /api/v1/drill-logs/{id}", 400, "invalid", "reps"): "whether practice says what was done depends on the row",
    ("PATCH /api/v1/drills/{id}", 400, "invalid", "reps"): "so does whether a drill counts something",
    ("PATCH /api/v1/drills/{id}", 400, "invalid", "hold_s"): "so too in seconds",
    ("PATCH /api/v1/sets/{id}", 400, "invalid", "reps"): "whether a done set says what was done depends on the row",
    ("PATCH /api/v1/sets/{id}", 400, "invalid", "pain"): "so does whether pain has a number",
    ("PATCH /api/v1/sets/{id}", 400, "invalid", "pain_place"): "so does whether pain has a place",
    ("PATCH /api/v1/self-tests/{id}", 400, "invalid", "value"): "whether a test measures something depends on the row",
}
CHECKS: dict[str, Any] = {
    # 410, 412 and 416 refuse, too. 304: who says in `If-None-Match: *` to have it all is sent nothing, nor read on.
    # 460 and 507: of uploads.
    "negative_data_rejection": {
        "expected-statuses": ["304", "460", "507", *(f"4{n:02}" for n in (0, 1, 3, 4, 5, 6, 9, 10, 11, 12, 13, 15, 16))]
    },
    "missing_required_header": {"expected-statuses": ["400", "401", "403", "406", "412", "415"]},  # 412: of tus 1.0
}


def excused(failure: Any, case: Any, response: Any) -> bool:
    """Tell whether data that the schema allows was refused by a rule that the schema cannot say.

    And where a body that is no object goes out as a form, what arrives is an empty form.
    """
    if isinstance(failure, AcceptedNegativeData):
        return (case.media_type or "").startswith("multipart/") and not isinstance(case.body, dict)
    if not isinstance(failure, RejectedPositiveData):
        return False
    if response.status_code == 416:
        return True  # a drawn range lies outside the file
    try:
        said = response.json()
        fields = set(said.get("errors", {})) or {""}
        reasons = [(response.status_code, said["code"], field) for field in fields]
        label = failure.operation
        if reasons == [(400, "invalid", "file")] and not all(name.isidentifier() for name in case.body):
            return True  # parts of drawn names, such as "\x07\x13", may end the form before its file
    except (ValueError, KeyError, AttributeError):
        return False
    return all(("", *reason) in EXCUSES or (label, *reason) in EXCUSES for reason in reasons)


def draw_times() -> None:
    """Draw times of these two centuries: most of those that fit the format do not fit the pattern beside it."""
    days = st.datetimes(datetime(1970, 1, 2), datetime(2199, 12, 30), timezones=st.just(UTC))
    schemathesis.openapi.format("date-time", days.map(lambda at: at.isoformat().replace("+00:00", "Z")))


def draw_files(clip: bytes) -> None:
    """Draw a real clip every other time: random bytes are none."""
    schemathesis.openapi.format("binary", st.one_of(st.just(clip), st.binary(max_size=200)))


def send_pieces() -> None:
    """Send parts of uploads as the bytes that they are."""
    schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")


def leave_sockets_out() -> None:
    """Drop from calls in process what is meant for sockets: schemathesis 4.32 hands it to Werkzeug, which refuses."""
    send = WSGITransport.send

    def without(self: Any, case: Any, **told: Any) -> Any:
        return send(self, case, **{k: v for k, v in told.items() if k not in ("max_redirects", "verify", "cert")})

    WSGITransport.send = without  # type: ignore[method-assign]


class Dice:
    """Throws that are always the same for the same request."""

    def __init__(self, drawn: object) -> None:
        self.random = random.Random(zlib.crc32(repr(drawn).encode(errors="replace")))  # noqa: S311

    def mostly(self) -> bool:
        """Say yes seven times of eight."""
        return self.random.random() < 7 / 8
