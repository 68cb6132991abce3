"""Own programmes: copied or begun empty, edited without scripts, and never broken under the person on them."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from drills.domain.enrolments import enrol, leave
from drills.domain.library import create_own_drill
from drills.domain.programme_library import phase_rows
from drills.domain.programmes import (
    copy_programme,
    create_programme,
    delete_programme,
    restore_programme,
    save_programme,
    with_new_phase,
)
from drills.domain.refusal import Refusal
from drills.models import Programme
from tests.drills.programme.conftest import MONDAY
from tests.drills.programme.test_programme_pages import send, text

NOW = datetime(2026, 3, 9, 12, tzinfo=UTC)
WEEK = timedelta(weeks=1)


@pytest.fixture
def mine(hinge, athlete):
    """Copy the built-in programme for Ada."""
    return copy_programme(hinge, owner=athlete)


@pytest.fixture
def fields(page):
    """Return a function that gives what a page's form would send, as a browser fills it."""

    def read(path):
        html = page.get(path).content.decode()
        form = re.search(r'<form class="stack" method="post">.*?</form>\s*$|<form class="stack".*', html, re.DOTALL)[0]
        found = {}
        for tag in re.findall(r"<input[^>]*>", form):
            name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
            if name and ("checkbox" not in tag or "checked" in tag):
                found.setdefault(name[1], []).append(value[1] if value else "on" if "checkbox" in tag else "")
        for name, inside in re.findall(r'<textarea[^>]*name="([^"]+)"[^>]*>\s*(.*?)</textarea>', form, re.DOTALL):
            found[name] = [inside]
        for name, inside in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', form, re.DOTALL):
            chosen = re.search(r'value="([^"]*)"\s+selected', inside)
            found[name] = [chosen[1] if chosen else ""]
        found.pop("csrfmiddlewaretoken", None)
        return found

    return read


def keys(programme):
    return list(Programme.objects.get(pk=programme.pk).phases.values_list("key", flat=True))


def test_a_copy_holds_what_the_original_does_and_says_where_it_is_from(mine, hinge):
    assert phase_rows(mine) == phase_rows(hinge)
    assert (mine.copy_of, mine.title) == ("hip-hinge", "Hip hinge, from pattern to strength, my copy")


def test_two_of_one_name_get_ids_of_their_own(athlete, db):
    first, second = (create_programme(owner=athlete, title="New") for _ in range(2))
    assert (first.slug, second.slug) == ("new-2", "new-3")  # "new" is a page


@pytest.mark.parametrize("kept", [["strength"], ["pattern"], ["light", "strength"], ["strength", "pattern"]])
def test_phases_go_and_move_while_somebody_is_on_it_and_every_week_is_still_somewhere(mine, athlete, plan, kept):
    enrol(owner=athlete, programme=mine, on=MONDAY)
    rows = {row["key"]: row | {"weeks": row["weeks"] or 3} for row in phase_rows(mine)}
    save_programme(mine, phases=[rows[key] for key in kept])
    found = plan(MONDAY + 30 * WEEK)
    weeks = [found.week(MONDAY + n * WEEK) for n in range(30)]
    assert [week.number for week in weeks] == list(range(1, 31))
    assert list(dict.fromkeys(week.phase.key for week in weeks)) == kept


def test_a_programme_that_somebody_is_on_is_not_deleted(mine, athlete):
    row = enrol(owner=athlete, programme=mine, on=MONDAY)
    with pytest.raises(Refusal, match="Leave it first"):
        delete_programme(mine, at=NOW)
    leave(row, on=MONDAY + WEEK)
    delete_programme(mine, at=NOW)
    assert not Programme.objects.available_to(athlete).filter(pk=mine.pk).exists()
    restore_programme(mine)
    assert Programme.objects.available_to(athlete).filter(pk=mine.pk).exists()


def test_a_new_phase_stands_before_one_without_an_end(mine):
    assert [row["key"] for row in with_new_phase(phase_rows(mine))] == [
        "pattern", "light", "progressive", "phase-1", "strength",
    ]  # fmt: skip


def test_the_form_saves_what_it_shows_and_changes_nothing_else(page, mine, fields):
    before = phase_rows(mine)
    for key in keys(mine):
        send(
            page, f"/programmes/{mine.slug}/phases/{key}", do="save", **fields(f"/programmes/{mine.slug}/phases/{key}")
        )
    assert phase_rows(Programme.objects.get(pk=mine.pk)) == before


def test_a_dose_is_changed_and_is_no_default_of_ours_any_more(page, mine, fields):
    path = f"/programmes/{mine.slug}/phases/strength"
    typed = fields(path) | {"item-3-sets": ["5"], "item-3-reps": ["3"]}
    send(page, path, do="save", **typed)
    item = phase_rows(Programme.objects.get(pk=mine.pk))[3]["items"][3]
    assert (item["exercise"], item["sets"], item["reps"], item["ours"]) == ("deadlift", 5, 3, False)


