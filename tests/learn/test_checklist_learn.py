"""What Learn's own pages hold, entry by entry."""

import pytest
from django.urls import reverse

from cues import refs
from cues.domain.faults import faults
from cues.models import Cue
from drills import gates
from drills.models import Drill
from fitnessrec.learn import content
from fitnessrec.learn.pages import BY_SLUG
from tests.learn.reading import CHECKLIST, by_key, misses

WHERE = {
    "why": "hinge",
    "audiences": "hinge",
    "figures": "hinge",
    "takeaways": "hinge",
    "steps": "steps",
    "checkpoints": "checkpoints",
    "exercises": "lifts",
    "faq": "questions",
}
ENTRIES = [(part, entry["key"]) for part in WHERE for entry in CHECKLIST[part]]


def learn(pages, slug: str):
    return pages.open(reverse("learn-page", args=[slug]))


@pytest.mark.parametrize(("part", "key"), ENTRIES)
def test_every_fact_stands_under_the_anchor_of_its_entry(pages, part, key):
    shown = learn(pages, WHERE[part]).part(key)
    assert misses(by_key(part)[key], shown.words()) == []


@pytest.mark.parametrize("key", by_key("patterns"))
def test_the_table_says_every_fact_of_each_pattern(pages, key):
    shown = learn(pages, "patterns")
    cells = [node for node in shown.walk() if node.attributes.get("data-pattern") == key]
    assert len(cells) == len(content.comparison())
    words = " ".join(cell.words() for cell in cells)
    assert misses(by_key("patterns")[key], words) == []


def test_what_the_article_says_a_hinge_is_stands_first(pages):
    words = learn(pages, "hinge").part("definition").words()
    definition = [fact for fact in by_key("patterns")["hinge"]["facts"] if fact["k"] == "definition"]
    assert misses({"key": "hinge", "facts": definition}, words) == []
    for lift in ("deadlift", "Romanian deadlift", "kettlebell swing", "good morning"):
        assert lift in words


@pytest.mark.parametrize("key", by_key("checkpoints"))
def test_a_checkpoint_leads_to_its_fault_and_says_how_to_check_and_what_is_measured(pages, key):
    entry, shown = by_key("checkpoints")[key], learn(pages, "checkpoints").part(key)
    point = next(one for one in content.checkpoints() if one.key == key)
    assert point.fault == entry["fault"]
    assert point.self_check in shown.words() and point.measure in shown.words()
    if entry["fault"]:
        assert reverse("fault", args=[entry["fault"]]) in shown.links()
        assert faults()[entry["fault"]].title in shown.words()


@pytest.mark.parametrize("key", by_key("figures"))
def test_a_number_is_quoted_with_who_reports_it_or_as_without_a_source(pages, key):
    entry, words = by_key("figures")[key], learn(pages, "hinge").part(key).words()
    if not entry["attributed_to"]:
        assert "No source given" in words
        return
    assert "Source:" in words and "No source given" not in words
    for name in entry["attributed_to"].replace(" and ", ", ").split(", "):
        assert name in words


UNSOURCED = [figure.value for figure in content.figures() if not figure.source]


@pytest.mark.parametrize("slug", [slug for slug in BY_SLUG if slug != "hinge"])
def test_a_number_without_a_source_is_advice_nowhere(pages, slug):
    assert UNSOURCED
    assert [value for value in UNSOURCED if value in learn(pages, slug).words()] == []


def test_no_page_promises_anything_about_injuries(pages):
    for slug in BY_SLUG:
        words = learn(pages, slug).words().lower()
        for promise in ("prevents inj", "prevent inj", "injury-free", "injury free", "bulletproof", "protects your"):
            assert promise not in words, slug


@pytest.mark.parametrize("key", by_key("exercises"))
def test_a_lift_leads_to_its_exercise_its_error_and_its_fix(pages, key):
    shown = learn(pages, "lifts").part(key).links()
    assert reverse("exercise", args=[key]) in shown
    for fact in by_key("exercises")[key]["facts"]:
        if "fault" in fact:
            assert reverse("fault", args=[fact["fault"]]) in shown
        if "helper" in fact:
            assert reverse("drill", args=[fact["helper"]]) in shown


def test_the_good_morning_waits_for_its_gate(pages):
    shown = learn(pages, "lifts").part("good-morning")
    assert reverse("gate", args=["good-morning"]) in shown.links()
    assert reverse("gate", args=["good-morning"]) in pages.open(reverse("exercise", args=["good-morning"])).links()


def ref_of(name: str) -> str:
    """Return what a link of the checklist means: one of our rows by its name, or a help page."""
    if name == "filming-help":
        return "learn:filming"
    if name.startswith("progress:"):
        return name
    kinds = {"drill": Drill.objects.filter(pk=name).exists(), "fault": name in faults()}
    kinds |= {"cue": Cue.objects.filter(pk=name).exists(), "gate": name in gates.registry}
    return f"{next(kind for kind, there in kinds.items() if there)}:{name}"


@pytest.mark.parametrize("key", by_key("faq"))
def test_an_answer_leads_where_the_checklist_says(pages, key):
    shown = learn(pages, "questions").part(key).links()
    assert {refs.address(ref_of(name)) for name in by_key("faq")[key]["links"]} <= set(shown)
