"""Each drill of the checklist with its facts, and each helper where it helps."""

import re

import pytest
from django.urls import reverse

from cues import refs
from drills.domain.library import read_library
from drills.models import Drill
from tests.learn.reading import by_key, misses, seed_words
from workouts.models import Exercise

DRILLS, HELPERS = by_key("drills"), by_key("helpers")
SEEDS = {row["slug"]: row for row in read_library()}


@pytest.mark.parametrize("key", DRILLS)
def test_every_fact_of_a_drill_is_in_its_seed_and_on_its_page(pages, key):
    seed = seed_words(SEEDS[key])
    shown = pages.open(reverse("drill", args=[key])).words()
    assert misses(DRILLS[key], seed) == []
    assert misses(DRILLS[key], shown) == []


@pytest.mark.parametrize("key", DRILLS)
def test_a_drill_has_the_level_equipment_and_faults_of_the_checklist(pages, key):
    entry, row = DRILLS[key], Drill.objects.get(pk=key)
    assert row.level == entry["level"]
    assert row.equipment == entry["equipment"]
    assert row.faults == entry["helps_faults"]
    links = pages.open(reverse("drill", args=[key])).links()
    assert {reverse("fault", args=[code]) for code in entry["helps_faults"]} <= set(links)


def address_of(key: str) -> str:
    """Return the page of a helper: a drill, else an exercise."""
    kind = "drill" if key in SEEDS else "exercise"
    return reverse(kind, args=[key])


@pytest.mark.parametrize("key", HELPERS)
def test_a_helper_is_a_drill_or_an_exercise_with_a_page(pages, key):
    row = Drill.objects.filter(pk=key).first() or Exercise.objects.filter(pk=key).first()
    assert row, f"{key} is neither a drill nor an exercise"
    assert pages.open(address_of(key)).heading() == row.name
    if "level" in HELPERS[key]:
        assert row.level == HELPERS[key]["level"]


def test_the_hamstring_stretch_has_the_articles_dose(taught, db):
    dose, row = HELPERS["hamstring-stretch"]["dose"], Drill.objects.get(pk="hamstring-stretch")
    assert (row.hold_s, row.hold_max_s) == (dose["hold_s_min"], dose["hold_s_max"])
    assert (row.per_side, row.often, row.dose_source) == (dose["per_side"], dose["often"], "article")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("glute-bridge-paused", r"hold.{0,20}top"),
        ("romanian-deadlift-light", r"empty bar|light"),
        ("deadlift-from-blocks", r"mobility|reach"),
        ("toes-up-hinge", r"toes.{0,120}heel"),
        ("bodyweight-hinge", r"warm.?up"),
        ("hip-hinge-drill", r"sets.{0,60}reps.{0,200}note"),
    ],
)
def test_what_the_checklist_notes_about_a_helper_is_said(pages, key, words):
    assert re.search(words, pages.open(address_of(key)).words(), re.IGNORECASE)


SERVES = [(key, target) for key, entry in HELPERS.items() for target in entry["serves"]]


@pytest.mark.parametrize(("key", "target"), SERVES)
def test_what_a_helper_serves_leads_to_it(pages, key, target):
    kind, _, slug = target.partition(":")
    if kind == "phase":
        shown = pages.open(reverse("programme-page", args=["hip-hinge"]))
    elif kind == "prereq":
        shown = pages.open(reverse("prerequisite", args=[slug]))
    elif kind == "fault":
        shown = pages.open(reverse("fault", args=[slug]))
    elif kind == "exercise":
        shown = pages.open(reverse("learn-page", args=["lifts"])).part(slug)
    elif kind == "faq":
        shown = pages.open(refs.address(f"learn:questions#{slug}")).part(slug)
    else:
        shown = pages.open(reverse("learn-page", args=["patterns"])).part(slug)
    here = {reverse(name, args=[key]) for name in ("drill", "exercise")}
    if kind == "phase" and key == "romanian-deadlift-light":  # planned as the lift itself, light
        here.add(reverse("exercise", args=["romanian-deadlift"]))
    assert here & {link.partition("#")[0].partition("?")[0] for link in shown.links()}, f"{target} has no link to {key}"
