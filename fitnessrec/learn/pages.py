"""The pages of Learn, in their order, and what each of them shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cues.domain.faults import faults
from drills.domain.prerequisites import prerequisites
from fitnessrec.learn import content


@dataclass(frozen=True)
class LearnPage:
    """A page: its slug, titles, what it is about in a sentence, the drawing of its card, and its content."""

    slug: str
    title: str
    lead: str
    figure: str
    read: Callable[[], dict[str, Any]]

    @property
    def template(self) -> str:
        """Return the template that shows it."""
        return f"learn/{self.slug}.html"


PAGES = (
    LearnPage(
        "hinge",
        "What a hinge is, and why it matters",
        "The one movement behind most of what this programme trains.",
        "hinge",
        lambda: {
            "definition": content.definition(),
            "whys": content.whys(),
            "audiences": content.audiences(),
            "figures": content.figures(),
            "takeaways": content.takeaways(),
        },
    ),
    LearnPage(
        "steps",
        "The hinge in four steps",
        "From standing to the bottom and back. Play each drawing to see it move.",
        "step-3",
        lambda: {"steps": content.steps()},
    ),
    LearnPage(
        "checkpoints",
        "Six checkpoints",
        "What to look at, what it means when it is missing, and how to tell without anybody's help.",
        "hips-back-over-down",
        lambda: {"checkpoints": [(point, faults().get(point.fault)) for point in content.checkpoints()]},
    ),
    LearnPage(
        "patterns",
        "Hinge, squat or spinal flexion",
        "Three ways to get down to something. They feel alike and are not.",
        "squat",
        lambda: {"patterns": content.patterns(), "rows": content.comparison()},
    ),
    LearnPage(
        "mistakes",
        "What goes wrong",
        "The usual mistakes, why they happen, and what to do about each.",
        "rounded-back",
        lambda: {"faults": list(faults().values())},
    ),
    LearnPage(
        "lifts",
        "The hinge in four lifts",
        "The same movement with a bar or a bell, and what is special about each.",
        "romanian-deadlift",
        lambda: {"lifts": content.lifts()},
    ),
    LearnPage(
        "prerequisites",
        "What a good hinge stands on",
        "Two kinds of mobility, two kinds of strength: how to test them, and what makes them better.",
        "hamstring-stretch",
        lambda: {"prerequisites": list(prerequisites().values())},
    ),
    LearnPage(
        "questions",
        "Questions and answers",
        "Six that come up again and again.",
        "felt-in-hamstrings",
        lambda: {"questions": content.questions()},
    ),
    LearnPage(
        "filming",
        "How to film a hinge",
        "What a side-view clip needs, so that something can be seen in it.",
        "filming",
        lambda: {"intro": content.filming(), "needs": content.needs()},
    ),
)

BY_SLUG = {page.slug: page for page in PAGES}


def neighbours(page: LearnPage) -> tuple[LearnPage | None, LearnPage | None]:
    """Return the pages before and after one."""
    place = PAGES.index(page)
    return (PAGES[place - 1] if place else None), (PAGES[place + 1] if place + 1 < len(PAGES) else None)
