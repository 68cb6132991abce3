"""Pages of exercises: find, read, make an own one."""

import re

import pytest

from workouts.domain.library import create_own_exercise
from workouts.models import Exercise

HTMX = {"HTTP_HX_REQUEST": "true"}
FORM = {"name": "Zercher squat", "pattern": "squat", "equipment": "barbell", "load": "external", "measure": "reps"}
FORM |= {"primary": ["quads"], "secondary": ["abs"]}


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def sams_lift(stranger):
    return create_own_exercise(
        owner=stranger, name="Sams secret lift", pattern="hinge", equipment="box", primary=["glutes"], secondary=[]
    )


def test_the_library_is_listed_without_others_own_exercises(page, library, sams_lift):
    answer = text(page.get("/exercises"))
    assert "Romanian deadlift Hinge · Barbell" in answer
    assert "secret" not in answer


def test_a_search_finds_by_another_name(page, lifts):
    answer = text(page.get("/exercises?search=RDL"))
    assert "Romanian deadlift" in answer and "Plank" not in answer


def test_the_list_is_narrowed_by_what_the_body_does(page, lifts):
    answer = text(page.get("/exercises?pattern=core", **HTMX))
    assert "Plank" in answer and "Deadlift" not in answer


def test_exercises_done_lately_come_first(page, session, new_set):
    new_set(session, "plank", load_kg=None)
    answer = text(page.get("/exercises"))
    assert answer.index("Lately") < answer.index("Plank") < answer.index("All others") < answer.index("Deadlift")


def test_what_others_did_lately_is_not_mine(page, theirs, new_set):
    new_set(theirs)
    assert "Lately" not in text(page.get("/exercises"))


def test_htmx_gets_the_list_alone(page, lifts):
    content = page.get("/exercises?search=plank", **HTMX).content.decode()
    assert "<html" not in content
    assert "Plank" in content and "Deadlift" not in content


def test_a_search_without_a_match_offers_an_own_exercise_of_that_name(page, lifts):
    content = page.get("/exercises?search=zercher squat").content.decode()
    assert "No exercise of that name" in content
    assert "/exercises/new?name=zercher%20squat" in content


@pytest.mark.parametrize("query", ["pattern=wiggle", "search=%00", "pattern=core&pattern=hinge"])
def test_a_mangled_search_still_shows_exercises(page, lifts, query):
    assert "Deadlift" in text(page.get(f"/exercises?{query}"))


def test_an_exercise_says_what_does_the_work_and_what_helps(page, library):
    answer = text(page.get("/exercises/romanian-deadlift"))
    assert "Does the work: Hamstrings, Glutes" in answer
    assert "Helps: Erectors, Adductors, Forearms" in answer
    assert "rest 2:30" in answer


def test_another_name_leads_to_the_page_too(page, lifts):
    assert "<h1>Romanian deadlift</h1>" in page.get("/exercises/rdl").content.decode()


def test_another_persons_exercise_has_no_page(page, sams_lift):
    answer = page.get(f"/exercises/{sams_lift.pk}")
    assert answer.status_code == 404
    assert "secret" not in text(answer).lower()


def test_an_own_exercise_is_made_and_shown(page, athlete):
    answer = page.post("/exercises/new", FORM, follow=True)
    row = Exercise.objects.get()
    assert (row.pk, row.owner, row.pattern) == ("zercher-squat", athlete, "squat")
    assert set(row.muscles.values_list("muscle", "role")) == {("quads", "primary"), ("abs", "secondary")}
    assert "Zercher squat is ready to log." in text(answer)


def test_an_own_exercise_with_a_library_name_leaves_the_library_alone(page, lifts):
    answer = page.post("/exercises/new", FORM | {"name": "Deadlift"})
    assert answer.url == "/exercises/deadlift-2"
    assert Exercise.objects.get(pk="deadlift").owner is None


def test_the_name_that_was_searched_for_is_filled_in(page, db):
    assert 'value="zercher squat"' in page.get("/exercises/new?name=zercher squat").content.decode()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "This field is required."),
        ("name", "  ", "This field is required."),
        ("name", "x" * 81, "at most 80 characters"),
        ("name", "a\0b", "Null characters are not allowed."),
        ("pattern", "wiggle", "Select a valid choice."),
        ("equipment", "", "This field is required."),
        ("load", "heavy", "Select a valid choice."),
        ("measure", "joy", "Select a valid choice."),
        ("primary", [], "This field is required."),
        ("primary", ["ears"], "Select a valid choice. ears is not one of the available choices."),
        ("secondary", ["ears"], "Select a valid choice. ears is not one of the available choices."),
    ],
)
def test_what_makes_no_exercise_is_refused_in_a_sentence_with_nothing_saved(page, athlete, field, typed, sentence):
    answer = page.post("/exercises/new", FORM | {field: typed})
    assert answer.status_code == 400
    assert sentence in text(answer)
    assert not Exercise.objects.exists()


def test_a_name_is_shown_as_text_and_never_as_markup(page, athlete):
    page.post("/exercises/new", FORM | {"name": "<script>alert(1)</script>"})
    for path in ("/exercises", Exercise.objects.get().get_absolute_url()):
        content = page.get(path).content.decode()
        assert "<script>alert" not in content
        assert "&lt;script&gt;alert(1)" in content


@pytest.mark.parametrize("path", ["/exercises", "/exercises/deadlift", "/exercises/new"])
def test_pages_ask_to_sign_in_first(client, lifts, path):
    assert client.get(path).url == f"/accounts/login/?next={path}"


def test_an_own_exercise_made_on_the_way_to_a_session_goes_into_it(page, session):
    answer = page.post(f"/exercises/new?session={session.pk}", FORM)
    made = Exercise.objects.get(owner=session.owner)
    assert answer.url == f"/sessions/{session.pk}"
    assert [row.exercise for row in session.sets.all()] == [made]


def test_a_strangers_session_gets_no_exercise(page, theirs):
    assert page.post(f"/exercises/new?session={theirs.pk}", FORM).status_code == 404
    assert not Exercise.objects.filter(owner__isnull=False).exists()
    assert not theirs.sets.exists()


def test_an_own_exercise_can_be_corrected_and_keeps_its_id(page, athlete):
    page.post("/exercises/new", FORM)
    before = Exercise.objects.get(owner=athlete)
    page.post(f"/exercises/{before.pk}/edit", FORM | {"name": "Another name", "primary": ["quads"]})
    after = Exercise.objects.get(owner=athlete)
    assert (after.pk, after.name) == (before.pk, "Another name")
    assert [row.muscle for row in after.muscles.filter(role="primary")] == ["quads"]


def test_neither_the_library_nor_others_exercises_are_changed(page, lifts, sams_lift):
    for slug in ("deadlift", sams_lift.pk):
        assert page.post(f"/exercises/{slug}/edit", FORM | {"name": "Mine now"}).status_code == 404
    assert not Exercise.objects.filter(name="Mine now").exists()


def test_an_exercise_called_new_has_a_page_of_its_own(page, athlete):
    answer = page.post("/exercises/new", FORM | {"name": "New"}, follow=True)
    assert Exercise.objects.get(owner=athlete).pk == "new-2"
    assert "<h1>New</h1>" in answer.content.decode()
