"""Runs of an exercise as forms: add, extend, warm up, arrange, swap, remove and take back, answer a suggestion."""

import re
from datetime import UTC, datetime

import pytest

from workouts.models import Session, Set

HTMX = {"HTTP_HX_REQUEST": "true"}
NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def now(new_session):
    return new_session(NOW, running=True)


def order(session):
    """Return the runs of the session in their order, as (exercise, superset)."""
    rows = session.sets.alive().in_order().values_list("block", "exercise", "superset")
    return [(slug, superset) for _, slug, superset in dict.fromkeys(rows)]


# --- add -----------------------------------------------------------------------------------------------------


def test_an_exercise_is_added_with_the_rows_of_last_time(page, session, now, new_set):
    new_set(session, kind="warmup", load_kg=60)
    new_set(session, load_kg=100)
    answer = page.post(f"/sessions/{now.pk}/exercises", {"exercise": "deadlift"})
    first = now.sets.in_order().first()
    assert answer.url == f"/sessions/{now.pk}#set-{first.pk}"
    assert list(now.sets.in_order().values_list("kind", "load_kg", "done")) == [
        ("warmup", 60, False),
        ("working", 100, False),
    ]


@pytest.mark.parametrize("exercise", ["no-such-lift", "", "\0", "x" * 5000])
def test_an_exercise_that_is_not_there_adds_nothing(page, now, lifts, exercise):
    assert page.post(f"/sessions/{now.pk}/exercises", {"exercise": exercise}).status_code == 404
    assert not Set.objects.exists()


def test_choosing_shows_lately_done_exercises_first(page, session, now, new_set):
    new_set(session, "romanian-deadlift")
    content = text(page.get(f"/sessions/{now.pk}/exercises"))
    assert content.index("Lately") < content.index("Romanian deadlift") < content.index("All others")
    assert content.count("Romanian deadlift") == 1


def test_choosing_by_htmx_gives_the_list_alone(page, now, lifts):
    content = page.get(f"/sessions/{now.pk}/exercises?search=rdl", **HTMX).content.decode()
    assert "<html" not in content
    assert "Romanian deadlift" in content and "Plank" not in content


def test_a_search_without_a_match_offers_an_own_exercise_of_that_name(page, now, lifts):
    content = page.get(f"/sessions/{now.pk}/exercises?search=zercher squat").content.decode()
    assert "No exercise of that name" in content
    assert f"/exercises/new?session={now.pk}&amp;name=zercher%20squat" in content


def test_one_more_set_is_a_plan_like_the_one_before(page, now, new_set):
    new_set(now, load_kg=97.5, reps=6)
    answer = page.post(f"/sessions/{now.pk}/blocks/0/deadlift/sets")
    added = Set.objects.get(done=False)
    assert answer.url == f"/sessions/{now.pk}#set-{added.pk}"
    assert (added.load_kg, added.reps, added.position) == (97.5, 6, 1)


@pytest.mark.parametrize("block", [1, 99999, 10**30])
def test_a_block_that_is_not_there_gets_no_set(page, now, new_set, block):
    new_set(now)
    assert page.post(f"/sessions/{now.pk}/blocks/{block}/deadlift/sets").status_code == 404
    assert Set.objects.count() == 1


# --- warm up -------------------------------------------------------------------------------------------------


def test_warm_up_sets_lead_to_the_first_working_load(page, now, new_set):
    new_set(now, load_kg=100, reps=5, done=False)
    answer = page.post(f"/sessions/{now.pk}/blocks/0/deadlift/warm-up")
    rows = list(now.sets.alive().in_order())
    assert [(row.kind, row.load_kg, row.reps) for row in rows] == [
        ("warmup", 20, 5),
        ("warmup", 40, 5),
        ("warmup", 60, 3),
        ("warmup", 80, 2),
        ("working", 100, 5),
    ]
    assert answer.url == f"/sessions/{now.pk}#set-{rows[0].pk}"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"load_kg": None}, "Enter the load of the first working set, then the warm-up can lead to it."),
        ({"load_kg": 20}, "This load is light enough to begin with."),
        ({"kind": "warmup"}, "Enter the load of the first working set, then the warm-up can lead to it."),
    ],
)
def test_without_a_load_to_lead_to_the_page_says_why_there_is_no_warm_up(page, now, new_set, values, sentence):
    new_set(now, done=False, **values)
    answer = page.post(f"/sessions/{now.pk}/blocks/0/deadlift/warm-up", follow=True)
    assert sentence in text(answer)
    assert now.sets.count() == 1


