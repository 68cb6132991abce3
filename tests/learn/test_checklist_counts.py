"""Nothing of the checklist is missing or made up: counts, keys, and the same entries as the one beside the project."""

import tomllib

import pytest

from cues.domain.faults import faults
from cues.domain.library import read_library as read_cues
from cues.models import Cue
from drills.domain.library import read_library as read_drills
from drills.domain.prerequisites import prerequisites
from drills.models import Drill, Programme
from fitnessrec.learn import content
from tests.conftest import SHARED
from tests.learn.reading import CHECKLIST, by_key

ORIGINAL = SHARED / "article" / "checklist.toml"
PARTS = sorted(CHECKLIST["expected"])


@pytest.mark.parametrize("part", PARTS)
def test_the_checklist_has_as_many_entries_as_expected(part):
    assert len(CHECKLIST[part]) == len(by_key(part)) == CHECKLIST["expected"][part]


TAUGHT = {
    "mistakes": lambda: [fault.code for fault in faults().values() if fault.source == "article"],
    "prerequisites": lambda: list(prerequisites()),
    "exercises": lambda: [lift.key for lift in content.lifts()],
    "checkpoints": lambda: [point.key for point in content.checkpoints()],
    "steps": lambda: [step.key for step in content.steps()],
    "patterns": lambda: [pattern.key for pattern in content.patterns()],
    "faq": lambda: [question.key for question in content.questions()],
    "why": lambda: [why.key for why in content.whys()],
    "audiences": lambda: [audience.key for audience in content.audiences()],
    "figures": lambda: [figure.key for figure in content.figures()],
}


@pytest.mark.parametrize("part", sorted(TAUGHT))
def test_exactly_the_entries_of_the_checklist_are_taught_in_their_order(part):
    assert TAUGHT[part]() == list(by_key(part))


def test_the_phases_of_the_programme_are_those_of_the_checklist(taught, db):
    phases = list(Programme.objects.get(pk="hip-hinge").phases.all())
    assert [phase.key for phase in phases] == list(by_key("phases"))
    ends = [phase.weeks for phase in phases]
    assert ends[-1] is None
    first = 1
    for phase, entry in zip(phases, CHECKLIST["phases"], strict=True):
        assert entry["weeks"][0] == first
        if phase.weeks:
            assert entry["weeks"][-1] == first + phase.weeks - 1
            first += phase.weeks


def test_drills_and_cues_of_the_checklist_are_loaded_from_their_files(taught, db):
    drills, cues = {row["slug"] for row in read_drills()}, {row["slug"] for row in read_cues()}
    assert set(by_key("drills")) <= drills
    assert set(by_key("cues")) == cues & set(by_key("cues"))
    assert Drill.objects.filter(pk__in=drills, owner=None).count() == len(drills)
    assert Cue.objects.filter(pk__in=cues, owner=None).count() == len(cues)


@pytest.mark.skipif(not ORIGINAL.is_file(), reason="../shared/article/checklist.toml is not on this machine")
def test_no_fact_was_dropped_from_the_checklist_beside_the_project():
    original = tomllib.loads(ORIGINAL.read_text())
    assert original["expected"] == CHECKLIST["expected"]

    def bare(value):
        """Return an entry without its patterns, which may be wider here, and without line numbers."""
        if isinstance(value, dict):
            return {name: bare(one) for name, one in value.items() if name not in ("lines", "match")}
        return [bare(one) for one in value] if isinstance(value, list) else value

    for part, entries in original.items():
        if part not in ("source", "skip_lines"):
            assert bare(entries) == bare(CHECKLIST[part]), part
