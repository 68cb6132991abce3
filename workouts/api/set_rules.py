"""The rules across a set's fields in JSON Schema, for clients to know beforehand; `check_set` is what holds them."""

from typing import Any


def _given(name: str, type: str) -> dict[str, Any]:
    return {"required": [name], "properties": {name: {"type": type}}}


DONE_SAYS_WHAT: dict[str, Any] = {
    "description": "A done set says reps, time or distance.",
    "anyOf": [
        {"required": ["done"], "properties": {"done": {"const": False}}},
        _given("reps", "integer"),
        _given("duration_s", "number"),
        _given("distance_m", "number"),
    ],
}
NO_REPS_IS_A_MISS: dict[str, Any] = {
    "description": "0 reps means a missed lift, of kind failure.",
    "anyOf": [
        {"properties": {"reps": {"not": {"const": 0}}}},
        {"required": ["kind"], "properties": {"kind": {"const": "failure"}}},
    ],
}
PAIN_HAS_A_PLACE: dict[str, Any] = {
    "description": "Pain has a place and a number, or neither.",
    "anyOf": [
        {"properties": {"pain": {"type": "null"}, "pain_place": {"const": ""}}},
        {
            "required": ["pain", "pain_place"],
            "properties": {"pain": {"type": "integer"}, "pain_place": {"type": "string", "minLength": 1}},
        },
    ],
}
SET_RULES = [DONE_SAYS_WHAT, NO_REPS_IS_A_MISS, PAIN_HAS_A_PLACE]
SET_EXAMPLE = {
    "session": "019aac5e-3c1d-7d36-9a2b-3f5f0c7b1a10",
    "exercise": "romanian-deadlift",
    "load_kg": 90,
    "reps": 8,
    "rir": 2,
}
