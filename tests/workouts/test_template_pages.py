"""Pages of templates: list, make, copy, delete and take back, and nobody else's."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.workouts.plans import everything, form, lower_a, stored
from workouts.domain.templates import delete_template, placed, save_template
from workouts.models import Session, Template


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def lower(athlete, lifts):
    """Ada's template: deadlifts with a warm-up, then planks."""
    return lower_a(athlete, lifts)


@pytest.fixture
def theirs(stranger, lifts):
    row = Template(owner=stranger, title="Sam's secret plan", weekdays=[0])
    return save_template(row, lines=placed([{"exercise": lifts["deadlift"], "sets": 9}]))


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
