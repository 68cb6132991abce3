"""How form was with a cue in mind and without it: a naive recount agrees, and few sets say nothing."""

import csv
import io
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cues.domain.in_use import ENOUGH, Rated, _count, cues_in_use, exercises_of_cue
from cues.domain.set_cues import save_set_cues
from tests.workouts.conftest import MONDAY
from workouts.domain.sessions import delete_session
from workouts.domain.sets import delete_set

ADDRESS = "/api/v1/progress/cues?exercise=deadlift"


@pytest.fixture
def tight(new_cue):
    """A cue of Ada's."""
    return new_cue("stay tight", slug="tight")


@pytest.fixture
def logged(session, new_set, tight):
    """Return a function that logs sets of one form, with these cues in mind."""

    def log(times, *cues, form_rating=4, **values):
        rows = [new_set(values.pop("into", session), form_rating=form_rating, **values) for _ in range(times)]
        for row in rows:
            save_set_cues(row, cues=cues)
        return rows

    return log


def counts(athlete, exercise="deadlift"):
    found = cues_in_use(owner=athlete, exercise=exercise)
    return {use.cue: (use.held, use.rated, use.held_without, use.without) for use in found}


def test_form_held_where_it_was_rated_four_or_five_and_no_fault_was_named(athlete, logged):
    logged(1, "tight", form_rating=4)
    logged(1, "tight", form_rating=5)
    logged(1, "tight", form_rating=3)
    logged(1, "tight", form_rating=5, faults=["bar-drift"])
    logged(2, form_rating=5)
    logged(1, form_rating=1)
    assert counts(athlete) == {"tight": (2, 4, 2, 3)}


def test_sets_that_say_nothing_about_form_do_not_count(athlete, stranger, new_session, session, logged, new_set):
    logged(1, "tight")
    logged(1, "tight", form_rating=None)
    logged(1, "tight", kind="warmup")
    logged(1, "tight", done=False)
    logged(1, "tight", exercise="romanian-deadlift")
    delete_set(logged(1, "tight")[0], at=MONDAY)
    gone = new_session(MONDAY + timedelta(days=1))
    logged(1, "tight", into=gone)
    delete_session(gone, at=MONDAY)
    new_set(new_session(owner=stranger), form_rating=5)
    assert counts(athlete) == {"tight": (1, 1, 0, 0)}


def test_a_cue_that_was_never_ticked_off_has_no_line(athlete, logged):
    logged(6)
    assert counts(athlete) == {}


def test_one_cue_is_seen_on_each_exercise_where_it_was_in_mind(athlete, logged, tight, new_cue):
    tighter = new_cue("tighter", slug="tight-er")
    logged(2, "tight", exercise="romanian-deadlift")
    logged(1, "tight")
    logged(3, "tight-er")
    found = exercises_of_cue(owner=athlete, cue=tight)
    assert [(use.exercise, use.rated, use.without) for use in found] == [
        ("romanian-deadlift", 2, 0),
        ("deadlift", 1, 3),
    ]
    assert [use.exercise for use in exercises_of_cue(owner=athlete, cue=tighter)] == ["deadlift"]


def test_enough_takes_sets_on_both_sides(athlete, logged):
    logged(ENOUGH, "tight")
    logged(ENOUGH - 1)
    use = cues_in_use(owner=athlete, exercise="deadlift")[0]
    assert (use.enough, use.missing, use.missing_without) == (False, 0, 1)
    logged(1)
    assert cues_in_use(owner=athlete, exercise="deadlift")[0].enough


rated = st.builds(
    Rated,
    set=st.uuids(),
    exercise=st.just("deadlift"),
    held=st.booleans(),
    cues=st.lists(st.sampled_from("abc"), unique=True),
)


@given(st.lists(rated, max_size=30), st.sampled_from("abc"))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_with_and_without_are_all_sets_and_no_set_is_both(rows, cue):
    use = _count(rows, "deadlift", cue)
    assert use.rated + use.without == len(rows)
    assert use.held + use.held_without == sum(row.held for row in rows)
    assert use.sets == [row.set for row in rows if cue in row.cues]
    assert use.held == len([row for row in rows if cue in row.cues and row.held])


