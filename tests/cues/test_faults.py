"""What goes wrong, with causes and fixes: nothing of the article's is missing, and no sentence leads nowhere."""

import re
import tomllib

import pytest
from django.urls import Resolver404, resolve

from cues import refs
from cues.domain.faults import faults
from cues.domain.library import read_library
from drills.domain.library import read_library as read_drills
from tests.conftest import SHARED
from workouts.domain.library import LIBRARY as LIFTS
from workouts.faults import Fault

CHECKLIST = SHARED / "article" / "checklist.toml"
MISTAKES = tomllib.loads(CHECKLIST.read_text())["mistakes"]
CUES = {row["slug"]: row for row in read_library()}


def test_every_code_has_its_text():
    assert list(faults()) == Fault.values


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["key"])
def test_the_articles_causes_and_fixes_are_all_there(mistake):
    fault = faults()[mistake["key"]]
    causes = {cause.key: cause.text for cause in fault.causes}
    fixes = {fix.key: fix for fix in fault.fixes}
    for cause in mistake["causes"]:
        assert re.search(cause["match"], causes[cause["k"]], re.I), cause["k"]
    for fix in mistake["fixes"]:
        found = fixes[fix["k"]]
        assert re.search(fix["match"], found.text, re.I), fix["k"]
        named = fix.get("drill") or fix.get("cue")
        assert named is None or found.to.partition(":")[2] == named
    assert (len(causes), len(fixes)) == (len(mistake["causes"]), len(mistake["fixes"]))
    assert set(mistake.get("related", ())) <= set(fault.related)


def test_the_articles_faults_are_told_from_ours():
    assert {code for code, fault in faults().items() if fault.source == "article"} == {one["key"] for one in MISTAKES}


def test_every_fix_leads_to_a_page_that_is_there():
    drills = {row["slug"] for row in read_drills()}
    lifts = {row["slug"] for row in tomllib.loads(LIFTS.read_text())["exercise"]}
    there = {"drill": drills, "exercise": lifts, "cue": set(CUES), "learn": {"filming"}}
    for fault in faults().values():
        for fix in fault.fixes:
            kind, _, slug = fix.to.partition(":")
            assert slug in there[kind], (fault.code, fix)
            try:
                resolve(refs.address(fix.to))
            except Resolver404:
                pytest.fail(f"{fix.to} leads nowhere")


def test_faults_and_cues_name_each_other():
    said = {(code, cue) for code, fault in faults().items() for cue in fault.cues}
    meant = {(row["fault"], slug) for slug, row in CUES.items() if row["fault"]}
    assert meant <= said
    assert {cue for _, cue in said} <= set(CUES)


def test_faults_and_drills_name_each_other():
    said = {(code, drill) for code, fault in faults().items() for drill in fault.drills}
    assert said == {(code, row["slug"]) for row in read_drills() for code in row["faults"]}


def test_related_faults_are_faults_and_not_the_same_one():
    for code, fault in faults().items():
        assert code not in fault.related
        assert [other.code for other in fault.related_faults] == list(fault.related)
