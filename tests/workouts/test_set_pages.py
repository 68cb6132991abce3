"""The page of a set: everything about it, delete and take back."""

import re
from datetime import UTC, datetime

import pytest
from django.http import QueryDict

from workouts.domain.sessions import delete_session
from workouts.domain.sets import save_set
from workouts.forms.sets import SetForm, SetRowForm
from workouts.models import Set

NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)
ALL = {"load_kg": "100", "reps": "5", "rpe": "", "kind": "working", "side": "both", "rir": "", "rest_s": ""}
ALL |= {"form_rating": "", "pain": "", "pain_place": "", "note": ""}


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


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


def test_pain_is_entered_with_a_place_and_a_number_and_taken_back(page, session, new_set):
    row = new_set(session)
    page.post(f"/sets/{row.pk}", ALL | {"pain": "4", "pain_place": "lower-back"})
    assert (Set.objects.get().pain, Set.objects.get().pain_place) == (4, "lower-back")
    content = page.get(f"/sets/{row.pk}").content.decode()
    assert 'value="lower-back" selected' in content and 'value="4" selected' in content
    page.post(f"/sets/{row.pk}", ALL)
    assert (Set.objects.get().pain, Set.objects.get().pain_place) == (None, "")


def test_saving_the_page_as_it_was_shown_changes_nothing_of_the_set(page, session, new_set):
    about = {"pain": 2, "pain_place": "knee", "rir": 2, "note": "slow", "faults": ["squatting"], "felt": ["quads"]}
    row = new_set(session, form_rating=3, rest_s=90, planned_reps=6, superset=1, **about)
    before = Set.objects.values().get()
    content = page.get(f"/sets/{row.pk}").content.decode()
    typed = dict(re.findall(r'<input type="text" name="(\w+)" value="([^"]*)"', content))
    for name, options in re.findall(r'<select name="(\w+)".*?>(.*?)</select>', content, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        typed[name] = chosen[1] if chosen else ""
    typed |= {name: about[name] for name in ("faults", "felt", "note")}
    assert page.post(f"/sets/{row.pk}", typed).status_code == 302
    after = Set.objects.values().get()
    assert {name for name in before if before[name] != after[name]} <= {"v", "updated_at"}


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
        ("reps", "-1", "This must be between 0 and 1,000."),
        ("reps", "0", "0 reps means a missed lift: set the kind to failure, or enter the reps you made."),
        ("reps", "", "Enter the reps, or the time or distance where that is what counts."),
        ("load_kg", "1e9", "A load lies between"),
        ("load_kg", "nan", "Enter a number."),
        ("rpe", "11", "This must be between 1 and 10."),
        ("pain", "11", "Select a valid choice."),
        ("pain", "3", "Say where it hurt."),
        ("pain_place", "knee", "Say how strong the pain was, from 0 to 10."),
        ("pain_place", "heart", "Select a valid choice."),
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
    assert page.post(f"/sets/{row.pk}/log", {"load_kg": "1", "reps": "1"}).status_code == 404
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
