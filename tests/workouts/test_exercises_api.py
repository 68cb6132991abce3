"""Exercises over the API."""

import pytest

from core import catalogue, catalogue_api
from workouts.domain.library import create_own_exercise
from workouts.models import Exercise

URL = "/api/v1/exercises"
NEW = {"name": "Zercher squat", "pattern": "squat", "equipment": "barbell", "primary": ["quads"], "secondary": ["abs"]}


def ids(answer):
    return [row["id"] for row in answer.json()["results"]]


@pytest.fixture
def sams_lift(stranger):
    return create_own_exercise(
        owner=stranger, name="Sam's lift", pattern="hinge", equipment="box", primary=["glutes"], secondary=[]
    )


def test_the_list_is_ordered_by_id_and_hides_others_own(api, lifts, sams_lift):
    assert ids(api.get(URL)) == sorted(lifts)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("pattern=hinge", ["deadlift", "romanian-deadlift"]),
        ("equipment=bodyweight", ["plank", "pull-up"]),
        ("search=rdl", ["romanian-deadlift"]),
        ("search=roman+dead", ["romanian-deadlift"]),
        ("search=rdl&pattern=core", []),
        ("muscle=glutes", ["deadlift"]),
    ],
)
def test_filters_keep_what_they_say(api, lifts, sams_lift, query, found):
    lifts["deadlift"].muscles.create(muscle="glutes", role="secondary")
    lifts["plank"].muscles.create(muscle="abs", role="primary")
    assert ids(api.get(f"{URL}?{query}")) == found


@pytest.mark.parametrize("query", ["pattern=wiggle", "equipment=sofa", "muscle=ears"])
def test_an_unknown_filter_value_is_refused_by_name(api, lifts, query):
    answer = api.get(f"{URL}?{query}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [query.split("=")[0]]


def test_the_list_pages_through_everything_once(api, lifts):
    seen, url = [], f"{URL}?limit=2"
    while url:
        answer = api.get(url)
        seen += ids(answer)
        url = answer.json()["next"]
    assert seen == sorted(lifts)


def test_the_list_costs_at_most_three_queries(device, library, django_assert_max_num_queries):
    device.get(f"{URL}/deadlift")  # the first use of a token is noted, once in ten minutes
    with django_assert_max_num_queries(3):
        answer = device.get(URL)
    assert len(ids(answer)) > 45


def test_one_exercise_shows_everything_about_it(api, lifts):
    lifts["deadlift"].muscles.create(muscle="glutes", role="primary")
    lifts["deadlift"].muscles.create(muscle="quads", role="secondary")
    assert api.get(f"{URL}/deadlift").json() == {
        "id": "deadlift",
        "name": "Deadlift",
        "aliases": [],
        "pattern": "hinge",
        "equipment": "barbell",
        "primary": ["glutes"],
        "secondary": ["quads"],
        "load": "external",
        "measure": "reps",
        "unilateral": False,
        "rest_s": 120,
        "summary": "",
        "own": False,
    }


def test_another_name_leads_to_the_exercise(api, lifts):
    assert api.get(f"{URL}/rdl").json()["id"] == "romanian-deadlift"


def test_another_persons_exercise_is_not_there(api, sams_lift):
    answer = api.get(f"{URL}/{sams_lift.pk}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_an_own_exercise_is_made_with_its_muscles(api, athlete):
    answer = api.post(URL, NEW)
    assert answer.status_code == 201
    row = Exercise.objects.get()
    assert answer.json()["id"] == row.pk == "zercher-squat"
    assert answer.json()["own"] is True
    assert (row.owner, row.rest_s) == (athlete, 120)
    assert set(row.muscles.values_list("muscle", "role")) == {("quads", "primary"), ("abs", "secondary")}


def test_an_own_exercise_with_a_library_name_gets_an_unused_id(api, lifts):
    assert api.post(URL, NEW | {"name": "Deadlift"}).json()["id"] == "deadlift-2"
    assert Exercise.objects.get(pk="deadlift").owner is None


def test_an_id_with_an_underscore_can_be_read_back(api):
    made = api.post(URL, NEW | {"name": "my_lift"}).json()["id"]
    assert api.get(f"{URL}/{made}").json()["name"] == "my_lift"


def test_an_own_exercise_can_be_logged_by_its_id(api, session):
    made = api.post(URL, NEW).json()["id"]
    answer = api.post("/api/v1/sets", {"session": str(session.pk), "exercise": made, "reps": 5})
    assert answer.json()["exercise"] == "zercher-squat"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", " "),
        ("name", "x" * 81),
        ("name", "a\0b"),
        ("name", None),
        ("name", ["x"]),
        ("pattern", "wiggle"),
        ("equipment", None),
        ("load", "heavy"),
        ("measure", 5),
        ("rest_s", 3601),
        ("rest_s", -1),
        ("rest_s", 10**400),
        ("unilateral", "perhaps"),
        ("aliases", "rdl"),
        ("aliases", ["x" * 81]),
        ("aliases", [["rdl"]]),
        ("aliases", ["x"] * 21),
        ("primary", ["ears"]),
        ("primary", "glutes"),
        ("secondary", [{}]),
        ("summary", "x" * 161),
    ],
)
def test_what_is_no_value_of_a_field_is_refused_by_its_name(api, field, value):
    answer = api.post(URL, NEW | {field: value})
    assert answer.status_code == 400
    assert {name.partition(".")[0] for name in answer.json()["errors"]} == {field}
    assert not Exercise.objects.exists()


