"""Editing a template: one form with all its lines, whose buttons save and rearrange."""

import re

import pytest

from tests.workouts.plans import Fields, everything, form, lower_a, stored
from workouts.domain.templates import placed, save_template
from workouts.models import Exercise, TemplateLine


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def lower(athlete, lifts):
    """Ada's template: deadlifts with a warm-up, then planks."""
    return lower_a(athlete, lifts)


@pytest.mark.parametrize("do", ["save", "line-up:0:9"])
def test_what_the_page_shows_is_what_it_sends(page, lower, lifts, do):
    more = {"exercise": lifts["farmers-carry"], "block": 2, "distance_m": 40.0, "load_kg": 24.0, "side": "left"}
    save_template(lower, lines=[*lower.lines.all(), *placed([more])])
    before = stored(lower)
    sent = Fields(page.get(f"/templates/{lower.pk}").content.decode()).sent
    assert {"line-1-reps", "line-2-duration_s", "line-3-distance_m", "line-3-side"} <= sent.keys()
    assert page.post(f"/templates/{lower.pk}", sent | {"do": do}).status_code == 302
    assert stored(lower) == before
    lower.refresh_from_db()
    assert (lower.title, lower.weekdays) == ("Lower A", [0, 3])


def test_a_refused_page_sends_again_what_was_typed(page, lower):
    refused = page.post(f"/templates/{lower.pk}", form(lower, **{"line-1-sets": "many", "line-2-duration_s": "61"}))
    sent = Fields(refused.content.decode()).sent
    page.post(f"/templates/{lower.pk}", sent | {"line-1-sets": "6"})
    assert [(line.sets, line.reps, line.duration_s) for line in lower.lines.all()] == [
        (2, 5, None), (6, 5, None), (2, None, 61),
    ]  # fmt: skip


def test_saving_the_page_as_it_is_changes_nothing(page, lower):
    before = stored(lower)
    answer = page.post(f"/templates/{lower.pk}", form(lower, do="save"), follow=True)
    assert "Template saved." in text(answer)
    assert stored(lower) == before


def test_a_load_left_alone_in_pounds_stays_to_the_gram(page, athlete, lower):
    athlete.unit = "lb"
    athlete.save()
    assert 'value="225"' in page.get(f"/templates/{lower.pk}").content.decode()
    page.post(f"/templates/{lower.pk}", form(lower, **{"line-1-load_kg": "225"}))
    assert lower.lines.get(block=0, position=1).load_kg == 102.058
    page.post(f"/templates/{lower.pk}", form(lower, **{"line-1-load_kg": "230"}))
    assert lower.lines.get(block=0, position=1).load_kg == 104.326


def test_everything_of_a_line_can_be_changed(page, lower):
    changed = {"line-2-sets": "4", "line-2-duration_s": "60,5", "line-2-kind": "amrap", "line-2-rest_s": "90"}
    page.post(f"/templates/{lower.pk}", form(lower, title="Lower B", note="slow", weekdays=["6"], **changed))
    line = lower.lines.get(exercise="plank")
    assert (line.sets, line.duration_s, line.kind, line.rest_s) == (4, 60.5, "amrap", 90)
    lower.refresh_from_db()
    assert (lower.title, lower.note, lower.weekdays) == ("Lower B", "slow", [6])


def test_what_the_page_does_not_show_stays_on_its_line(page, lower):
    lower.lines.filter(block=0, position=1).update(duration_s=30)  # a script may ask for reps within a time
    page.post(f"/templates/{lower.pk}", form(lower) | {"do": "block-down:0"})
    assert lower.lines.get(exercise="deadlift", kind="working").duration_s == 30


@pytest.mark.parametrize(
    ("do", "order"),
    [
        ("line-up:0:1", ["deadlift working", "deadlift warmup", "plank working"]),
        ("line-down:0:0", ["deadlift working", "deadlift warmup", "plank working"]),
        ("line-remove:0:0", ["deadlift working", "plank working"]),
        ("line-remove:1:0", ["deadlift warmup", "deadlift working"]),
        ("line-add:1", ["deadlift warmup", "deadlift working", "plank working", "plank working"]),
        ("block-up:1", ["plank working", "deadlift warmup", "deadlift working"]),
        ("block-down:0", ["plank working", "deadlift warmup", "deadlift working"]),
        ("block-remove:0", ["plank working"]),
    ],
)
@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=["plain", "htmx"])
def test_a_button_saves_what_is_typed_and_rearranges(page, lower, do, order, headers):
    answer = page.post(f"/templates/{lower.pk}", form(lower, do=do, title="Typed"), headers=headers)
    assert answer.status_code == 302
    assert [f"{line.exercise_id} {line.kind}" for line in lower.lines.all()] == order
    lower.refresh_from_db()
    assert lower.title == "Typed"
    places = [(line.block, line.position) for line in lower.lines.all()]
    assert places == sorted(set(places)) and places[0] == (0, 0)
    assert page.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    "do",
    ["line-up:0:0", "line-up:9:0", "line-up:0:9", "block-down:1", "x", "line-add", "line-up:a:b", "block-up:-1", ":"],
)
def test_a_button_that_cannot_do_anything_does_nothing_else(page, lower, do):
    before = stored(lower)
    assert page.post(f"/templates/{lower.pk}", form(lower, do=do)).status_code == 302
    assert stored(lower) == before