# --- arrange -------------------------------------------------------------------------------------------------

ARRANGED = {
    "up": [("plank", None), ("deadlift", None), ("pull-up", None)],
    "down": [("deadlift", None), ("pull-up", None), ("plank", None)],
    "bind": [("deadlift", None), ("plank", 1), ("pull-up", 1)],
    "unbind": [("deadlift", None), ("plank", None), ("pull-up", None)],
}


@pytest.mark.parametrize("how", ARRANGED)
def test_a_run_is_moved_bound_and_let_go_by_its_forms(page, now, new_set, how):
    for slug in ("deadlift", "plank", "pull-up"):
        new_set(now, slug)
    answer = page.post(f"/sessions/{now.pk}/blocks/1/plank/arrange/{how}")
    assert answer.url == f"/sessions/{now.pk}"
    assert order(now) == ARRANGED[how]


def test_a_superset_shows_its_letters_and_the_way_out(page, now, new_set):
    for slug in ("deadlift", "plank", "pull-up"):
        new_set(now, slug)
    page.post(f"/sessions/{now.pk}/blocks/1/plank/arrange/bind")
    content = page.get(f"/sessions/{now.pk}").content.decode()
    assert re.findall(r"data-letter>(\w*)<", content)[:2] == ["A1", "A2"]
    ways = re.findall(r'arrange/unbind" data-action="unbind"( hidden)?', content)
    assert ways[:3] == [" hidden", "", ""]


# --- swap ----------------------------------------------------------------------------------------------------


def test_swapping_without_a_script_keeps_the_place_and_what_is_done(page, session, now, new_set):
    new_set(session, "farmers-carry", load_kg=30, reps=None, distance_m=40)
    done, left = new_set(now), new_set(now, done=False)
    new_set(now, "plank", done=False)
    link = f"/sessions/{now.pk}/exercises?swap=0:deadlift"
    assert link in page.get(f"/sessions/{now.pk}").content.decode()
    answer = page.post(link, {"exercise": "farmers-carry"})
    assert order(now) == [("deadlift", None), ("farmers-carry", None), ("plank", None)]
    row = now.sets.alive().get(exercise="farmers-carry")
    assert (row.load_kg, row.distance_m, row.done) == (30, 40, False)
    assert answer.url == f"/sessions/{now.pk}#set-{row.pk}"
    assert Set.objects.get(pk=done.pk).deleted_at is None and Set.objects.get(pk=left.pk).deleted_at


def test_the_choice_for_a_swap_and_a_search_in_it_lead_back_to_the_same_place(page, now, new_set):
    new_set(now)
    content = page.get(f"/sessions/{now.pk}/exercises?swap=0:deadlift").content.decode()
    assert '<input type="hidden" name="swap" value="0:deadlift">' in content
    assert '<form method="post" class="stack">' in content  # it posts to the address that says what is swapped


@pytest.mark.parametrize("swap", ["1:deadlift", "0:plank", "99999:deadlift"])
def test_what_is_not_there_is_not_swapped(page, now, new_set, swap):
    new_set(now, done=False)
    before = list(Set.objects.values())
    assert page.post(f"/sessions/{now.pk}/exercises?swap={swap}", {"exercise": "plank"}).status_code == 404
    assert list(Set.objects.values()) == before


# --- suggestions ---------------------------------------------------------------------------------------------


@pytest.fixture
def suggested(session, now, new_set):
    """Return a set to do, for which more is suggested: last time all went well."""
    new_set(session, load_kg=100, reps=5, planned_reps=5, rpe=8, form_rating=5)
    return new_set(now, load_kg=100, reps=5, done=False)