def test_buttons_move_remove_and_add_and_keep_what_was_typed(page, mine, fields):
    path = f"/programmes/{mine.slug}/phases/pattern"

    def names():
        items = phase_rows(Programme.objects.get(pk=mine.pk))[0]["items"]
        return [item["drill"] or item["exercise"] for item in items]

    send(page, path, do="down:0", **fields(path) | {"title": ["Basics"]})
    assert names() == ["wall-touch-hinge", "dowel-hinge"]
    send(page, path, do="add-drill", **fields(path) | {"add_drill": ["toes-up-hinge"]})
    send(page, path, do="add-exercise", **fields(path) | {"add_exercise": ["goblet-squat"]})
    send(page, path, do="remove:0", **fields(path))
    assert names() == ["dowel-hinge", "toes-up-hinge", "goblet-squat"]
    assert Programme.objects.get(pk=mine.pk).phases.first().title == "Basics"


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(page, mine, fields):
    path = f"/programmes/{mine.slug}/phases/pattern"
    typed = fields(path) | {"weeks": [""], "item-0-reps": ["many"], "title": ["Kept title"]}
    answer = page.post(path, {"do": "save"} | typed)
    shown = text(answer)
    assert answer.status_code == 400
    assert "Only the last phase can go on without an end" in shown and "Enter a whole number" in shown
    assert 'value="Kept title"' in answer.content.decode() and 'value="many"' in answer.content.decode()
    assert Programme.objects.get(pk=mine.pk).phases.first().title == "Pattern"


def test_other_peoples_drills_are_not_taken_into_a_phase(page, mine, fields, stranger):
    theirs = create_own_drill(owner=stranger, name="Secret hinge", reps=5)
    path = f"/programmes/{mine.slug}/phases/pattern"
    answer = page.post(path, {"do": "add-drill"} | fields(path) | {"add_drill": [theirs.pk]})
    assert answer.status_code == 400
    forged = fields(path) | {"item-0-drill": [theirs.pk]}
    page.post(path, {"do": "save"} | forged)
    assert theirs.pk not in str(phase_rows(Programme.objects.get(pk=mine.pk)))


def test_phases_are_added_moved_and_removed_on_the_programmes_page(page, mine, fields):
    path = f"/programmes/{mine.slug}/edit"
    head = {"title": "My way", "training_days": ["1"]}
    send(page, path, do="phase-down:pattern", **head)
    assert keys(mine) == ["light", "pattern", "progressive", "strength"]
    send(page, path, do="phase-remove:pattern", **head)
    assert keys(mine) == ["light", "progressive", "strength"]
    added = page.post(path, {"do": "phase-add"} | head)
    assert added["Location"] == f"/programmes/{mine.slug}/phases/phase-1"
    refused = send(page, path, do="phase-up:strength", **head)  # before others, the endless one would hide them
    assert "Only the last phase can go on without an end" in text(refused)
    assert keys(mine) == ["light", "progressive", "phase-1", "strength"]
    mine.refresh_from_db()
    assert (mine.title, mine.training_days) == ("My way", [1])


def test_an_empty_one_is_begun_filled_and_deleted_with_an_undo(page, hinge, athlete, fields):
    answer = send(page, "/programmes/new", title="Two weeks", training_days=["0"])
    assert "Phase 1" in text(answer)
    path = "/programmes/two-weeks/phases/phase-1"
    send(page, path, do="add-drill", **fields(path) | {"add_drill": ["dowel-hinge"]})
    assert "Dowel hip hinge" in text(page.get("/programmes/two-weeks"))
    gone = send(page, "/programmes/two-weeks/delete")
    assert 'action="/programmes/two-weeks/restore"' in gone.content.decode()
    send(page, "/programmes/two-weeks/restore")
    assert page.get("/programmes/two-weeks").status_code == 200


def test_the_library_and_other_peoples_programmes_are_not_edited(page, client, mine, stranger):
    assert page.get("/programmes/hip-hinge/edit").status_code == 404
    client.force_login(stranger)
    for path in ("", "/edit", "/phases/pattern"):
        assert client.get(f"/programmes/{mine.slug}{path}").status_code == 404
    assert client.post(f"/programmes/{mine.slug}/delete").status_code == 404
    assert Programme.objects.get(pk=mine.pk).deleted_at is None


def test_a_phase_that_is_saved_as_it_was_keeps_what_is_marked_as_ours(page, mine, fields):
    rows = phase_rows(mine)
    rows[1]["items"].insert(0, {"drill": "dowel-hinge", "when": "daily", "sets": 1, "reps": 8})
    save_programme(mine, phases=rows)
    before = phase_rows(Programme.objects.get(pk=mine.pk))
    assert [item["ours"] for item in before[1]["items"] if item["drill"] == "dowel-hinge"] == [False, True]
    for row in before:
        path = f"/programmes/{mine.pk}/phases/{row['key']}"
        assert send(page, path, **(fields(path) | {"do": "save"})).status_code == 200
    assert phase_rows(Programme.objects.get(pk=mine.pk)) == before


def test_what_does_not_fit_into_a_phase_is_said_with_nothing_lost(page, mine, fields, monkeypatch):
    path = f"/programmes/{mine.pk}/phases/pattern"
    sent = fields(path) | {"title": "Typed just now", "do": "add-drill", "add_drill": "dowel-hinge"}
    monkeypatch.setattr("drills.forms.programmes.MOST_ITEMS", len([name for name in sent if name.endswith("-sets")]))
    answer = page.post(path, sent)
    assert answer.status_code == 400
    assert "at most" in text(answer) and "Typed just now" in answer.content.decode()


def test_an_item_that_names_two_things_is_left_out(page, mine, fields):
    path = f"/programmes/{mine.pk}/phases/pattern"
    send(page, path, **(fields(path) | {"item-0-exercise": "no-such-lift", "do": "save"}))
    items = Programme.objects.get(pk=mine.pk).phases.get(key="pattern").items
    assert list(items.values_list("drill", flat=True)) == ["wall-touch-hinge"]
