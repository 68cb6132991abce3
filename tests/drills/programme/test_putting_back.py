"""What is removed from an own programme is put back at its place, where the programme was not changed since."""

import re

import pytest

from drills.domain.programme_library import phase_rows
from drills.domain.programmes import save_programme
from drills.models import Programme
from tests.drills.programme.test_own_programmes import fields, mine
from tests.drills.programme.test_programme_pages import send, text

__all__ = ["fields", "mine"]


def stored(programme):
    return phase_rows(Programme.objects.get(pk=programme.pk))


def undo(answer):
    """Return where the message's button leads to."""
    return re.search(r'action="(/programmes/[^"]+/put-back\?v=\d+)"', answer.content.decode())[1]


@pytest.fixture
def removed(page, mine, fields):
    """Return functions that remove a phase in the middle, and something that one asks for; each gives the page."""
    path = f"/programmes/{mine.slug}"

    def a_phase():
        return send(page, f"{path}/edit", do="phase-remove:light", **fields(f"{path}/edit"))

    def an_item():
        at = f"{path}/phases/strength"
        return send(page, at, do="remove:1", **fields(at) | {"item-1-note": ["In chalk"]})

    return {"phase": a_phase, "item": an_item}


@pytest.mark.parametrize("what", ["phase", "item"])
def test_what_is_removed_is_named_and_comes_back_at_its_place(page, mine, removed, what):
    before, item = stored(mine), mine.phases.get(key="strength").items.all()[1]
    answer = removed[what]()
    assert stored(mine) != before
    if what == "item":
        before[3]["items"][1] |= {"note": "In chalk", "ours": False}  # as it was typed when it was removed
    name = before[1]["title"] if what == "phase" else str(item.drill or item.exercise)
    assert f"{name} removed." in text(answer)
    assert "It is back at its place." in text(send(page, undo(answer)))
    assert stored(mine) == before


def test_what_else_was_typed_with_the_removal_stays(page, mine, fields):
    path = f"/programmes/{mine.slug}/phases/strength"
    answer = send(page, path, do="remove:1", **fields(path) | {"title": ["Heavy"]})
    send(page, undo(answer))
    assert Programme.objects.get(pk=mine.pk).phases.last().title == "Heavy"


@pytest.mark.parametrize("what", ["phase", "item"])
def test_after_another_change_nothing_is_put_back_and_that_is_said(page, mine, removed, what):
    way = undo(removed[what]())
    programme = Programme.objects.get(pk=mine.pk)
    rows = phase_rows(programme)
    save_programme(programme, phases=[rows[-1]])
    assert "was changed meanwhile, so it stays as it is" in text(send(page, way))
    assert stored(mine) == [rows[-1]]


def test_a_second_tap_puts_nothing_in_twice(page, mine, removed):
    before = stored(mine)
    way = undo(removed["phase"]())
    send(page, way)
    send(page, way)
    assert stored(mine) == before


@pytest.mark.parametrize("version", ["?v=1", "?v=x", ""])
def test_another_removal_than_the_last_is_not_put_back(page, mine, removed, version):
    way = undo(removed["phase"]()).partition("?")[0]
    gone = stored(mine)
    assert "There is nothing to put back any more." in text(send(page, way + version))
    assert stored(mine) == gone


def test_nobody_else_puts_anything_back(page, client, mine, removed, stranger):
    way = undo(removed["phase"]())
    gone = stored(mine)
    client.force_login(stranger)
    assert client.post(way).status_code == 404
    assert stored(mine) == gone