@pytest.mark.parametrize("field", ["name", "pattern", "equipment"])
def test_what_an_exercise_cannot_do_without_is_required(api, field):
    answer = api.post(URL, {name: value for name, value in NEW.items() if name != field})
    assert answer.json()["errors"] == {field: ["This field is required."]}
    assert not Exercise.objects.exists()


def test_the_library_is_not_changed_over_the_api(api, lifts):
    put, patch, delete = (getattr(api, method)(f"{URL}/deadlift", NEW) for method in ("put", "patch", "delete"))
    assert (put.status_code, put.json()["code"]) == (409, "id_taken")
    assert (patch.status_code, patch.json()["code"]) == (404, "not_found")
    assert (delete.status_code, delete.json()["code"]) == (405, "method_not_allowed")
    assert Exercise.objects.get(pk="deadlift").name == "Deadlift"


def test_others_exercises_are_not_changed(api, sams_lift):
    assert api.put(f"{URL}/{sams_lift.pk}", NEW).json()["code"] == "id_taken"
    assert api.patch(f"{URL}/{sams_lift.pk}", NEW).json()["code"] == "not_found"
    sams_lift.refresh_from_db()
    assert (sams_lift.name, [row.muscle for row in sams_lift.muscles.all()]) == ("Sam's lift", ["glutes"])


def test_put_makes_an_own_exercise_under_the_clients_id_once_and_replaces_it(api, athlete):
    url = f"{URL}/zercher-squat-7"
    first = api.put(url, NEW | {"rest_s": 200, "aliases": ["zs"]})
    assert (first.status_code, first.json()["id"], first.json()["own"]) == (201, "zercher-squat-7", True)
    assert api.put(url, NEW | {"rest_s": 200, "aliases": ["zs"]}).status_code == 200
    replaced = api.put(url, NEW | {"secondary": []}).json()
    assert (replaced["primary"], replaced["secondary"]) == (["quads"], [])
    assert (replaced["rest_s"], replaced["aliases"]) == (120, [])
    assert Exercise.objects.filter(owner=athlete).count() == 1


def test_patch_changes_what_is_sent_and_leaves_the_rest(api, athlete):
    pk = api.post(URL, NEW | {"rest_s": 200}).json()["id"]
    changed = api.patch(f"{URL}/{pk}", {"name": "Zercher"}).json()
    assert (changed["name"], changed["rest_s"]) == ("Zercher", 200)
    assert (changed["primary"], changed["secondary"]) == (["quads"], ["abs"])


def test_an_id_that_is_a_page_is_no_exercise(api, athlete):
    assert api.put(f"{URL}/new", NEW).json()["code"] == "id_taken"
    assert not Exercise.objects.exists()


def test_a_change_of_what_the_client_has_not_seen_is_refused(api, athlete):
    pk = api.post(URL, NEW).json()["id"]
    tag = api.get(f"{URL}/{pk}").headers["ETag"]
    assert api.patch(f"{URL}/{pk}", {"name": "First"}, headers={"If-Match": tag}).status_code == 200
    refused = api.patch(f"{URL}/{pk}", {"name": "Second"}, headers={"If-Match": tag})
    assert (refused.status_code, refused.json()["code"]) == (412, "changed_meanwhile")
    assert Exercise.objects.get(pk=pk).name == "First"


@pytest.mark.parametrize("path", ["", "/deadlift"])
def test_what_did_not_change_is_not_sent_again(api, lifts, path):
    tag = api.get(URL + path).headers["ETag"]
    assert api.get(URL + path, headers={"If-None-Match": tag}).status_code == 304
    Exercise.objects.filter(pk="deadlift").update(name="The lift")
    assert "The lift" in api.get(URL + path, headers={"If-None-Match": tag}).content.decode()


def test_without_signing_in_there_is_nothing_to_read(client, lifts):
    answer = client.get(URL)
    assert answer.status_code == 401
    assert "results" not in answer.json()


def test_two_people_may_name_an_exercise_alike_at_the_same_moment(api, sams_lift, monkeypatch):
    free = iter([sams_lift.pk, "sam-s-lift-2"])  # the first was free when it was looked for
    monkeypatch.setattr(catalogue, "unused_slug", lambda *about, **more: next(free))
    answer = api.post(URL, NEW | {"name": "Sam's lift"})
    assert (answer.status_code, answer.json()["id"]) == (201, "sam-s-lift-2")
    assert Exercise.objects.get(pk=sams_lift.pk).owner == sams_lift.owner


def test_a_retry_while_the_first_is_still_running_hears_to_try_again(api, stranger, monkeypatch):
    monkeypatch.setattr(catalogue_api, "id_for_key", lambda *about: "x")
    create_own_exercise(owner=stranger, slug="own-x", **NEW)  # as good as one that is not to be seen yet
    answer = api.post(URL, NEW, headers={"Idempotency-Key": "k"})
    assert (answer.status_code, answer.json()["code"]) == (409, "written_meanwhile")
