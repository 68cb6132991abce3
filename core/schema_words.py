"""What the OpenAPI schema says in words: of problems, of headers, and of what can be done with each kind of row."""

from typing import Any

CONTENT_TYPE = "application/problem+json"
PROBLEM: dict[str, Any] = {
    "type": "object",
    "description": "What went wrong, as RFC 9457 has it. `code` is stable, `detail` is for people.",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string", "const": "about:blank"},
        "title": {"type": "string", "description": "The status in words."},
        "status": {"type": "integer", "minimum": 400, "maximum": 599},
        "code": {"type": "string", "pattern": "^[a-z_]+$", "description": "Stays the same for clients to go by."},
        "detail": {"type": "string", "description": "A sentence for people."},
        "errors": {
            "type": "object",
            "description": "By field, what is wrong with it; a dot leads into lists: `lines.0.reps`.",
            "additionalProperties": {"type": "array", "items": {"type": "string"}},
        },
    },
    "examples": [
        {
            "type": "about:blank",
            "title": "Bad Request",
            "status": 400,
            "code": "invalid",
            "detail": "reps: 0 reps means a missed lift: set the kind to failure, or enter the reps you made.",
            "errors": {
                "reps": ["0 reps means a missed lift: set the kind to failure, or enter the reps you made."],
            },
        }
    ],
}
SAID = {
    400: "The input cannot be read, or a rule refuses it: `errors` says which field and why.",
    401: "No token, or none that is known.",
    403: "The token may only read.",
    404: "There is nothing here, or it is not yours; so too for an id in the body.",
    406: "The answer is not to be had in any type that `Accept` names.",
    409: "The id is taken; or an upload ends at another offset, which `Upload-Offset` says.",
    410: "This was deleted; its id is not used again.",
    411: "The body does not say how long it is.",
    412: "`If-Match` or `If-None-Match` does not hold: it was changed meanwhile, or is there already; or "
    "`Tus-Resumable` names another version of the protocol.",
    413: "The body is too large.",
    415: "The body's `Content-Type` is not one of those that are taken.",
    416: "The range lies outside the file.",
    423: "Another request sends to the same upload at this moment.",
    429: "Too many requests. `Retry-After` says when to go on.",
    460: "What arrived does not add up to `Upload-Checksum`.",
    503: "Many uploads are coming in right now. `Retry-After` says when to try again.",
    507: "The server's disk is full. What has arrived is kept.",
}
TEXT: dict[str, Any] = {"type": "string"}
HEADERS = {
    "ETag": "The version of what is answered, in quotes.",
    "Retry-After": "Seconds until the next try.",
    "WWW-Authenticate": "How to sign in.",
    "Content-Range": "Which bytes these are: `bytes 0-99/1234`.",
    "Accept-Ranges": "`bytes`: parts can be asked for with `Range`.",
    "Allow": "The methods that this address takes.",
}
ASKED = {
    "If-None-Match": "Tags that are known, or `*`: answered with 304 where one still holds.",
    "If-Match": "The tag that the row must still have; else 412, and nothing is changed.",
    "Idempotency-Key": "The same key stores one row, however often this is sent.",
    "Range": "One range of bytes, such as `bytes=0-99`.",
}
CREATE_ONLY = "`*`: create, never replace. Answered with 412 where there is something already."
SUMMARIES = {
    "list": "List {many}",
    "retrieve": "Read {one}",
    "create": "Create {one} under an id made here",
    "update": "Create or replace {one} under your own id",
    "partial_update": "Change some fields of {one}",
    "destroy": "Delete {one}",
    "restore": "Take the deletion of {one} back",
}
NOUNS = {  # by the first part of a path: one row, and several
    "sessions": ("a session", "sessions"),
    "sets": ("a set", "sets"),
    "templates": ("a template", "templates"),
    "bodyweights": ("a weighing", "weighings"),
    "exercises": ("an exercise", "exercises"),
    "drills": ("a drill", "drills"),
    "drill-logs": ("practice", "practice"),
    "self-tests": ("a result of a self-test", "results of self-tests"),
    "planned-drills": ("a planned drill", "planned drills"),
    "cues": ("a cue", "cues"),
    "cue-attachments": ("a cue on an exercise", "cues on exercises"),
    "videos": ("a clip", "clips"),
    "tokens": ("a token", "tokens"),
    "uploads": ("an upload", "uploads"),
}
