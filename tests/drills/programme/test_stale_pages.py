"""Pages of an own programme that were opened before it was changed elsewhere."""

import pytest

from drills.domain.programme_library import phase_rows
from drills.domain.programmes import save_programme
from drills.models import Programme
from tests.drills.programme.test_own_programmes import fields, keys, mine
from tests.drills.programme.test_programme_pages import text

__all__ = ["fields", "mine"]


def items(programme, key):
    return [item.drill_id for item in Programme.objects.get(pk=programme.pk).phases.get(key=key).items.all()]


@pytest.fixture
def elsewhere(mine):
    """Return a function that changes a phase of the programme, as another tab does."""

    def change(key, **values):
        programme = Programme.objects.get(pk=mine.pk)
        rows = [row | (values if row["key"] == key else {}) for row in phase_rows(programme)]
        save_programme(programme, phases=rows)

    return change


def test_a_phase_that_was_changed_meanwhile_is_kept_until_it_is_saved_once_more(page, mine, fields, elsewhere):
    path = f"/programmes/{mine.slug}/phases/pattern"
    old = fields(path) | {"do": "save", "title": ["Typed here"]}
    one = {"drill": "toes-up-hinge", "when": "daily", "sets": 1, "reps": 5}
    elsewhere("pattern", items=[one])
    refused = page.post(path, old)
    assert refused.status_code == 400 and "was changed meanwhile" in text(refused)
    assert 'value="Typed here"' in refused.content.decode() and items(mine, "pattern") == ["toes-up-hinge"]
    page.post(path, old | {"opened": [refused.context["page"].opened]})
    assert items(mine, "pattern") == ["dowel-hinge", "wall-touch-hinge"]
    assert Programme.objects.get(pk=mine.pk).phases.first().title == "Typed here"


def test_another_phase_that_was_changed_meanwhile_stays_and_does_not_get_in_the_way(page, mine, fields, elsewhere):
    path = f"/programmes/{mine.slug}/phases/pattern"
    old = fields(path) | {"do": "save", "title": ["Typed here"]}
    elsewhere("light", title="Elsewhere")
    page.post(path, old)
    titles = list(Programme.objects.get(pk=mine.pk).phases.values_list("title", flat=True))
    assert titles[:2] == ["Typed here", "Elsewhere"]


@pytest.mark.parametrize(
    ("do", "left"),
    [
        ("phase-remove:light", ["pattern", "progressive", "strength"]),
        ("phase-down:light", ["pattern", "light", "progressive", "strength"]),
        ("phase-remove:gone", ["light", "pattern", "progressive", "strength"]),
    ],
)
def test_a_button_means_the_phase_it_stood_at_wherever_that_is_now(page, mine, fields, do, left):
    path = f"/programmes/{mine.slug}/edit"
    old = fields(path)
    rows = phase_rows(mine)
    save_programme(Programme.objects.get(pk=mine.pk), phases=[rows[1], rows[0], *rows[2:]])
    page.post(path, old | {"do": do})
    assert keys(mine) == left