def test_a_suggestion_comes_with_its_reason_and_is_taken_by_a_form(page, now, suggested):
    shown = text(page.get(f"/sessions/{now.pk}"))
    assert "The set of 5 at 100 kg done, hardest RPE 8, form held" in shown and "Take 102.5 kg" in shown
    page.post(f"/sessions/{now.pk}/suggestions/deadlift", {"answer": "taken"})
    assert Set.objects.get(pk=suggested.pk).load_kg == 102.5
    assert Session.objects.get(pk=now.pk).suggestions == {"deadlift": "taken"}
    assert re.search(r"data-suggestion hidden", page.get(f"/sessions/{now.pk}").content.decode())


def test_a_suggestion_left_alone_changes_no_set_and_does_not_come_again(page, now, suggested):
    before = Set.objects.values().get(pk=suggested.pk)
    page.post(f"/sessions/{now.pk}/suggestions/deadlift", {"answer": "ignored"})
    assert Set.objects.values().get(pk=suggested.pk) == before
    assert re.search(r"data-suggestion hidden", page.get(f"/sessions/{now.pk}").content.decode())


def test_there_is_nothing_to_take_of_an_exercise_never_done(page, now, new_set):
    row = new_set(now, done=False)
    page.post(f"/sessions/{now.pk}/suggestions/deadlift", {"answer": "taken"})
    assert (Set.objects.get(pk=row.pk).load_kg, Session.objects.get().suggestions) == (100, {"deadlift": "ignored"})


# --- remove and take back ------------------------------------------------------------------------------------


def test_an_exercise_is_removed_with_an_undo_that_brings_it_back(page, now, new_set):
    row = new_set(now)
    answer = page.post(f"/sessions/{now.pk}/blocks/0/deadlift/remove", follow=True)
    assert "Exercise removed. Undo" in text(answer)
    assert not Set.objects.alive().exists()
    undo = re.search(r'<form method="post" action="([^"]+)">.{0,200}Undo', answer.content.decode(), re.DOTALL)[1]
    page.post(undo)
    assert list(Set.objects.alive()) == [row]


# --- whose, and what is not there ----------------------------------------------------------------------------

PATHS = [
    "blocks/0/deadlift/sets",
    "blocks/0/deadlift/warm-up",
    "blocks/0/deadlift/arrange/up",
    "blocks/0/deadlift/arrange/down",
    "blocks/0/deadlift/arrange/bind",
    "blocks/0/deadlift/arrange/unbind",
    "blocks/0/deadlift/remove",
    "blocks/0/deadlift/restore",
    "exercises",
    "exercises?swap=0:deadlift",
    "suggestions/deadlift",
]


def everything():
    return list(Session.objects.values()), list(Set.objects.values())


@pytest.mark.parametrize("path", PATHS)
def test_another_persons_session_is_arranged_by_no_form(page, theirs, new_set, path):
    for slug in ("deadlift", "plank"):
        new_set(theirs, slug, superset=1, done=False)
    before = everything()
    answer = page.post(f"/sessions/{theirs.pk}/{path}", {"exercise": "pull-up", "answer": "taken"})
    assert answer.status_code == 404
    assert "secret" not in text(answer)
    assert everything() == before


MISSING = [path for path in PATHS if path.startswith("blocks") and "warm-up" not in path]


@pytest.mark.parametrize("path", [path.replace("/0/", "/7/") for path in MISSING])
@pytest.mark.parametrize("rows", [0, 2], ids=["empty", "with rows"])
def test_a_run_that_is_not_there_is_not_found(page, now, new_set, path, rows):
    for _ in range(rows):
        new_set(now)
    before = everything()
    assert page.post(f"/sessions/{now.pk}/{path}").status_code == 404
    assert everything() == before


def test_an_arrangement_that_is_not_known_is_not_found(page, now, new_set):
    new_set(now)
    assert page.post(f"/sessions/{now.pk}/blocks/0/deadlift/arrange/sideways").status_code == 404


@pytest.mark.parametrize("path", [path for path in PATHS if not path.startswith("exercises")])
def test_what_arranges_a_session_is_never_a_link(page, now, new_set, path):
    new_set(now)
    before = everything()
    assert page.get(f"/sessions/{now.pk}/{path}").status_code == 405
    assert everything() == before
