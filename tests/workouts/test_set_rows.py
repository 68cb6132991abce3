"""The row of a set in the session: a form that works without JavaScript."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from workouts.models import Session, Set

NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)


def text(answer):
    """Return what a person reads on a page, blanks folded."""
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


@pytest.fixture
def now(new_session):
    return new_session(NOW, running=True)


@pytest.fixture
def planned(now, new_set):
    return new_set(now, done=False, performed_at=NOW)


def log(page, row, **typed):
    return page.post(f"/sets/{row.pk}/log", typed)


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


def test_a_tick_leads_back_to_the_row(page, planned):
    answer = log(page, planned, load_kg="100", reps="5", done="1")
    assert answer.url == f"/sessions/{planned.session_id}#set-{planned.pk}"


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
def test_a_refused_row_says_why_and_keeps_what_was_typed(page, planned, field, typed, sentence):
    before = list(Set.objects.values())
    answer = log(page, planned, **({"load_kg": "101", "reps": "6", "rpe": "8", "done": "1"} | {field: typed}))
    assert answer.status_code == 400
    assert sentence in text(answer)
    content = answer.content.decode()
    assert f'name="{field}"' in content and f'value="{typed}"' in content
    assert f'id="set-{planned.pk}"' in content
    assert list(Set.objects.values()) == before


def test_a_refused_row_stands_on_the_whole_page_beside_rows_that_are_as_they_were(page, planned, new_set):
    beside = new_set(planned.session, load_kg=87.5, done=False)
    content = log(page, planned, load_kg="heavy", reps="7", done="1").content.decode()
    assert 'value="heavy"' in content and 'value="7"' in content and 'value="87.5"' in content
    shown = re.findall(
        r'<p class="errors" role="alert" id="set-([^"]+)-errors" data-errors(?: hidden)?>([^<]*)<', content
    )
    said = {pk: sentence for pk, sentence in shown if sentence}
    assert set(said) == {str(planned.pk)} and "Enter a number." in said[str(planned.pk)]
    assert f'data-set="{planned.pk}">' in content and f'data-set="{beside.pk}">' in content  # neither is shown as done


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
    content = log(page, planned, load_kg="heavy", reps="5").content.decode()
    assert f'aria-describedby="set-{planned.pk}-errors"' in content
    assert f'id="set-{planned.pk}-errors"' in content


def test_nul_characters_in_a_row_are_refused(page, planned):
    before = list(Set.objects.values())
    assert log(page, planned, load_kg="1\0", reps="5", done="1").status_code == 400
    assert list(Set.objects.values()) == before


def test_logging_a_set_leaves_its_session_alone(page, planned):
    before = list(Session.objects.values())
    log(page, planned, load_kg="100", reps="5", done="1")
    assert list(Session.objects.values()) == before


def test_another_persons_last_time_is_on_no_page(page, theirs, now, new_set):
    new_set(theirs, load_kg=333.25, performed_at=theirs.started_at - timedelta(days=1))
    new_set(now)
    assert "333.25" not in text(page.get(f"/sessions/{now.pk}"))
