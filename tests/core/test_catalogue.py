"""Ids of own catalogue rows, made of their names."""

import pytest
from django.db import IntegrityError

from core import catalogue
from cues.domain.cues import create_cue
from cues.models import Cue
from drills.models import Drill, Programme
from tests.workouts.test_exercise_pages import FORM
from workouts.models import Exercise

CUE = {"text": "Stand tall", "phase": "top"}
DRILL = {
    "name": "Stand tall", "kind": "hinge", "level": "bodyweight", "measure": "reps", "sets": "3", "reps": "10",
    "often": "daily",
}  # fmt: skip
EXERCISE = FORM | {"name": "Stand tall"}
LEAST = {Cue: {"phase": "top"}, Exercise: {"pattern": "squat", "equipment": "barbell"}}  # that a row can be stored


@pytest.fixture
def beaten(monkeypatch, stranger):
    """Have Sam take the id that is chosen for Ada before hers is stored, so many times."""
    choose, left = catalogue.unused_slug, [2]

    def chosen(model, name, **more):
        slug = choose(model, name, **more)
        if left[0]:
            left[0] -= 1
            model.objects.create(slug=slug, owner=stranger, **LEAST.get(model, {}))
        return slug

    monkeypatch.setattr(catalogue, "unused_slug", chosen)


@pytest.mark.parametrize(
    ("model", "path", "form"),
    [
        (Cue, "/cues/new", CUE),
        (Drill, "/drills/new", DRILL),
        (Programme, "/programmes/new", {"title": "Stand tall"}),
        (Exercise, "/exercises/new", EXERCISE),
    ],
)
def test_of_two_who_choose_one_name_at_the_same_instant_the_second_gets_the_next_id(
    page, athlete, stranger, beaten, model, path, form
):
    page.post(path, form)
    owners = list(model.objects.order_by("slug").values_list("slug", "owner"))
    assert owners == [
        ("stand-tall", stranger.pk), ("stand-tall-2", stranger.pk), ("stand-tall-3", athlete.pk),
    ]  # fmt: skip


def test_an_id_that_the_client_chose_and_another_broken_rule_are_not_tried_again(athlete, stranger):
    create_cue(owner=stranger, slug="tall", **CUE)
    with pytest.raises(IntegrityError):
        create_cue(owner=athlete, slug="tall", **CUE)
    with pytest.raises(IntegrityError, match="cue_phase_known"):
        create_cue(owner=athlete, text="Stand tall", phase="middle")
