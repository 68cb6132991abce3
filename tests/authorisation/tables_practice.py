"""Who gets what: drills, the programme, gates, cues and Learn. A file per subject, which makes Ada's rows, too."""

from typing import Any

from tests.authorisation.practice_cues import CUES, make_cue_rows
from tests.authorisation.practice_drills import DRILLS, make_drill_rows
from tests.authorisation.practice_due import DUE, make_due_rows
from tests.authorisation.practice_gates import GATES, make_gate_rows
from tests.authorisation.practice_learn import LEARN
from tests.authorisation.practice_programmes import PROGRAMMES, make_programme_rows
from tests.authorisation.practice_start import START, make_start_rows
from tests.authorisation.rules import Entry

PRACTICE: dict[str, Entry] = {**CUES, **DRILLS, **DUE, **GATES, **LEARN, **PROGRAMMES, **START}
MAKERS = (make_cue_rows, make_drill_rows, make_due_rows, make_gate_rows, make_programme_rows, make_start_rows)


def make_practice(ada: Any, secret: str, at: Any) -> dict[str, Any]:
    """Store Ada's rows of all subjects, and return their ids by name."""
    return {name: pk for make in MAKERS for name, pk in make(ada, secret, at).items()}
