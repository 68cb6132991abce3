"""Mistakes, prerequisites and cues of the checklist, in their seeds and on their pages."""

import pytest
from django.urls import reverse

from cues.domain.faults import faults
from cues.domain.library import read_library
from cues.models import Cue
from drills.domain.prerequisites import prerequisites
from tests.learn.reading import by_key, misses

MISTAKES, PREREQUISITES, CUES = by_key("mistakes"), by_key("prerequisites"), by_key("cues")


@pytest.mark.parametrize("key", MISTAKES)
def test_every_cause_and_fix_is_on_the_faults_page_and_in_learn(pages, key):
    for shown in (
        pages.open(reverse("fault", args=[key])),
        pages.open(reverse("learn-page", args=["mistakes"])).part(key),
    ):
        assert misses(MISTAKES[key], shown.words()) == []


@pytest.mark.parametrize("key", MISTAKES)
def test_each_cause_and_fix_of_the_checklist_has_its_own_sentence(key):
    entry, fault = MISTAKES[key], faults()[key]
    for part, sentences in (("causes", fault.causes), ("fixes", fault.fixes)):
        told = {sentence.key: sentence.text for sentence in sentences}
        assert list(told) == [fact["k"] for fact in entry[part]]
        for fact in entry[part]:
            assert misses({"key": key, "facts": [fact]}, told[fact["k"]]) == []


@pytest.mark.parametrize("key", MISTAKES)
def test_each_fix_leads_to_the_drill_or_cue_that_it_talks_about(pages, key):
    leads = {fix.key: fix.to for fix in faults()[key].fixes}
    for fix in MISTAKES[key]["fixes"]:
        for kind in ("drill", "cue"):
            if kind in fix:
                assert leads[fix["k"]] == f"{kind}:{fix[kind]}"
    shown = pages.open(reverse("fault", args=[key])).links()
    for related in MISTAKES[key].get("related", ()):
        assert reverse("fault", args=[related]) in shown


@pytest.mark.parametrize("key", PREREQUISITES)
def test_every_fact_of_a_prerequisite_is_on_its_page_and_in_learn(pages, key):
    for shown in (
        pages.open(reverse("prerequisite", args=[key])),
        pages.open(reverse("learn-page", args=["prerequisites"])).part(key),
    ):
        assert misses(PREREQUISITES[key], shown.words()) == []
        for fact in PREREQUISITES[key]["facts"]:
            slug = fact.get("helper") or fact.get("drill")
            if slug:
                assert reverse("drill", args=[slug]) in shown.links()


def test_the_toe_touch_is_an_indicator():
    tests = {slug: one.test for slug, one in prerequisites().items()}
    assert [slug for slug, test in tests.items() if test.indicator] == ["hamstring-mobility"]


@pytest.mark.parametrize("key", CUES)
def test_every_cue_is_in_the_library_with_its_words_phase_fault_and_lift(taught, db, key):
    entry, row = CUES[key], Cue.objects.get(pk=key)
    assert row.text == entry["text"]
    assert (row.phase, row.fault) == (entry["phase"], entry["fault"])
    assert (row.exercise_id or "") == entry.get("exercise", "")


def test_every_cue_stands_in_the_library(pages):
    shown = pages.open(reverse("cues")).words()
    assert [row["slug"] for row in read_library() if row["text"].lower() not in shown.lower()] == []


@pytest.mark.parametrize("key", CUES)
def test_a_cue_has_a_page_that_leads_to_its_fault_and_to_learn(pages, key):
    shown = pages.open(reverse("cue", args=[key]))
    assert shown.heading().lower() == CUES[key]["text"]
    assert reverse("fault", args=[CUES[key]["fault"]]) in shown.links()
    assert any(link.startswith(reverse("learn-page", args=["steps"])) for link in shown.links())
