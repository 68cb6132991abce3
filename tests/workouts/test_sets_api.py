"""Sets over the API: PUT and PATCH, the place and time they get, lists, and what is refused."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session as Cookie
from django.db import connection
from django.test.utils import CaptureQueriesContext

from workouts.domain.library import create_own_exercise
from workouts.domain.sets import delete_set
from workouts.faults import Fault, Felt
from workouts.models import Session, Set
from workouts.models.set import MAX_PLACE

URL = "/api/v1/sets"
REST = {
    "block": 2,
    "superset": 1,
    "position": 3,
    "kind": "amrap",
    "load_kg": 97.5,
    "reps": 8,
    "rpe": 8.5,
    "rir": 1,
    "side": "left",
    "duration_s": 40.5,
    "distance_m": 12.5,
    "rest_s": 150,
    "done": True,
    "note": "grip gave first",
    "form_rating": 4,
    "faults": ["rounded-back", "bar-drift"],
    "felt": ["glutes", "lower-back"],
    "performed_at": "2026-03-02T17:10:00Z",
}
DEFAULTS = {
    "kind": "working",
    "load_kg": None,
    "reps": 5,
    "rpe": None,
    "rir": None,
    "side": "both",
    "duration_s": None,
    "distance_m": None,
    "rest_s": None,
    "done": True,
    "note": "",
    "form_rating": None,
    "faults": [],
    "felt": [],
}


@pytest.fixture
def least(session, lifts):
    """Return the least that a set needs."""
    return {"session": str(session.pk), "exercise": "deadlift", "reps": 5}


@pytest.fixture
def full(least):
    return least | REST


def rows():
    return list(Set.objects.order_by("pk").values())


def but(answer, *names):
    return {name: value for name, value in answer.json().items() if name not in names}


def test_a_set_answers_with_everything_it_was_given(api, full, athlete):
    answer = api.post(URL, full)
    assert answer.status_code == 201
    assert {name: answer.json()[name] for name in full} == full
    assert api.get(f"{URL}/{answer.json()['id']}").json() == answer.json()
    assert Set.objects.get().owner == athlete


def test_the_least_is_a_session_an_exercise_and_what_was_counted(api, least):
    answer = api.post(URL, least).json()
    assert {name: answer[name] for name in DEFAULTS} == DEFAULTS
    assert Set.objects.get().exercise_id == "deadlift"


def test_put_makes_the_set_under_the_clients_id_and_again_is_harmless(api, full):
    pk = uuid.uuid4()
    first = api.put(f"{URL}/{pk}", full)
    second = api.put(f"{URL}/{pk}", full)
    assert (first.status_code, second.status_code) == (201, 200)
    assert but(first, "updated_at") == but(second, "updated_at")
    assert [row["id"] for row in rows()] == [pk]


@pytest.mark.parametrize(
    "pk",
    [
        "00000000-0000-0000-0000-000000000000",
        "2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d",
        "16fd2706-8baf-433b-82eb-8c7fada847da",
        "886313e1-3b8a-5372-9b90-0c9aee199e5d",
        "01956c5e-2f4a-7cc1-8f0e-52b1a1d0a5d1",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ],
)
def test_an_id_of_any_uuid_version_is_taken(api, least, pk):
    assert api.put(f"{URL}/{pk}", least).json()["id"] == pk
    assert Set.objects.get().pk == uuid.UUID(pk)


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_what_is_no_id_leads_nowhere(api, least, method):
    answer = getattr(api, method)(f"{URL}/nope")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_put_takes_what_it_leaves_out_back_to_its_default_but_place_and_time(api, full, least):
    pk = uuid.uuid4()
    api.put(f"{URL}/{pk}", full)
    answer = api.put(f"{URL}/{pk}", least).json()
    assert {name: answer[name] for name in DEFAULTS} == DEFAULTS
    kept = ("block", "superset", "position", "performed_at")
    assert {name: answer[name] for name in kept} == {name: REST[name] for name in kept}
    stored = Set.objects.get()
    assert (stored.block, stored.position, stored.faults, stored.note) == (2, 3, [], "")


def test_patch_keeps_what_it_leaves_out(api, full):
    made = api.post(URL, full)
    answer = api.patch(f"{URL}/{made.json()['id']}", {"reps": 9})
    assert but(answer, "reps", "updated_at") == but(made, "reps", "updated_at")
    assert Set.objects.get().reps == 9


def test_a_planned_set_is_ticked_off_by_a_patch(api, least):
    made = api.post(URL, least | {"reps": None, "done": False}).json()
    answer = api.patch(f"{URL}/{made['id']}", {"done": True, "reps": 6})
    assert (answer.json()["done"], answer.json()["reps"]) == (True, 6)
    assert Set.objects.get().done is True


def test_a_planned_set_without_anything_counted_cannot_be_ticked_off(api, least):
    made = api.post(URL, least | {"reps": None, "done": False}).json()
    answer = api.patch(f"{URL}/{made['id']}", {"done": True})
    assert answer.json()["errors"] == {"reps": ["Enter the reps, or the time or distance where that is what counts."]}
    assert Set.objects.get().done is False


def test_a_set_moves_to_another_session_of_mine(api, least, new_session):
    other = new_session(datetime(2026, 3, 9, tzinfo=UTC))
    made = api.post(URL, least).json()
    assert api.patch(f"{URL}/{made['id']}", {"session": str(other.pk)}).json()["session"] == str(other.pk)
    assert Set.objects.get().session == other


def test_what_the_server_decides_is_not_taken_from_the_body(api, least, stranger, athlete):
    answer = api.post(
        URL, least | {"id": str(uuid.uuid4()), "owner": stranger.pk, "v": 999, "deleted_at": "2026-01-01"}
    )
    stored = Set.objects.get()
    assert (stored.owner, stored.deleted_at, str(stored.pk)) == (athlete, None, answer.json()["id"])
    assert stored.v < 999


# --- place and time ------------------------------------------------------------------------------------------


def test_without_a_place_a_set_stands_at_the_end_of_its_run(api, least):
    places = []
    for exercise in ("deadlift", "deadlift", "romanian-deadlift"):
        answer = api.post(URL, least | {"exercise": exercise}).json()
        places.append((answer["block"], answer["position"]))
    assert places == [(0, 0), (0, 1), (1, 0)]


def test_a_superset_without_a_place_is_kept(api, least):
    api.post(URL, least)
    assert api.post(URL, least | {"superset": 4}).json()["superset"] == 4


def test_two_sets_may_have_one_position(api, least):
    for _ in range(2):
        assert api.post(URL, least | {"block": 0, "position": 0}).json()["position"] == 0
    assert Set.objects.count() == 2


def test_the_last_place_there_is_does_not_break_the_next_set(api, least):
    api.post(URL, least | {"block": MAX_PLACE, "position": MAX_PLACE})
    assert api.post(URL, least).json()["position"] == MAX_PLACE


def test_without_a_time_a_set_of_a_finished_session_was_done_at_its_end(api, least, session):
    api.post(URL, least)
    assert Set.objects.get().performed_at == session.finished_at


def test_without_a_time_a_set_of_todays_running_session_is_done_now(api, least, new_session):
    before = datetime.now(UTC)
    api.post(URL, least | {"session": str(new_session(before, running=True).pk)})
    assert before <= Set.objects.get().performed_at <= datetime.now(UTC)


def test_without_a_time_a_set_of_a_past_running_session_was_done_at_its_start(api, least, new_session):
    past = new_session(datetime(2025, 5, 1, 10, tzinfo=UTC), running=True)
    api.post(URL, least | {"session": str(past.pk)})
    assert Set.objects.get().performed_at == past.started_at


# --- whose rows ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["post", "put"])
def test_a_set_in_somebody_elses_session_is_not_found_and_names_the_field(api, least, theirs, method):
    url = URL if method == "post" else f"{URL}/{uuid.uuid4()}"
    answer = getattr(api, method)(url, least | {"session": str(theirs.pk)})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.json()["errors"] == {"session": ["There is no session with this id, or it is not yours."]}
    assert not Set.objects.exists()


@pytest.mark.parametrize("value", ["16fd2706-8baf-433b-82eb-8c7fada847da", "nope", 5, [], {}, True, "\0"])
def test_a_session_that_is_not_there_reads_like_somebody_elses(api, least, value):
    answer = api.post(URL, least | {"session": value})
    assert answer.status_code == 404
    assert answer.json()["errors"] == {"session": ["There is no session with this id, or it is not yours."]}
    assert not Set.objects.exists()


def test_my_set_is_not_moved_into_somebody_elses_session(api, session, new_set, theirs):
    row = new_set(session)
    answer = api.patch(f"{URL}/{row.pk}", {"session": str(theirs.pk)})
    assert list(answer.json()["errors"]) == ["session"]
    assert Set.objects.get().session == session


def test_a_deleted_session_takes_no_sets(api, least, session):
    api.delete(f"/api/v1/sessions/{session.pk}")
    assert api.post(URL, least).status_code == 404
    assert not Set.objects.exists()


def test_another_persons_id_is_taken(api, least, theirs, new_set):
    row = new_set(theirs)
    before = rows()
    answer = api.put(f"{URL}/{row.pk}", least)
    assert (answer.status_code, answer.json()["code"]) == (409, "id_taken")
    assert rows() == before


def test_another_persons_set_is_not_there(api, theirs, new_set):
    url = f"{URL}/{new_set(theirs, note='a secret').pk}"
    before = rows()
    for answer in (api.get(url), api.patch(url, {"reps": 1}), api.delete(url)):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert "secret" not in answer.content.decode()
    assert rows() == before


def test_a_deleted_id_is_gone_for_every_method(api, least, session, new_set):
    url = f"{URL}/{new_set(session).pk}"
    assert api.delete(url).status_code == 204
    assert not Set.objects.alive().exists()
    before = rows()
    for answer in (api.get(url), api.put(url, least), api.patch(url, {"reps": 1}), api.delete(url)):
        assert (answer.status_code, answer.json()["code"]) == (410, "deleted")
    assert rows() == before


def test_another_persons_own_exercise_cannot_be_logged(api, least, stranger):
    create_own_exercise(owner=stranger, name="Sams lift", pattern="hinge", equipment="box", primary=[], secondary=[])
    answer = api.post(URL, least | {"exercise": "sams-lift"})
    assert (answer.status_code, list(answer.json()["errors"])) == (404, ["exercise"])
    assert not Set.objects.exists()


@pytest.mark.parametrize("value", ["no-such-lift", "DEADLIFT LIFT", 5, [], {}, True, "a\0b", "x" * 5000])
def test_an_unknown_exercise_is_not_found_and_names_the_field(api, least, value):
    answer = api.post(URL, least | {"exercise": value})
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert answer.json()["errors"] == {
        "exercise": ["There is no exercise with this id. GET /api/v1/exercises lists them."]
    }
    assert not Set.objects.exists()


def test_another_name_of_an_exercise_is_taken_and_answered_as_its_id(api, least):
    assert api.post(URL, least | {"exercise": "rdl"}).json()["exercise"] == "romanian-deadlift"
    assert Set.objects.get().exercise_id == "romanian-deadlift"


@pytest.mark.parametrize(
    "name",
    [
        "deadlift",
        "romanian-deadlift",
        "kettlebell-deadlift",
        "kettlebell-swing",
        "good-morning",
        "goblet-squat",
        "bodyweight-squat",
    ],
)
def test_names_that_the_analysis_uses_can_be_logged(api, library, session, name):
    answer = api.post(URL, {"session": str(session.pk), "exercise": name, "reps": 5})
    assert answer.json()["exercise"] == name


# --- values --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"reps": 0, "kind": "failure"},
        {"reps": 1000},
        {"load_kg": 0},
        {"load_kg": -1000},
        {"load_kg": 1000},
        {"load_kg": 41.25},
        {"rpe": 1},
        {"rpe": 10},
        {"rpe": 7.25},
        {"rir": 0},
        {"rir": 10},
        {"form_rating": 1},
        {"form_rating": 5},
        {"rest_s": 0},
        {"rest_s": 7200},
        {"reps": None, "duration_s": 0.1},
        {"reps": None, "duration_s": 86_400},
        {"reps": None, "distance_m": 1_000_000},
        {"reps": None, "done": False},
        {"superset": 0},
        {"faults": list(Fault.values)},
        {"felt": list(Felt.values)},
        {"note": "x" * 2000},
        {"note": "🏋️ schwer, aber sauber\n<b>&"},
        {"performed_at": "1970-01-01T00:00:00Z"},
        {"performed_at": "2200-01-01T00:00:00Z"},
    ],
)
def test_values_at_the_edge_are_stored_as_given(api, least, values):
    answer = api.post(URL, least | values)
    assert answer.status_code == 201
    assert {name: api.get(f"{URL}/{answer.json()['id']}").json()[name] for name in values} == values


def test_a_fault_named_twice_is_kept_once_in_its_place(api, least):
    api.post(URL, least | {"faults": ["squatting", "bar-drift", "squatting"], "felt": ["glutes", "glutes"]})
    stored = Set.objects.get()
    assert (stored.faults, stored.felt) == (["squatting", "bar-drift"], ["glutes"])


@pytest.mark.parametrize("kind", ["warmup", "working", "drop", "amrap"])
def test_no_repetition_outside_failure_is_refused_in_a_sentence(api, least, kind):
    answer = api.post(URL, least | {"reps": 0, "kind": kind})
    assert answer.json()["errors"] == {
        "reps": ["0 reps means a missed lift: set the kind to failure, or enter the reps you made."]
    }
    assert not Set.objects.exists()


def test_a_missed_lift_cannot_become_a_working_set_without_reps(api, session, new_set):
    row = new_set(session, kind="failure", reps=0)
    answer = api.patch(f"{URL}/{row.pk}", {"kind": "working"})
    assert list(answer.json()["errors"]) == ["reps"]
    assert Set.objects.get().kind == "failure"


def test_a_done_set_must_say_what_was_done(api, least):
    answer = api.post(URL, least | {"reps": None})
    assert answer.json()["errors"] == {"reps": ["Enter the reps, or the time or distance where that is what counts."]}
    assert not Set.objects.exists()


@pytest.mark.parametrize("field", ["session", "exercise"])
def test_session_and_exercise_are_required(api, least, field):
    answer = api.post(URL, {name: value for name, value in least.items() if name != field})
    assert answer.json()["errors"] == {field: ["This field is required."]}
    assert not Set.objects.exists()


REFUSED = [
    ("reps", [-1, 1001, 5.5, "5.5", "five", [5], {}, True, "", 10**400, 2**63, "nan"]),
    ("load_kg", [1e9, -1e9, 1000.01, "nan", "NaN", "inf", "Infinity", "-Infinity", "heavy", [100], 10**400, 1e308]),
    ("rpe", [11, 0, 0.99, 10.01, -1, "nan", "hard", [8]]),
    ("rir", [-1, 11, 1.5, "nan", "two", 10**400, [1]]),
    ("block", [-1, MAX_PLACE + 1, 2**63, 10**400, 1.5, "first", None, [0]]),
    ("position", [-1, MAX_PLACE + 1, 2**63 - 1, 2**64, "last", None]),
    ("superset", [-1, MAX_PLACE + 1, 2**63, "a", [1]]),
    ("kind", ["cooldown", "", None, 5, ["working"], {}, "WORKING"]),
    ("side", ["middle", "", None, ["left"]]),
    ("duration_s", [0, -1, 86_401, "nan", "1:30", [30], 10**400]),
    ("distance_m", [0, -1, 1_000_001, "nan", "40 m", {}]),
    ("rest_s", [-1, 7201, 1.5, "nan", "long", 10**400]),
    ("done", ["perhaps", None, [], {}, 5, "nan"]),
    ("note", ["x" * 2001, "x" * 2**20, "a\0b", None, ["x"], {"a": "b"}, True]),
    ("form_rating", [0, 6, -1, 2.5, "good", "nan", [3]]),
    ("faults", ["rounded-back", ["backache"], [None], [["rounded-back"]], {"a": 1}, 5, None, True, ["x" * 9000]]),
    ("felt", ["glutes", ["ears"], [5.5], [{}], None, {}]),
    (
        "performed_at",
        [
            "0001-01-01T00:00:00Z",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-12:00",
            "1969-12-31T23:59:59Z",
            "2200-01-01T00:00:01Z",
            "2026-02-30T10:00:00Z",
            "now",
            "",
            None,
            1772470800,
            [],
        ],
    ),
]


@pytest.mark.parametrize(
    ("field", "value"),
    [(field, value) for field, values in REFUSED for value in values],
    ids=lambda value: repr(value)[:30],
)
def test_what_is_no_value_of_a_field_is_refused_by_its_name(api, full, field, value):
    pk = uuid.uuid4()
    answer = api.put(f"{URL}/{pk}", full | {field: value})
    assert answer.status_code == 400
    errors = answer.json()["errors"]
    assert {name.partition(".")[0] for name in errors} == {field}
    assert all(said and said[0][-1] in ".!" for said in errors.values() if "Integer value too large" not in said[0])
    assert answer.json()["code"] == "invalid"
    assert not Set.objects.exists()


@pytest.mark.parametrize(("field", "value"), [(field, values[0]) for field, values in REFUSED])
def test_a_refused_change_leaves_the_stored_set_as_it_was(api, full, field, value):
    pk = uuid.uuid4()
    api.put(f"{URL}/{pk}", full)
    before = rows()
    for answer in (
        api.patch(f"{URL}/{pk}", {"note": "changed", field: value}),
        api.put(f"{URL}/{pk}", full | {"reps": 1, field: value}),
    ):
        assert answer.status_code == 400
    assert rows() == before


def test_every_wrong_field_is_named_at_once(api, least):
    answer = api.post(URL, least | {"reps": -1, "rpe": 11, "kind": "cooldown"})
    assert set(answer.json()["errors"]) == {"reps", "rpe", "kind"}


def test_an_unknown_fault_is_refused_by_its_place_in_the_list(api, least):
    answer = api.post(URL, least | {"faults": ["rounded-back", "backache"]})
    assert answer.json()["errors"] == {"faults.1": ['"backache" is not a valid choice.']}
    assert not Set.objects.exists()


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity", "1e400", "-1e400"])
def test_numbers_that_are_none_are_refused_as_literals(api, least, literal):
    body = json.dumps(least)[:-1] + f', "load_kg": {literal}}}'
    answer = api.generic("POST", URL, body, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["detail"]
    assert not Set.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "{",
        "[",
        "",
        "[]",
        "[{}]",
        "null",
        '"set"',
        "5",
        "[" * 100_000,
        '{"a":' * 100_000,
        b"\xff\xfe",
        '{"note": "\\udc00"}',
    ],
    ids=lambda body: repr(body[:20]),
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_a_body_that_is_no_set_is_refused_in_a_problem(api, session, new_set, body, method):
    row = new_set(session)
    before = rows()
    url = URL if method == "POST" else f"{URL}/{row.pk}"
    answer = api.generic(method, url, body, content_type="application/json")
    if (method, body) == ("PATCH", ""):  # changes nothing
        assert answer.status_code == 200
        return
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert len(answer.json()["detail"]) > 10
    assert rows() == before


def test_a_body_far_beyond_any_set_is_refused_unread(api, least, settings):
    answer = api.post(URL, least | {"note": "x" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert not Set.objects.exists()


@pytest.mark.parametrize("where", ["kind", "exercise", "faults"])
def test_half_a_character_is_refused_wherever_it_stands(api, least, where):
    value = ["\ud800"] if where == "faults" else "\ud800"
    answer = api.generic("POST", URL, json.dumps(least | {where: value}), content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, "parse_error")
    assert not Set.objects.exists()


def test_a_fuzzed_body_never_breaks_the_server(api, full, odd_values):
    pk = api.post(URL, full).json()["id"]
    for field in (*full, "id", "nonsense"):
        for value in odd_values:
            body = json.dumps(full | {field: value})
            answer = api.generic("PUT", f"{URL}/{pk}", body, content_type="application/json")
            assert answer.status_code in (200, 400, 404), (field, value)
            if answer.status_code != 200:
                assert {name.partition(".")[0] for name in answer.json()["errors"]} == {field}, value
    Set.objects.get().full_clean()


# --- lists and costs -----------------------------------------------------------------------------------------


def walk(api, url, link="next"):
    pages = []
    while url:
        answer = api.get(url).json()
        pages.append([row["id"] for row in answer["results"]])
        url = answer[link]
    return pages


@pytest.fixture
def many(session, theirs, new_set):
    """Eleven sets of Ada's, five of them at one instant; and Sam's at the same times."""
    start = session.started_at
    found = [new_set(session, performed_at=start + timedelta(minutes=max(0, number - 4))) for number in range(11)]
    for number in range(4):
        new_set(theirs, performed_at=start + timedelta(minutes=number))
    return found


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 11, 500])
def test_next_leads_through_everything_once_newest_first(api, many, limit):
    expected = [str(row.pk) for row in sorted(many, key=lambda row: (row.performed_at, row.pk), reverse=True)]
    pages = walk(api, f"{URL}?limit={limit}")
    assert [pk for page in pages for pk in page] == expected
    assert all(len(page) == limit for page in pages[:-1])


@pytest.mark.parametrize("limit", [1, 2, 3])
def test_previous_leads_back_through_everything_once(api, session, new_set, limit):
    times = [session.started_at + timedelta(minutes=number) for number in range(7)]
    expected = [str(new_set(session, performed_at=at).pk) for at in times][::-1]
    url = f"{URL}?limit={limit}"
    while (answer := api.get(url).json())["next"]:
        url = answer["next"]
    pages = walk(api, url, "previous")
    assert [pk for page in reversed(pages) for pk in page] == expected


def test_a_page_has_fifty_unless_asked_and_five_hundred_at_most(api, athlete, session, lifts):
    start = session.started_at
    Set.objects.bulk_create(
        Set(
            owner=athlete,
            session=session,
            exercise=lifts["deadlift"],
            reps=5,
            performed_at=start + timedelta(seconds=number),
        )
        for number in range(501)
    )
    assert len(api.get(URL).json()["results"]) == 50
    assert len(api.get(f"{URL}?limit=501").json()["results"]) == 500


def test_filters_keep_what_they_say(api, session, new_session, new_set, theirs):
    other = new_session(session.started_at + timedelta(days=1))
    a = new_set(session, "deadlift", kind="warmup")
    b = new_set(session, "romanian-deadlift", performed_at=session.started_at + timedelta(minutes=1))
    c = new_set(other, "deadlift", done=False)
    new_set(theirs, "deadlift", kind="warmup")

    def found(query):
        return [row["id"] for row in api.get(f"{URL}?{query}").json()["results"]]

    assert found(f"session={session.pk}") == [str(b.pk), str(a.pk)]
    assert found("exercise=deadlift") == [str(c.pk), str(a.pk)]
    assert found("kind=warmup") == [str(a.pk)]
    assert found("done=false") == [str(c.pk)]
    assert found(f"session={session.pk}&exercise=deadlift&done=true") == [str(a.pk)]
    assert found(f"session={theirs.pk}") == []


@pytest.mark.parametrize("query", ["session=nope", "kind=cooldown"])
def test_a_filter_value_that_cannot_be_is_refused_by_name(api, session, query):
    answer = api.get(f"{URL}?{query}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [query.split("=")[0]]


def test_deleted_sets_and_others_are_not_in_the_list(api, session, theirs, new_set):
    stays = new_set(session)
    new_set(theirs)
    delete_set(new_set(session), at=session.started_at)
    assert walk(api, URL) == [[str(stays.pk)]]


def test_the_list_counts_nothing_and_costs_at_most_three_queries(device, many):
    with CaptureQueriesContext(connection) as queries:
        answer = device.get(URL)
    assert len(answer.json()["results"]) == len(many)
    assert len(queries) <= 3
    assert not [query for query in queries if "COUNT(" in query["sql"].upper()]


def test_creating_a_set_costs_at_most_eight_queries_with_a_fresh_token(device, least, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        device.post(URL, least)
    assert Set.objects.count() == 1


def test_putting_a_set_costs_at_most_eight_queries_beside_the_transactions_own(device, least):
    device.get(URL)
    with CaptureQueriesContext(connection) as queries:
        device.put(f"{URL}/{uuid.uuid4()}", least)
    said = [query["sql"] for query in queries if "SAVEPOINT" not in query["sql"]]
    assert len(said) <= 8, said
    assert Set.objects.count() == 1


def test_a_token_call_writes_no_session_row(device, least):
    answer = device.post(URL, least)
    assert not Cookie.objects.exists()
    assert not answer.cookies
    assert Session.objects.count() == 1


def test_a_token_that_may_only_read_writes_nothing(reader, least, session, new_set):
    row = new_set(session)
    before = rows()
    url = f"{URL}/{row.pk}"
    for answer in (reader.post(URL, least), reader.put(url, least), reader.patch(url, {}), reader.delete(url)):
        assert (answer.status_code, answer.json()["code"]) == (403, "read_only_token")
    assert rows() == before


def test_without_signing_in_nothing_is_read_or_written(client, least, session, new_set):
    url = f"{URL}/{new_set(session).pk}"
    before = rows()
    for answer in (
        client.get(URL),
        client.get(url),
        client.post(URL, least, content_type="application/json"),
        client.delete(url),
    ):
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert rows() == before
