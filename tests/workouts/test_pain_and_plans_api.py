"""Over the API: pain, the reps a row asked for, what became of suggestions, and the template of a session."""

import uuid

import pytest
from django.utils import timezone

from workouts.models import Session, Set, Template
from workouts.models.set import Place


@pytest.fixture
def least(session, lifts):
    """Return the least that a set needs."""
    return {"session": str(session.pk), "exercise": "deadlift", "reps": 5}


def rows():
    return list(Set.objects.order_by("pk").values())


# --- pain ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", Place.values)
def test_pain_is_kept_with_its_place_and_answered_again(api, least, place):
    answer = api.post("/api/v1/sets", least | {"pain": 3, "pain_place": place})
    assert answer.status_code == 201
    assert (answer.json()["pain"], answer.json()["pain_place"]) == (3, place)
    assert (Set.objects.get().pain, Set.objects.get().pain_place) == (3, place)


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"pain": 3}, "pain_place"),
        ({"pain": 3, "pain_place": ""}, "pain_place"),
        ({"pain_place": "knee"}, "pain"),
        ({"pain": None, "pain_place": "knee"}, "pain"),
        ({"pain": 11, "pain_place": "knee"}, "pain"),
        ({"pain": -1, "pain_place": "knee"}, "pain"),
        ({"pain": 2.5, "pain_place": "knee"}, "pain"),
        ({"pain": 3, "pain_place": "heart"}, "pain_place"),
        ({"pain": 3, "pain_place": None}, "pain_place"),
    ],
)
def test_pain_without_a_place_or_a_number_is_refused_by_field(api, least, body, field):
    answer = api.post("/api/v1/sets", least | body)
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert rows() == []


def test_pain_is_changed_and_taken_back_by_a_patch_of_both(api, session, new_set):
    row = new_set(session)
    url = f"/api/v1/sets/{row.pk}"
    assert api.patch(url, {"pain": 0, "pain_place": "hip"}).json()["pain"] == 0
    assert api.patch(url, {"pain": 6}).json()["pain_place"] == "hip"
    before = rows()
    assert api.patch(url, {"pain": None}).status_code == 400
    assert rows() == before
    assert api.patch(url, {"pain": None, "pain_place": ""}).json()["pain_place"] == ""
    assert (Set.objects.get().pain, Set.objects.get().pain_place) == (None, "")


def test_a_put_without_pain_takes_it_back(api, least, session, new_set):
    row = new_set(session, pain=5, pain_place="knee", planned_reps=8)
    answer = api.put(f"/api/v1/sets/{row.pk}", least)
    assert (answer.json()["pain"], answer.json()["pain_place"], answer.json()["planned_reps"]) == (None, "", None)


# --- the reps a row asked for --------------------------------------------------------------------------------


def test_the_reps_asked_for_stay_beside_those_made(api, least):
    answer = api.post("/api/v1/sets", least | {"planned_reps": 8})
    assert (answer.json()["planned_reps"], answer.json()["reps"]) == (8, 5)
    changed = api.patch(f"/api/v1/sets/{answer.json()['id']}", {"reps": 6})
    assert (changed.json()["planned_reps"], changed.json()["reps"]) == (8, 6)


@pytest.mark.parametrize("asked", [0, -1, 1001, 5.5, "many", True])
def test_reps_that_nobody_can_ask_for_are_refused(api, least, asked):
    answer = api.post("/api/v1/sets", least | {"planned_reps": asked})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == ["planned_reps"]
    assert rows() == []


# --- suggestions and templates of a session ------------------------------------------------------------------


def test_what_became_of_suggestions_is_kept_with_the_session(api, session):
    said = {"deadlift": "taken", "plank": "ignored"}
    answer = api.patch(f"/api/v1/sessions/{session.pk}", {"suggestions": said})
    assert answer.json()["suggestions"] == said
    assert Session.objects.get().suggestions == said
    assert api.patch(f"/api/v1/sessions/{session.pk}", {"title": "A"}).json()["suggestions"] == said


@pytest.mark.parametrize(
    "said",
    [
        {"a\0b": "taken"},
        {"": "taken"},
        {"x" * 200: "taken"},
        {"deadlift": "perhaps"},
        {"deadlift": None},
        {"deadlift": True},
        ["taken"],
        "taken",
        5,
        None,
        {"deadlift": {}},
    ],
)
def test_an_answer_that_is_none_is_refused(api, session, said):
    before = list(Session.objects.values())
    answer = api.patch(f"/api/v1/sessions/{session.pk}", {"suggestions": said}, format="json")
    assert answer.status_code == 400
    assert {name.partition(".")[0] for name in answer.json()["errors"]} == {"suggestions"}
    assert list(Session.objects.values()) == before


def test_a_session_names_the_template_it_came_from(api, athlete):
    template = Template.objects.create(owner=athlete, title="Lower A")
    answer = api.put(f"/api/v1/sessions/{uuid.uuid4()}", {"title": "Lower A", "template": str(template.pk)})
    assert answer.status_code == 201
    assert answer.json()["template"] == str(template.pk)
    assert Session.objects.get().template == template
    assert api.patch(f"/api/v1/sessions/{Session.objects.get().pk}", {"template": None}).json()["template"] is None


def test_a_session_begun_offline_names_a_template_that_was_deleted_meanwhile(api, athlete):
    template = Template.objects.create(owner=athlete, title="Lower A", deleted_at=timezone.now())
    answer = api.put(f"/api/v1/sessions/{uuid.uuid4()}", {"title": "Lower A", "template": str(template.pk)})
    assert answer.status_code == 201
    assert Session.objects.get().template_id == template.pk


@pytest.mark.parametrize("whose", ["theirs", "nobodys"])
def test_a_session_comes_from_no_template_of_another_person(api, stranger, session, whose):
    theirs = Template.objects.create(owner=stranger, title="Secret")
    pk = theirs.pk if whose == "theirs" else uuid.uuid4()
    answer = api.patch(f"/api/v1/sessions/{session.pk}", {"template": str(pk)})
    assert answer.status_code == 404
    assert "secret" not in answer.content.decode().lower()
    assert Session.objects.get().template is None
