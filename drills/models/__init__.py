"""The tables of drills, the programme and gates, one file each."""

from drills.models.baseline import Baseline
from drills.models.clip import DrillClip
from drills.models.drill import Drill
from drills.models.drill_log import DrillLog
from drills.models.enrolment import Enrolment, Pause
from drills.models.gate_override import GateOverride
from drills.models.planned_drill import PlannedDrill
from drills.models.programme import Phase, PhaseItem, Programme
from drills.models.reminder import Reminder
from drills.models.self_test import SelfTest

__all__ = [
    "Baseline",
    "Drill",
    "DrillClip",
    "DrillLog",
    "Enrolment",
    "GateOverride",
    "Pause",
    "Phase",
    "PhaseItem",
    "PlannedDrill",
    "Programme",
    "Reminder",
    "SelfTest",
]