# --- over the API ---------------------------------------------------------------------------------------------


def test_the_api_answers_with_columns_that_name_their_sets(api, logged, new_cue):
    new_cue("stay loose", slug="loose")
    rows = logged(1, "tight", "loose", form_rating=2) + logged(2, "tight")
    answer = api.get(ADDRESS).json()
    sets = answer.pop("sets")
    assert answer == {
        "exercise": "deadlift",
        "enough_from": ENOUGH,
        "cue": ["tight", "loose"],
        "rated": [3, 1],
        "held": [2, 0],
        "rated_without": [0, 2],
        "held_without": [0, 2],
        "enough": [False, False],
    }
    assert sets == [[str(row.pk) for row in rows], [str(rows[0].pk)]]


def test_days_narrow_it_down(api, logged, new_session):
    logged(2, "tight")
    logged(1, "tight", into=new_session(MONDAY + timedelta(days=7)))
    assert api.get(f"{ADDRESS}&from=2026-03-03").json()["rated"] == [1]
    assert api.get(f"{ADDRESS}&to=2026-03-02").json()["rated"] == [2]
    assert api.get(f"{ADDRESS}&from=2026-13-01").json()["errors"].keys() == {"from"}


def test_as_csv_there_is_a_line_for_each_cue(api, logged):
    rows = logged(2, "tight")
    lines = list(csv.DictReader(io.StringIO(api.get(ADDRESS, headers={"Accept": "text/csv"}).content.decode())))
    assert [(line["cue"], line["rated"], line["held"]) for line in lines] == [("tight", "2", "2")]
    assert set(lines[0]["sets"].split()) == {str(row.pk) for row in rows}


def test_it_takes_three_queries_and_says_when_nothing_has_changed(device, logged, django_assert_max_num_queries):
    logged(3, "tight")
    device.get(ADDRESS)
    with django_assert_max_num_queries(3):
        answer = device.get(ADDRESS)
    assert device.get(ADDRESS, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    logged(1, "tight")
    assert device.get(ADDRESS, headers={"If-None-Match": answer["ETag"]}).status_code == 200


def test_an_exercise_that_is_not_there_is_404_and_none_at_all_400(api, lifts):
    assert api.get("/api/v1/progress/cues?exercise=teleport").json()["errors"].keys() == {"exercise"}
    assert api.get("/api/v1/progress/cues").status_code == 400
    assert api.get("/api/v1/progress/cues?exercise=a%00b").status_code == 400


# --- on the page ----------------------------------------------------------------------------------------------


def test_the_page_of_a_cue_gives_the_counts_and_claims_nothing(page, logged):
    logged(5, "tight")
    logged(1, "tight", form_rating=2)
    logged(3)
    logged(4, form_rating=2)
    shown = " ".join(page.get("/cues/tight").content.decode().split())
    assert "Form held in <b>5 of 6</b> sets with it, and in <b>3 of 7</b> without." in shown
    assert "Counts only" in shown
    assert not any(word in shown.lower() for word in ("because", "improve", "works better", "thanks to"))


@pytest.mark.parametrize(
    ("with_it", "without", "said"),
    [
        (1, 0, "It takes 4 more rated sets with it, and 5 more without."),
        (4, 9, "It takes 1 more rated set with it."),
        (6, 3, "It takes 2 more rated sets without it."),
    ],
)
def test_too_few_sets_cannot_tell_yet_and_say_what_is_missing(page, logged, with_it, without, said):
    logged(with_it, "tight")
    logged(without)
    shown = " ".join(page.get("/cues/tight").content.decode().split())
    assert f"<b>Cannot tell yet.</b> {said}" in shown
    assert "sets with it, and in" not in shown


def test_without_any_the_page_says_what_to_do(page, tight):
    assert "Tick it off before a set, and rate your form after it" in page.get("/cues/tight").content.decode()
