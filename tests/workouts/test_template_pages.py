"""Pages of templates: list, make, edit with one form, copy, delete and take back."""

import re
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from workouts.domain.templates import delete_template, placed, save_template
from workouts.models import Exercise, Session, Template, TemplateLine


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def lower(athlete, lifts):
    """Ada's template: deadlifts with a warm-up, then planks."""
    row = Template(owner=athlete, title="Lower A", weekdays=[0, 3])
    asked = [
        {"exercise": lifts["deadlift"], "kind": "warmup", "sets": 2, "reps": 5},
        {"exercise": lifts["deadlift"], "sets": 3, "reps": 5, "load_kg": 102.058, "rest_s": 180},
        {"exercise": lifts["plank"], "sets": 2, "duration_s": 45},
    ]
    return save_template(row, lines=placed(asked))


@pytest.fixture
def theirs(stranger, lifts):
    row = Template(owner=stranger, title="Sam's secret plan", weekdays=[0])
    return save_template(row, lines=placed([{"exercise": lifts["deadlift"], "sets": 9}]))


def form(template, **changed):
    """Return what the page of a template sends, as a browser reads it off the page."""
    sent = {"title": template.title, "note": template.note, "weekdays": template.weekdays}
    blocks = sorted({(line.block, line.superset) for line in template.lines.all()})
    for number, line in enumerate(template.lines.all()):
        fields = ("sets", "reps", "load_kg", "duration_s", "distance_m", "kind", "side", "rest_s")
        values = {"exercise": line.exercise_id, "block": line.block, "id": line.pk}
        values |= {name: getattr(line, name) for name in fields if getattr(line, name) is not None}
        sent |= {f"line-{number}-{name}": value for name, value in values.items()}
    for (block, superset), (_, after) in pairwise(blocks):
        if superset is not None and superset == after:
            sent[f"superset-{block}"] = "on"
    return sent | changed


def stored(template):
    names = ("exercise_id", "block", "position", "kind", "sets", "reps", "load_kg", "duration_s")
    return list(template.lines.values_list(*names))


def everything():
    return list(Template.objects.order_by("pk").values()), list(TemplateLine.objects.order_by("pk").values())


# --- list and make -------------------------------------------------------------------------------------------


def test_without_templates_it_says_what_to_do(page, theirs):
    answer = text(page.get("/templates"))
    assert "No templates yet" in answer and "Plan one" in answer
    assert "secret" not in answer


def test_the_list_says_days_and_contents_and_offers_to_start(page, lower):
    answer = page.get("/templates")
    assert "Mon, Thu · Deadlift 3 × 5 · Plank 2 × 45 s" in text(answer)
    assert f'data-kind="template" data-id="{lower.pk}"' in answer.content.decode()


def test_the_three_pages_under_train_lead_to_each_other(page, lower):
    for path, name in (("/sessions", "Sessions"), ("/templates", "Templates"), ("/exercises", "Exercises")):
        content = page.get(path).content.decode()
        nav = re.search(r'<nav class="segment" aria-label="Train">(.*?)</nav>', content)[1]
        assert re.findall(r'href="([^"]+)"', nav) == ["/sessions", "/templates", "/exercises"]
        assert re.search(r'aria-current="page">(\w+)', nav)[1] == name


def test_a_template_is_made_by_name_and_goes_on_to_exercises(page, athlete):
    answer = page.post("/templates/new", {"title": "Upper", "weekdays": ["4", "1"]})
    template = Template.objects.get()
    assert (template.owner, template.title, template.weekdays) == (athlete, "Upper", [1, 4])
    assert answer.url == f"/templates/{template.pk}/exercises"


def test_a_template_without_a_name_is_refused_and_its_days_stay(page):
    answer = page.post("/templates/new", {"title": " ", "weekdays": ["4"]})
    assert answer.status_code == 400
    assert "Give the template a name." in text(answer)
    assert re.search(r'value="4"[^>]*checked', answer.content.decode())
    assert not Template.objects.exists()


def test_a_template_is_made_from_a_session(page, new_session, new_set):
    session = new_session(title="Hinge day")
    for load in (100, 105):
        new_set(session, load_kg=load)
    answer = page.get(f"/templates/new?session={session.pk}")
    assert "Deadlift 2 × 5" in text(answer) and 'value="Hinge day"' in answer.content.decode()
    page.post(f"/templates/new?session={session.pk}", {"title": "Hinges", "weekdays": ["0"]})
    template = Template.objects.get()
    assert (template.title, template.weekdays) == ("Hinges", [0])
    assert [(line.sets, line.load_kg) for line in template.lines.all()] == [(2, None)]
    page.post(f"/templates/new?session={session.pk}", {"title": "Kept", "keep_loads": "on"})
    kept = Template.objects.exclude(pk=template.pk).get()
    assert [(line.sets, line.load_kg) for line in kept.lines.all()] == [(1, 100), (1, 105)]


