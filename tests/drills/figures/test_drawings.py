"""Every movement of the library has its drawing, in words too, within the page's rules."""

import re
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from drills.figures import figure, scenes
from workouts.faults import Fault

DRILLS = (
    "wall-touch-hinge", "dowel-hinge", "kettlebell-deadlift", "banded-hinge", "bodyweight-hinge", "toes-up-hinge",
    "paused-lockout-hold", "hip-hinge-drill", "hamstring-stretch", "hip-flexor-stretch", "ninety-ninety-hip-stretch",
    "back-extension", "superman", "bird-dog", "hip-thrust", "glute-bridge", "glute-bridge-paused", "step-up",
    "box-jump", "kettlebell-swing", "romanian-deadlift-paused", "romanian-deadlift-light", "deadlift-from-blocks",
    "deadlift-lockout-pause",
)  # fmt: skip
LIFTS = ("deadlift", "romanian-deadlift", "kettlebell-swing", "good-morning", "squat")
TESTS = ("toe-touch", "hinge-to-parallel", "horizontal-hold", "glute-extension")
STEPS = ("step-1", "step-2", "step-3", "step-4")


def render(words: str, **context: str) -> str:
    return Template("{% load figures %}" + words).render(Context(context))


@pytest.mark.parametrize("code", [*DRILLS, *LIFTS, *TESTS, *STEPS, *Fault.values, "spinal-flexion"])
def test_every_drill_lift_self_test_step_and_fault_has_a_drawing_of_its_own(code):
    assert code in scenes()
    assert 'role="img"' in figure(code)


def test_no_two_drills_look_the_same_but_the_three_names_of_a_plain_hinge():
    plain = {"hinge", "bodyweight-hinge", "hip-hinge-drill"}
    drawn = [re.sub(r'aria-label="[^"]*"', "", figure(code)) for code in DRILLS if code not in plain]
    assert len(set(drawn)) == len(drawn)


@pytest.mark.parametrize("code", sorted(scenes()))
def test_a_drawing_is_well_formed_small_and_says_in_words_what_it_shows(code):
    svg = ElementTree.fromstring(figure(code, moves=True))
    label = svg.get("aria-label") or ""
    assert label.startswith(("Side view of", "From above:"))
    assert label.endswith(".") and len(label) > 40
    assert len(figure(code)) < 9_000
    assert len(figure(code, moves=True)) < 16_000


@pytest.mark.parametrize("code", sorted(scenes()))
def test_a_drawing_takes_its_colours_from_classes_only(code):
    svg = ElementTree.fromstring(figure(code, moves=True))
    for node in svg.iter():
        assert not {"style", "fill", "stroke", "color", "id", "onclick"} & set(node.keys())


def test_a_drawing_moves_only_when_it_is_told_to():
    still, ready = figure("hinge"), figure("hinge", moves=True)
    assert "<animate" not in still
    moves = re.findall(r"<animate[^>]*>", ready)
    assert len(moves) > 5
    assert all('begin="indefinite"' in move for move in moves)


def test_the_movement_begins_at_the_start_rests_at_the_end_and_comes_back():
    (values,) = re.findall(
        r'data-joint="spine-0"[^>]*><animateTransform[^>]*values="([^"]*)"', figure("hinge", moves=True)
    )
    leans = [float(value) for value in values.split(";")]
    assert leans == leans[::-1]
    assert leans[0] == min(leans)
    assert leans.count(max(leans)) > 2


def test_an_unknown_code_gives_a_plain_hinge():
    assert figure("no-such-thing") == figure("hinge")


def test_the_tag_draws_a_still_figure_that_may_stand_inside_a_link():
    drawn = render("{% hinge_figure code %}", code="dowel-hinge")
    assert drawn.startswith('<span class="figure figure-card"><svg')
    assert "<button" not in drawn


def test_the_tag_adds_a_button_where_the_figure_may_move():
    drawn = render("{% hinge_figure 'dowel-hinge' moves=True %}")
    assert drawn.startswith("<fr-figure")
    assert 'aria-label="Show the movement" hidden' in drawn


def test_a_label_replaces_the_words_and_an_empty_one_hides_the_drawing():
    assert 'aria-label="A &lt;b&gt; hinge"' in render("{% hinge_figure 'hinge' label='A <b> hinge' %}")
    hidden = render("{% hinge_figure 'hinge' label='' %}")
    assert 'aria-hidden="true"' in hidden
    assert "aria-label" not in hidden
