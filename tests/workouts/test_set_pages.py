"""Pages of sets: the row in the session, everything about one, add, delete and undo."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict

from workouts.domain.sessions import delete_session
from workouts.domain.sets import save_set
from workouts.forms.sets import SetForm, SetRowForm
from workouts.models import Session, Set

HTMX = {"HTTP_HX_REQUEST": "true"}
NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)
ALL = {"load_kg": "100", "reps": "5", "rpe": "", "kind": "working", "side": "both", "rir": "", "rest_s": ""}
ALL |= {"form_rating": "", "note": ""}


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def now(new_session):
    return new_session(NOW, running=True)


@pytest.fixture
def planned(now, new_set):
    return new_set(now, done=False, performed_at=NOW)


def log(page, row, htmx=False, **typed):
    return page.post(f"/sets/{row.pk}/log", typed, **(HTMX if htmx else {}))


def test_one_tap_completes_a_set_as_it_stands_and_dates_it_now(page, planned):
    before = datetime.now(UTC)
    log(page, planned, load_kg="100", reps="5", rpe="", done="1")
    stored = Set.objects.get()
    assert (stored.done, stored.load_kg, stored.reps) == (True, 100, 5)
    assert before <= stored.performed_at <= datetime.now(UTC)


def test_ticking_a_set_of_a_finished_session_leaves_its_time(page, session, new_set):
    row = new_set(session, done=False)
    log(page, row, load_kg="100", reps="5", done="1")
    stored = Set.objects.get()
    assert (stored.done, stored.performed_at) == (True, session.started_at)


def test_ticking_again_takes_the_tick_back(page, now, new_set):
    row = new_set(now)
    log(page, row, load_kg="100", reps="5", done="0")
    assert Set.objects.get().done is False


def test_saving_a_row_without_the_tick_button_leaves_its_tick_and_time(page, now, new_set):
    row = new_set(now, performed_at=NOW)
    log(page, row, load_kg="105", reps="4")
    stored = Set.objects.get()
    assert (stored.done, stored.load_kg, stored.reps, stored.performed_at) == (True, 105, 4, NOW)


def test_a_row_leaves_the_fields_it_does_not_show(page, now, new_set):
    kept = {"kind": "drop", "side": "left", "note": "grip", "faults": ["squatting"], "felt": ["quads"], "rir": 1}
    row = new_set(now, **kept, form_rating=2, rest_s=90)
    log(page, row, load_kg="105", reps="4", done="1")
    stored = Set.objects.get()
    assert {name: getattr(stored, name) for name in kept} == kept
    assert (stored.form_rating, stored.rest_s, stored.reps) == (2, 90, 4)


@pytest.mark.parametrize(
    ("typed", "stored"), [("97,5", 97.5), ("97.5", 97.5), (" 100 ", 100), ("-20", -20), ("", None)]
)
def test_a_load_is_typed_with_comma_or_point_or_not_at_all(page, planned, typed, stored):
    log(page, planned, load_kg=typed, reps="5", rpe="8,5", done="1")
    row = Set.objects.get()
    assert (row.load_kg, row.rpe) == (stored, 8.5)


@pytest.mark.parametrize(
    ("typed", "kg"), [("225", 102.058), ("45", 20.412), ("2.5", 1.134), ("135,5", 61.462), ("405", 183.705)]
)
def test_pounds_are_stored_as_kilograms_and_shown_again_as_typed(page, athlete, planned, typed, kg):
    athlete.unit = "lb"
    athlete.save()
    log(page, planned, load_kg=typed, reps="5", done="1")
    assert Set.objects.get().load_kg == kg
    content = page.get(f"/sessions/{planned.session_id}").content.decode()
    assert f'value="{typed.replace(",", ".")}"' in content


def test_pounds_typed_in_last_time_are_shown_as_typed_beside_the_row(page, athlete, session, now, new_set):
    athlete.unit = "lb"
    athlete.save()
    new_set(session, load_kg=102.058, reps=5)
    new_set(now)
    assert "225×5" in text(page.get(f"/sessions/{now.pk}"))


def test_a_timed_set_is_logged_by_its_seconds(page, now, new_set):
    row = new_set(now, "plank", load_kg=None, reps=None, duration_s=30, done=False)
    log(page, row, duration_s="45,5", rpe="", done="1")
    stored = Set.objects.get()
    assert (stored.duration_s, stored.reps, stored.done) == (45.5, None, True)


def test_a_carried_set_is_logged_by_its_metres(page, now, new_set):
    row = new_set(now, "farmers-carry", load_kg=30, reps=None, distance_m=30, done=False)
    log(page, row, load_kg="32,5", distance_m="40", done="1")
    stored = Set.objects.get()
    assert (stored.distance_m, stored.load_kg) == (40, 32.5)


def test_a_browser_without_htmx_is_led_back_to_the_row(page, planned):
    answer = log(page, planned, load_kg="100", reps="5", done="1")
    assert answer.url == f"/sessions/{planned.session_id}#set-{planned.pk}"


def test_htmx_gets_the_row_and_what_is_counted_beside_it_and_no_more(page, planned, new_set):
    new_set(planned.session, "romanian-deadlift")
    answer = log(page, planned, htmx=True, load_kg="100", reps="5", done="1")
    content = answer.content.decode()
    assert answer.status_code == 200
    assert content.strip().startswith(f'<li class="set-row" id="set-{planned.pk}"')
    assert content.count('class="set-row"') == 1 and "<html" not in content and "block-1" not in content
    assert "1 / 1" in content and "data-done" in content


REFUSED = [
    ("reps", "-1", "This must be between 0 and 1,000."),
    ("reps", "1001", "This must be between 0 and 1,000."),
    ("reps", "0", "0 reps means a missed lift: set the kind to failure, or enter the reps you made."),
    ("reps", "5.5", "Enter a whole number."),
    ("reps", "five", "Enter a whole number."),
    ("reps", "9" * 400, "This must be between 0 and 1,000."),
    ("reps", "9" * 5000, "Enter a whole number."),
    ("reps", "", "Enter the reps, or the time or distance where that is what counts."),
    ("load_kg", "1e9", "A load lies between"),
    ("load_kg", "-1001", "A load lies between"),
    ("load_kg", "nan", "Enter a number."),
    ("load_kg", "Infinity", "Enter a number."),
    ("load_kg", "1e400", "Enter a number."),
    ("load_kg", "heavy", "Enter a number."),
    ("load_kg", "1,000,5", "Enter a number."),
    ("rpe", "11", "This must be between 1 and 10."),
    ("rpe", "0", "This must be between 1 and 10."),
    ("rpe", "nan", "Enter a number."),
]


@pytest.mark.parametrize(("field", "typed", "sentence"), REFUSED, ids=lambda value: str(value)[:20])
@pytest.mark.parametrize("htmx", [False, True], ids=["page", "htmx"])
def test_a_refused_row_says_why_and_keeps_what_was_typed(page, planned, field, typed, sentence, htmx):
    before = list(Set.objects.values())
    answer = log(
        page, planned, htmx=htmx, **({"load_kg": "101", "reps": "6", "rpe": "8", "done": "1"} | {field: typed})
    )
    assert answer.status_code == 400
    assert sentence in text(answer)
    content = answer.content.decode()
    assert f'name="{field}"' in content and f'value="{typed}"' in content
    assert ("<html" in content) is not htmx
    assert list(Set.objects.values()) == before


def test_a_refused_row_leaves_the_rows_beside_it_alone(page, planned, new_set):
    beside = new_set(planned.session, load_kg=87.5, done=False)
    content = log(page, planned, htmx=True, load_kg="heavy", reps="5", done="1").content.decode()
    assert content.count('role="alert"') == 1
    assert 'value="heavy"' in content and f"set-{beside.pk}" not in content


def test_a_tick_leaves_a_load_as_it_is_to_the_gram_whatever_the_unit_shows(page, athlete, planned):
    athlete.unit = "lb"
    athlete.save()
    planned.load_kg = 100
    planned.save()
    log(page, planned, load_kg="220.46", reps="5", done="1")
    assert Set.objects.get().load_kg == 100
    log(page, planned, load_kg="225", reps="5")
    assert Set.objects.get().load_kg == 102.058


def test_a_refused_row_ties_its_sentence_to_the_field(page, planned):
    content = log(page, planned, htmx=True, load_kg="heavy", reps="5").content.decode()
    assert f'aria-describedby="set-{planned.pk}-errors"' in content
    assert f'id="set-{planned.pk}-errors"' in content


def test_nul_characters_in_a_row_are_refused(page, planned):
    before = list(Set.objects.values())
    assert log(page, planned, load_kg="1\0", reps="5", done="1").status_code == 400
    assert list(Set.objects.values()) == before


# --- everything about a set ----------------------------------------------------------------------------------


def test_the_page_of_a_set_shows_everything_about_it(page, session, new_set):
    row = new_set(session, load_kg=97.5, kind="drop", note="grip", form_rating=3, faults=["squatting"])
    answer = page.get(f"/sets/{row.pk}")
    content = answer.content.decode()
    assert "Deadlift" in text(answer) and "grip" in text(answer)
    assert 'value="97.5"' in content
    assert re.search(r'value="squatting"[^>]*checked', content)
    assert re.search(r'value="drop" selected', content) and re.search(r'value="3" selected', content)


def test_everything_about_a_set_is_saved(page, session, new_set):
    row = new_set(session)
    typed = ALL | {"load_kg": "102,5", "reps": "6", "rpe": "8,5", "kind": "amrap", "side": "left", "rir": "2"}
    typed |= {"rest_s": "150", "form_rating": "4", "faults": ["squatting", "bar-drift"], "felt": ["glutes"]}
    answer = page.post(f"/sets/{row.pk}", typed | {"note": "slow down"})
    assert answer.url == f"/sessions/{session.pk}#set-{row.pk}"
    stored = Set.objects.get()
    assert (stored.load_kg, stored.reps, stored.rpe, stored.kind, stored.side) == (102.5, 6, 8.5, "amrap", "left")
    assert (stored.rir, stored.rest_s, stored.form_rating, stored.note) == (2, 150, 4, "slow down")
    assert (stored.faults, stored.felt) == (["squatting", "bar-drift"], ["glutes"])
    assert (stored.done, stored.performed_at, stored.block) == (True, row.performed_at, row.block)


def test_what_is_cleared_on_the_page_is_cleared_in_the_set(page, session, new_set):
    row = new_set(session, rpe=9, rir=1, note="x", form_rating=1, faults=["squatting"], felt=["quads"], rest_s=90)
    page.post(f"/sets/{row.pk}", ALL | {"load_kg": ""})
    stored = Set.objects.get()
    assert (stored.load_kg, stored.rpe, stored.rir, stored.rest_s, stored.form_rating) == (None,) * 5
    assert (stored.note, stored.faults, stored.felt) == ("", [], [])


def test_a_missed_lift_is_entered_with_its_kind(page, session, new_set):
    row = new_set(session)
    page.post(f"/sets/{row.pk}", ALL | {"reps": "0", "kind": "failure"})
    assert (Set.objects.get().reps, Set.objects.get().kind) == (0, "failure")


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        *REFUSED,
        ("kind", "cooldown", "Select a valid choice."),
        ("kind", "", "This field is required."),
        ("side", "middle", "Select a valid choice."),
        ("rir", "11", "This must be between 0 and 10."),
        ("rir", "-1", "This must be between 0 and 10."),
        ("rest_s", "7201", "This must be between 0 and 7,200."),
        ("rest_s", "long", "Enter a whole number."),
        ("form_rating", "6", "Select a valid choice."),
        ("faults", "backache", "Select a valid choice. backache is not one of the available choices."),
        ("felt", "ears", "Select a valid choice. ears is not one of the available choices."),
        ("note", "x" * 2001, "at most 2000 characters"),
        ("note", "x" * 2**20, "at most 2000 characters"),
        ("note", "a\0b", "Null characters are not allowed."),
    ],
    ids=lambda value: repr(str(value)[:20]),
)
def test_what_is_no_value_is_refused_in_a_sentence_with_nothing_saved(page, session, new_set, field, typed, sentence):
    row = new_set(session, note="as it was")
    before = list(Set.objects.values())
    answer = page.post(f"/sets/{row.pk}", ALL | {"note": "changed"} | {field: typed})
    assert answer.status_code == 400
    assert sentence in text(answer)
    assert list(Set.objects.values()) == before


def test_a_refused_page_keeps_the_other_fields_as_typed(page, session, new_set):
    row = new_set(session)
    answer = page.post(f"/sets/{row.pk}", ALL | {"reps": "five", "note": "still here", "rpe": "8,5"})
    content = answer.content.decode()
    assert 'value="five"' in content and "still here" in content and 'value="8,5"' in content


def typed_of(value):
    """Return an odd value as a browser would send it."""
    return [str(part) for part in value] if isinstance(value, list) else "" if value is None else str(value)[:4000]


@pytest.mark.parametrize("form", [SetForm, SetRowForm])
def test_a_fuzzed_form_is_refused_or_gives_a_row_that_can_be_stored(session, new_set, odd_values, form):
    row = new_set(session)
    for number, field in enumerate(name for name in (*ALL, "faults", "felt") if name in form.base_fields):
        for value in odd_values[number % 3 :: 3]:
            typed = typed_of(value)
            data = QueryDict(mutable=True)
            data.update(ALL)
            data.setlist(field, typed if isinstance(typed, list) else [typed])
            filled = form(data, instance=Set.objects.get(pk=row.pk))
            if filled.is_valid():
                save_set(filled.save(commit=False))
                Set.objects.get(pk=row.pk).full_clean()
            else:
                assert set(filled.errors) == {field}, value


def test_a_fuzzed_page_never_breaks_the_server(page, session, new_set, odd_values):
    row = new_set(session)
    fields = [*ALL, "faults", "felt", "done"]
    for number, value in enumerate(odd_values):
        typed = ALL | {fields[number % len(fields)]: typed_of(value)}
        path = f"/sets/{row.pk}" if number % 2 else f"/sets/{row.pk}/log"
        assert page.post(path, typed).status_code in (302, 400), typed
    Set.objects.get().full_clean()


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


def test_one_more_set_by_htmx_answers_with_its_row(page, now, new_set):
    new_set(now)
    answer = page.post(f"/sessions/{now.pk}/blocks/0/deadlift/sets", **HTMX)
    added = Set.objects.get(done=False)
    assert answer.content.decode().strip().startswith(f'<li class="set-row" id="set-{added.pk}"')
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize("block", [1, 99999, 10**30])
def test_a_block_that_is_not_there_gets_no_set(page, now, new_set, block):
    new_set(now)
    assert page.post(f"/sessions/{now.pk}/blocks/{block}/deadlift/sets").status_code == 404
    assert Set.objects.count() == 1


# --- delete, undo, whose -------------------------------------------------------------------------------------


def test_deleting_a_set_offers_to_take_it_back_and_brings_back_exactly_this_row(page, session, new_set):
    other, row = new_set(session), new_set(session, note="as it was", faults=["squatting"])
    answer = page.post(f"/sets/{row.pk}/delete", follow=True)
    assert "Set deleted. Undo" in text(answer)
    assert list(Set.objects.alive()) == [other]
    undo = re.search(r'<form method="post" action="([^"]+)">.{0,200}Undo', answer.content.decode(), re.DOTALL)[1]
    answer = page.post(undo, follow=True)
    assert "The set is back." in text(answer)
    assert set(Set.objects.alive()) == {other, row}
    back = Set.objects.get(pk=row.pk)
    assert (back.note, back.faults, back.position, back.deleted_at) == ("as it was", ["squatting"], 1, None)


def test_a_deleted_set_has_no_page_and_takes_no_log(page, session, new_set):
    row = new_set(session)
    page.post(f"/sets/{row.pk}/delete")
    before = list(Set.objects.values())
    assert page.get(f"/sets/{row.pk}").status_code == 404
    assert log(page, row, load_kg="1", reps="1").status_code == 404
    assert list(Set.objects.values()) == before


def test_a_set_of_a_deleted_session_is_not_brought_back_alone(page, session, new_set):
    row = new_set(session)
    delete_session(session, at=NOW)
    assert page.post(f"/sets/{row.pk}/restore").status_code == 404
    assert not Set.objects.alive().exists()


@pytest.mark.parametrize("path", ["", "/log", "/delete", "/restore"])
def test_another_persons_set_is_changed_by_no_form(page, theirs, new_set, path):
    row = new_set(theirs, note="a secret")
    before = list(Set.objects.values())
    answer = page.post(f"/sets/{row.pk}{path}", ALL)
    assert answer.status_code == 404
    assert "secret" not in text(answer)
    assert list(Set.objects.values()) == before


def test_another_persons_set_has_no_page(page, theirs, new_set):
    answer = page.get(f"/sets/{new_set(theirs, note='a secret').pk}")
    assert answer.status_code == 404
    assert "secret" not in text(answer)


@pytest.mark.parametrize("path", ["log", "delete", "restore"])
def test_what_changes_a_set_is_never_a_link(page, session, new_set, path):
    row = new_set(session)
    before = list(Set.objects.values())
    assert page.get(f"/sets/{row.pk}/{path}").status_code == 405
    assert list(Set.objects.values()) == before


def test_a_set_page_asks_to_sign_in_first(client, session, new_set):
    url = f"/sets/{new_set(session).pk}"
    assert client.get(url).url == f"/accounts/login/?next={url}"
    client.post(f"{url}/delete")
    assert Set.objects.alive().count() == 1


def test_logging_a_set_leaves_its_session_alone(page, planned):
    before = list(Session.objects.values())
    log(page, planned, load_kg="100", reps="5", done="1")
    assert list(Session.objects.values()) == before


def test_another_persons_last_time_is_on_no_page(page, theirs, now, new_set):
    new_set(theirs, load_kg=333, performed_at=theirs.started_at - timedelta(days=1))
    new_set(now)
    assert "333" not in text(page.get(f"/sessions/{now.pk}"))


def test_an_exercise_is_removed_with_an_undo_that_brings_it_back(page, now, new_set):
    row = new_set(now)
    answer = page.post(f"/sessions/{now.pk}/blocks/0/deadlift/remove", follow=True)
    assert "Exercise removed. Undo" in text(answer)
    assert not Set.objects.alive().exists()
    undo = re.search(r'<form method="post" action="([^"]+)">.{0,200}Undo', answer.content.decode(), re.DOTALL)[1]
    page.post(undo)
    assert list(Set.objects.alive()) == [row]


def test_an_exercise_of_a_strangers_session_is_not_removed(client, stranger, now, new_set):
    row = new_set(now)
    client.force_login(stranger)
    assert client.post(f"/sessions/{now.pk}/blocks/0/deadlift/remove").status_code == 404
    assert list(Set.objects.alive()) == [row]