def test_no_template_is_made_from_another_persons_session(page, new_session, stranger, new_set):
    session = new_session(owner=stranger, title="Sam's secret session")
    new_set(session)
    for answer in (
        page.get(f"/templates/new?session={session.pk}"),
        page.post(f"/templates/new?session={session.pk}", {"title": "Mine"}),
    ):
        assert answer.status_code == 404
        assert "secret" not in text(answer)
    assert not Template.objects.exists()


# --- edit ----------------------------------------------------------------------------------------------------


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


# --- copy, delete, leaks -------------------------------------------------------------------------------------


def test_a_copy_opens_with_the_same_lines_and_no_days(page, lower):
    answer = page.post(f"/templates/{lower.pk}/duplicate", follow=True)
    twin = Template.objects.exclude(pk=lower.pk).get()
    assert "Lower A, copy" in text(answer)
    assert (stored(twin), twin.weekdays) == (stored(lower), [])


def test_deleting_offers_to_take_it_back(page, lower):
    answer = page.post(f"/templates/{lower.pk}/delete", follow=True)
    assert "Lower A deleted. Undo" in text(answer)
    assert page.get(f"/templates/{lower.pk}").status_code == 404
    undo = re.search(r'<form method="post" action="([^"]+)">.{0,200}Undo', answer.content.decode(), re.DOTALL)[1]
    before = stored(lower)
    assert "The template is back." in text(page.post(undo, follow=True))
    assert (list(Template.objects.alive()), stored(lower)) == ([lower], before)
    assert page.post(undo).status_code == 404


@pytest.mark.parametrize("path", ["", "/exercises", "/duplicate", "/delete", "/restore"])
def test_another_persons_template_is_not_there(page, theirs, path):
    before = everything()
    sent = form(theirs, exercise="deadlift")
    answers = [page.post(f"/templates/{theirs.pk}{path}", sent)]
    if path in ("", "/exercises"):
        answers.append(page.get(f"/templates/{theirs.pk}{path}"))
    delete_template(theirs, at=datetime(2026, 3, 2, tzinfo=UTC))
    answers.append(page.post(f"/templates/{theirs.pk}{path}", sent))
    for answer in answers:
        assert answer.status_code == 404
        assert "secret" not in text(answer)
    theirs.deleted_at = None
    save_template(theirs)
    assert everything()[1] == before[1]


@pytest.mark.parametrize("path", ["duplicate", "delete", "restore"])
def test_what_changes_a_template_is_never_a_link(page, lower, path):
    before = everything()
    assert page.get(f"/templates/{lower.pk}/{path}").status_code == 405
    assert everything() == before


@pytest.mark.parametrize("path", ["", "/new", "/{pk}", "/{pk}/exercises"])
def test_pages_ask_to_sign_in_first(client, lower, path):
    assert client.get("/templates" + path.format(pk=lower.pk)).url.startswith("/accounts/login/?next=/templates")


def test_a_title_is_shown_as_text_and_never_as_markup(page, lower):
    lower.title = lower.note = "<script>alert(1)</script>"
    save_template(lower)
    for path in ("/templates", f"/templates/{lower.pk}", f"/templates/{lower.pk}/exercises", "/sessions/start", "/"):
        assert "<script>alert" not in page.get(path).content.decode()


def test_the_queries_do_not_grow(page, athlete, lower, lifts):
    costs = []
    for count in (1, 8):
        for number in range(count):
            row = Template(owner=athlete, title=f"T{count}-{number}")
            save_template(row, lines=placed([{"exercise": lift} for lift in lifts.values()]))
            save_template(
                lower, lines=[*lower.lines.all(), *placed([{"exercise": lifts["pull-up"], "block": 5 + number}])]
            )
        for path in ("/templates", f"/templates/{lower.pk}", f"/templates/{lower.pk}/exercises"):
            with CaptureQueriesContext(connection) as queries:
                page.get(path)
            costs.append(len(queries))
    assert costs[:3] == costs[3:]
    assert max(costs) <= 8


def test_a_session_started_from_it_outlives_it(page, lower):
    page.post("/sessions/start", {"template": str(lower.pk)})
    page.post(f"/templates/{lower.pk}/delete")
    assert page.get(f"/sessions/{Session.objects.get().pk}").status_code == 200
