"""JSON is taken as the schema says it: what only looks like a number or a truth is refused by its name."""

import pytest

from workouts.models import Set


@pytest.fixture
def put(api, lifts, new_session):
    """Send a set's body with one field changed; return the answer."""
    session = new_session()

    def send(**fields):
        row = {"session": str(session.pk), "exercise": "deadlift", "reps": 5}
        return api.put("/api/v1/sets/0e0a9d52-35dc-4a5c-9d4f-5a4a4c1a2b3c", row | fields, format="json")

    return send


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("load_kg", True), ("load_kg", "100"), ("load_kg", ""), ("reps", True), ("reps", "5"), ("reps", 5.5),
        ("position", False), ("done", "true"), ("done", 1), ("note", 5), ("rpe", "8"),
    ],
)  # fmt: skip
def test_what_only_looks_like_a_value_is_refused_and_stores_nothing(put, field, value):
    answer = put(**{field: value})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [field])
    assert not Set.objects.exists()


def test_a_whole_number_with_a_point_is_whole(put):
    assert put(reps=5.0).json()["reps"] == 5


def test_a_text_is_not_longer_than_it_may_be_by_blanks_at_its_ends(put):
    answer = put(note="x" * 1999 + "  ")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["note"])


@pytest.mark.parametrize("name", ["session", "exercise"])
def test_an_empty_id_names_nothing(put, name):
    answer = put(**{name: ""})
    assert (answer.status_code, list(answer.json()["errors"])) == (404, [name])


def test_a_line_in_a_patch_is_whole_since_it_replaces_all_lines(api, lifts):
    template = api.post("/api/v1/templates", {"title": "Lower", "lines": [{"exercise": "deadlift"}]}).json()
    answer = api.patch(f"/api/v1/templates/{template['id']}", {"lines": [{"sets": 3}]})
    assert (answer.status_code, answer.json()["errors"]) == (400, {"lines.0.exercise": ["This field is required."]})
    kept = api.get(f"/api/v1/templates/{template['id']}").json()["lines"]
    assert [line["exercise"] for line in kept] == ["deadlift"]


def test_a_plate_in_a_patch_is_whole_since_it_replaces_all_plates(api, athlete):
    answer = api.patch("/api/v1/profile", {"plates": [{"unit": "kg", "pairs": 1}]})
    assert (answer.status_code, answer.json()["errors"]) == (400, {"plates.0.weight": ["This field is required."]})
    assert len(api.get("/api/v1/profile").json()["plates"]) == len(athlete.plates)


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("sets?session=", "session"), ("sets?kind=", "kind"), ("sets?done=", "done"), ("sets?done=perhaps", "done"),
        ("sets?done=1", "done"),
        ("sessions?from=", "from"), ("sessions?to=", "to"), ("sessions?finished=maybe", "finished"),
        ("videos?set=", "set"), ("videos?status=", "status"), ("exercises?muscle=", "muscle"),
        ("progress/strength?exercise=deadlift&from=", "from"), ("progress/volume?exercise=deadlift&unit=", "unit"),
    ],
)  # fmt: skip
def test_an_empty_or_unread_filter_is_refused_and_never_taken_for_none(api, session, lifts, path, name):
    answer = api.get(f"/api/v1/{path}")
    assert (answer.status_code, list(answer.json()["errors"])) == (400, [name])


@pytest.mark.parametrize("value", ["true", "True"])
def test_a_truth_is_read_as_programs_write_it(api, new_set, session, value):
    kept, _ = new_set(session), new_set(session, done=False)
    assert [row["id"] for row in api.get(f"/api/v1/sets?done={value}").json()["results"]] == [str(kept.pk)]


@pytest.mark.parametrize(
    "path", ["sets?session=%00", "sets?exercise=%00", "exercises?search=%00", "sets?cursor=%00", "sessions?from=%00",
             "videos?exercise=%00", "progress/strength?exercise=%00", "changes?cursor=%00", "sets?limit=%00"],
)  # fmt: skip
def test_a_nul_in_a_query_is_refused_or_finds_nothing(api, session, path):
    answer = api.get(f"/api/v1/{path}")
    assert answer.status_code in (200, 400, 404)
    assert answer.status_code != 200 or answer.json()["results"] == []


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ('{"load_kg": NaN}', "application/json", 400), ('{"load_kg": Infinity}', "application/json", 400),
        ('{"title": "\\ud800"}', "application/json", 400), ("[" * 100_000, "application/json", 400),
        ("", "application/json", 400), ("{", "application/json", 400), ("null", "application/json", 400),
        ("{}", "text/plain", 415), ("a=b", "application/x-www-form-urlencoded", 415),
        ('{"reps": 1e400}', "application/json", 400), ('{"reps": ' + "9" * 400 + "}", "application/json", 400),
    ],
)  # fmt: skip
def test_an_odd_body_is_a_problem_and_stores_nothing(api, body, kind, status):
    answer = api.generic("PUT", "/api/v1/sets/0e0a9d52-35dc-4a5c-9d4f-5a4a4c1a2b3c", body, content_type=kind)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert not Set.objects.exists()


def test_head_answers_as_get_without_the_body_and_options_name_the_methods(api, session):
    url = f"/api/v1/sessions/{session.pk}"
    head, got, options = api.head(url), api.get(url), api.options(url)
    assert (head.status_code, head.content, head["ETag"]) == (200, b"", got["ETag"])
    assert set(options["Allow"].split(", ")) == {"GET", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
