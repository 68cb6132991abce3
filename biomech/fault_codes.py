"""Codes of technique faults, the same words as in the log, the cues and the API."""

from typing import Literal, get_args

FaultCode = Literal[
    "rounded-back",
    "squatting",
    "weight-on-toes",
    "soft-lockout",
    "hyperextended-lockout",
    "hips-rise-first",
    "bar-drift",
]
FAULT_CODES: tuple[FaultCode, ...] = get_args(FaultCode)
