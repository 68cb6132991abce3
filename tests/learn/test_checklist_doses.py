"""Phases and doses of the checklist, in the programme as it is loaded."""

import re

import pytest
from django.urls import reverse

from cues.domain.faults import faults
from drills import gates
from drills.gates.dowel_20 import NEEDED
from drills.gates.hinges import LIGHT_KG
from drills.models import Drill, PhaseItem, Programme
from drills.models.drill import Level
from tests.learn.reading import by_key, misses

DOSES, PHASES = by_key("doses"), by_key("phases")
PLANNED = [key for key, dose in DOSES.items() if key.partition("/")[0] in PHASES and "sets" in dose]
LOAD_WORDS = {"empty bar or light": r"empty bar.*light", "more each week": r"more each week"}


def items(phase: str) -> list[PhaseItem]:
    return list(PhaseItem.objects.filter(phase__programme="hip-hinge", phase__key=phase))


def item(phase: str, slug: str) -> PhaseItem:
    return next(one for one in items(phase) if slug in (one.drill_id, one.exercise_id))


@pytest.mark.parametrize("key", PHASES)
def test_a_phase_says_its_focus(pages, key):
    phase = Programme.objects.get(pk="hip-hinge").phases.get(key=key)
    assert misses(PHASES[key], f"{phase.title} {phase.focus}") == []
    assert phase.focus in pages.open(reverse("programme-page", args=["hip-hinge"])).words()


@pytest.mark.parametrize("key", PLANNED)
def test_a_phase_asks_for_the_articles_dose(taught, db, key):
    phase, _, slug = key.partition("/")
    found, dose = item(phase, slug), DOSES[key]
    assert (found.sets, found.reps) == (dose["sets"], dose["reps"])
    assert not found.ours
    if dose.get("often") == "daily":
        assert found.when == "daily"
    if "load" in dose:
        assert re.search(LOAD_WORDS[dose["load"]], found.load_words)
        assert found.rises is (dose["load"] == "more each week")
    if "focus" in dose:
        assert re.search("set.?up", f"{found.load_words} {found.note}", re.IGNORECASE)


def test_the_doses_of_the_checklist_are_all_looked_at():
    rest = set(DOSES) - set(PLANNED)
    assert rest == {
        "strength/deadlift-variations", "strength/unloaded-hinge-warmup", "strength/kettlebell-swing",
        "strength/box-jump", "prereq/hamstring-stretch", "fault/dowel-hinge", "gate/dowel-20", "gate/pattern-time",
        "gate/learning-load-lb",
    }  # fmt: skip


def test_what_the_article_leaves_open_in_the_last_phase_is_marked_as_ours(taught, db):
    found = items("strength")
    assert all(one.ours for one in found)
    slugs = {one.drill_id or one.exercise_id for one in found}
    assert {"kettlebell-swing", "box-jump"} <= slugs
    assert {"deadlift", "romanian-deadlift"} <= slugs
    warm_ups = [one.drill_id for one in found if one.when == "warm-up"]
    assert warm_ups
    assert set(Drill.objects.filter(pk__in=warm_ups).values_list("level", flat=True)) == {Level.BODYWEIGHT}


def test_how_often_the_wall_touch_is_done_is_marked_as_ours(pages):
    found = item("pattern", "wall-touch-hinge")
    assert DOSES["pattern/wall-touch-hinge"]["often"] == "unstated"
    assert "our default" in found.note
    assert found.note in pages.open(reverse("programme-page", args=["hip-hinge"])).words()


def test_a_back_that_rounds_gets_the_dowel_hinge_every_day():
    fix = next(fix for fix in faults()["rounded-back"].fixes if fix.to == "drill:dowel-hinge")
    assert re.search("every day|daily", fix.text)


def test_twenty_clean_dowel_hinges_open_the_gate(pages):
    assert DOSES["gate/dowel-20"]["clean_reps_min"] == NEEDED
    assert f"{NEEDED} or more" in pages.open(reverse("gate", args=["dowel-20"])).words()


def test_the_pattern_phase_takes_two_weeks_and_up_to_four(taught, db):
    phase = Programme.objects.get(pk="hip-hinge").phases.get(key="pattern")
    assert [phase.weeks, phase.most_weeks] == DOSES["gate/pattern-time"]["weeks"]
    assert phase.gates == ["dowel-20"]


def test_learning_loads_up_to_twenty_pounds_stay_open(pages):
    low, high = DOSES["gate/learning-load-lb"]["lb"]
    for equipment in ("kettlebell", "dumbbell"):
        assert LIGHT_KG[equipment] == pytest.approx(high * 0.45359237, abs=0.2)
    assert re.search(rf"\b{high} lb", gates.registry["dowel-20"].guarded)
    assert re.search(rf"{low}\D+{high} lb", pages.open(reverse("drill", args=["kettlebell-deadlift"])).words())