def test_a_superset_is_made_kept_and_left_by_moving_away(page, lower, lifts):
    lines = [*lower.lines.all(), *placed([{"exercise": lifts["pull-up"], "block": 2}])]
    save_template(lower, lines=lines)
    page.post(f"/templates/{lower.pk}", form(lower) | {"superset-0": "on"})
    assert list(lower.lines.values_list("exercise", "superset")) == [
        ("deadlift", 1), ("deadlift", 1), ("plank", 1), ("pull-up", None),
    ]  # fmt: skip
    assert re.search(r'name="superset-0" checked', page.get(f"/templates/{lower.pk}").content.decode())
    page.post(f"/templates/{lower.pk}", form(lower, do="block-down:1"))
    assert set(lower.lines.values_list("exercise", "superset")) == {
        ("deadlift", None), ("plank", None), ("pull-up", None),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Give the template a name."),
        ("title", "x" * 121, "at most 120 characters"),
        ("note", "x" * 4001, "at most 4000 characters"),
        ("line-1-sets", "", "Enter how many sets."),
        ("line-1-sets", "0", "This must be between 1 and 50."),
        ("line-1-sets", "many", "Enter a whole number."),
        ("line-1-sets", "9" * 30, "This must be between 1 and 50."),
        ("line-1-reps", "-3", "This must be between 1 and 1,000."),
        ("line-1-load_kg", "heavy", "Enter a number."),
        ("line-1-load_kg", "1e9", "A load lies between"),
        ("line-1-rest_s", "7201", "This must be between 0 and 7,200."),
        ("line-2-duration_s", "0", "This must be between 0.1 and 86,400."),
        ("line-1-kind", "nonsense", "Select a valid choice."),
    ],
)
def test_bad_input_is_refused_in_a_sentence_and_nothing_typed_is_lost(page, lower, field, typed, sentence):
    before = everything()
    sent = form(lower, **{"line-0-reps": "77", "line-2-rest_s": "88", field: typed}, do="line-up:0:1")
    answer = page.post(f"/templates/{lower.pk}", sent)
    content = answer.content.decode()
    assert answer.status_code == 400
    assert sentence in content and "Not saved yet." in content
    assert 'value="77"' in content and 'value="88"' in content and typed[:200] in content
    assert everything() == before


def test_a_line_with_an_error_can_be_removed(page, lower):
    sent = form(lower, **{"line-1-sets": "many"}, do="line-remove:0:1")
    assert page.post(f"/templates/{lower.pk}", sent).status_code == 302
    assert [line.kind for line in lower.lines.filter(exercise="deadlift")] == ["warmup"]


def test_more_than_a_template_holds_is_refused(page, lower):
    sent = form(lower) | {f"line-{n}-sets": "50" for n in range(3)}
    for number in range(3, 9):
        line = {"exercise": "deadlift", "block": "2", "sets": "50", "kind": "working", "side": "both", "id": ""}
        sent |= {f"line-{number}-{name}": value for name, value in line.items()}
    answer = page.post(f"/templates/{lower.pk}", sent)
    assert answer.status_code == 400
    assert "A template holds at most 100 lines and 300 sets." in text(answer)
    assert lower.lines.count() == 3


def test_another_persons_exercise_cannot_be_slipped_into_a_template(page, lower, stranger):
    Exercise.objects.create(slug="sams-lift", name="Sam's lift", owner=stranger, pattern="pull", equipment="box")
    page.post(f"/templates/{lower.pk}", form(lower, **{"line-2-exercise": "sams-lift"}))
    assert not TemplateLine.objects.filter(exercise="sams-lift").exists()


def test_an_exercise_is_found_and_added_with_last_times_sets(page, lower, session, new_set):
    for _ in range(4):
        new_set(session, "romanian-deadlift", load_kg=60, reps=8)
    assert page.post(f"/templates/{lower.pk}", form(lower, do="add-exercise", title="Typed")).url.endswith("/exercises")
    lower.refresh_from_db()
    assert lower.title == "Typed"
    assert "Romanian deadlift" in text(page.get(f"/templates/{lower.pk}/exercises?search=rdl"))
    fragment = page.get(f"/templates/{lower.pk}/exercises?search=rdl", headers={"HX-Request": "true"})
    assert "<html" not in fragment.content.decode()
    answer = page.post(f"/templates/{lower.pk}/exercises", {"exercise": "romanian-deadlift"})
    assert answer.url == f"/templates/{lower.pk}?at=b2#b2"
    assert stored(lower)[-1] == ("romanian-deadlift", 2, 0, "working", 4, 8, None, None)


def test_an_own_exercise_made_on_the_way_goes_into_the_template(page, lower):
    about = {"name": "Sled push", "pattern": "lunge", "equipment": "machine", "primary": ["quads"]}
    about |= {"load": "external", "measure": "distance"}
    answer = page.post(f"/exercises/new?template={lower.pk}", about)
    assert answer.url == f"/templates/{lower.pk}"
    assert lower.lines.last().exercise_id == "sled-push"
