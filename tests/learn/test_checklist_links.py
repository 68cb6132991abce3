"""Links of Learn, and those to it, lead where they say."""

import re
from itertools import pairwise

import pytest
from django.urls import reverse

from cues import refs
from cues.domain.faults import faults
from cues.models import Cue
from drills import gates
from drills.domain.prerequisites import prerequisites
from drills.models import Drill, Programme
from fitnessrec.learn import content
from fitnessrec.learn.pages import BY_SLUG, PAGES
from workouts.models import Exercise


def title_of(ref: str) -> str:
    """Return what the page of a reference is called."""
    kind, _, slug = ref.partition(":")
    slug = slug.partition("#")[0]
    rows = {"drill": Drill, "exercise": Exercise, "progress": Exercise, "cue": Cue, "programme": Programme}
    if kind in rows:
        return str(rows[kind].objects.get(pk=slug))
    return {
        "fault": lambda: faults()[slug].title,
        "gate": lambda: gates.registry[slug].title,
        "prerequisite": lambda: prerequisites()[slug].title,
        "learn": lambda: BY_SLUG[slug].title,
    }[kind]()


def references() -> list[str]:
    """Return every reference of the content of Learn."""
    linked = [*content.whys(), *content.takeaways(), *content.steps(), *content.checkpoints(), *content.patterns()]
    found = {link.to for entry in [*linked, *content.questions()] for link in entry.links}
    found |= {remark.to for lift in content.lifts() for remark in (lift.error, lift.fix)}
    found |= {f"exercise:{lift.exercise}" for lift in content.lifts()}
    found |= {f"fault:{point.fault}" for point in content.checkpoints() if point.fault}
    return sorted(found | {f"gate:{lift.gate}" for lift in content.lifts() if lift.gate})


@pytest.mark.parametrize("ref", references())
def test_a_reference_leads_to_the_row_that_it_names(pages, ref):
    heading = pages.open(refs.address(ref)).heading()
    assert heading.lower() == title_of(ref).lower()


@pytest.mark.parametrize("slug", ["", *BY_SLUG])
def test_every_link_and_anchor_of_a_page_leads_somewhere(pages, slug):
    here = reverse("learn-page", args=[slug]) if slug else reverse("learn")
    links = pages.open(here).links()
    assert len(links) > 5
    for link in links:
        path, _, anchor = link.partition("#")
        target = pages.whole(path or here)
        if anchor:
            target.part(anchor)


@pytest.mark.parametrize("slug", BY_SLUG)
def test_headings_stand_in_order_and_one_is_the_title(pages, slug):
    shown = pages.open(reverse("learn-page", args=[slug]))
    levels = [int(node.tag[1]) for node in shown.walk() if re.fullmatch("h[1-6]", node.tag)]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert shown.heading() == BY_SLUG[slug].title


def test_pages_turn_to_the_one_before_and_the_next(pages):
    order = [reverse("learn-page", args=[page.slug]) for page in PAGES]
    for place, address in enumerate(order):
        turns = {
            node.attributes["rel"]: node.attributes["href"]
            for node in pages.open(address).walk()
            if node.attributes.get("rel") in ("prev", "next")
        }
        wanted = {"prev": order[place - 1]} if place else {}
        wanted |= {"next": order[place + 1]} if place + 1 < len(order) else {}
        assert turns == wanted


def test_every_page_is_in_the_index_with_what_it_is_about(pages):
    shown = pages.open(reverse("learn"))
    for page in PAGES:
        assert reverse("learn-page", args=[page.slug]) in shown.links()
        assert page.title in shown.words() and page.lead in shown.words()


def test_filming_says_what_a_side_view_clip_needs(pages):
    words = pages.open(reverse("learn-page", args=["filming"])).words()
    for need in ("from the side", "hip height", "2.5–4 m", "30–60 frames", "Head and feet", "Light", "loose"):
        assert need in words
    assert reverse("video-new") in pages.open(reverse("learn-page", args=["filming"])).links()


def test_all_faults_ours_included_are_explained_with_their_drawing(pages):
    shown = pages.open(reverse("learn-page", args=["mistakes"]))
    for code, fault in faults().items():
        part = shown.part(code)
        assert fault.what in part.words()
        assert {refs.address(fix.to) for fix in fault.fixes} <= set(part.links())
        assert any(node.tag == "svg" for node in part.walk())
