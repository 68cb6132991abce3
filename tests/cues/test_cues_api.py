"""Cues of the API: the library and own ones, and what they are on."""

import uuid

import pytest

from core.versions import version_of
from cues.api.attachments import CueAttachmentSerializer
from cues.domain.attachments import attach
from cues.models import Cue, CueAttachment

CUES = "/api/v1/cues"
ON = "/api/v1/cue-attachments"
OWN = {"text": "zip up the jacket", "phase": "set-up"}


def post(api, path, **body):
    return api.post(path, body, format="json")


def put(api, path, **body):
    return api.put(path, body, format="json")


# --- cues -----------------------------------------------------------------------------------------------------


def test_the_library_is_there_whole(cue_library, api):
    rows = api.get(CUES).json()["results"]
    assert len(rows) == 21
    coarse = next(row for row in rows if row["id"] == "push-butt-back")
    assert coarse == {
        "id": "push-butt-back",
        "text": "push butt backward",
        "why": coarse["why"],
        "phase": "start",
        "fault": "squatting",
        "exercise": None,
        "neutral": "push-hips-back",
        "copy_of": "",
        "picture": None,
        "picture_width": None,
        "picture_height": None,
        "own": False,
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("phase=bottom", {"feel-hamstrings"}),
        ("fault=bar-drift", {"bar-close"}),
        ("search=CAR+door", {"close-car-door"}),
        ("phase=set-up&fault=squatting", {"soft-knees"}),
        ("search=nothing+like+it", set()),
    ],
)
def test_the_list_is_narrowed_by_phase_fault_and_words(cue_library, api, asked, found):
    assert {row["id"] for row in api.get(f"{CUES}?{asked}").json()["results"]} == found


def test_a_list_takes_three_queries_however_long_it_is(cue_library, device, new_cue, django_assert_max_num_queries):
    device.get(CUES)
    with django_assert_max_num_queries(3):
        device.get(CUES)
    for number in range(5):
        new_cue(f"cue {number}")
    with django_assert_max_num_queries(3):
        assert len(device.get(CUES).json()["results"]) == 26


def test_own_cues_are_made_under_an_unused_id(cue_library, api, athlete):
    made = post(api, CUES, **OWN, fault="rounded-back", exercise="deadlift", why="It sets the lats.")
    assert made.status_code == 201
    assert made.json()["id"] == "zip-up-the-jacket"
    assert (made.json()["own"], made.json()["exercise"]) == (True, "deadlift")
    assert made["ETag"] == f'"{version_of(athlete.pk)}"'
    assert post(api, CUES, text="Push hips back", phase="start").json()["id"] == "push-hips-back-2"
    assert post(api, CUES, text="new", phase="start").json()["id"] == "new-2"  # a page has that address


def test_the_clients_own_id_creates_and_replaces(api, lifts):
    assert put(api, f"{CUES}/jacket", **OWN, why="Sets the lats.", exercise="deadlift").status_code == 201
    again = put(api, f"{CUES}/jacket", **OWN)
    assert (again.status_code, again.json()["why"], again.json()["exercise"]) == (200, "", None)
    changed = api.patch(f"{CUES}/jacket", {"fault": "bar-drift"}, format="json").json()
    assert (changed["fault"], changed["text"]) == ("bar-drift", OWN["text"])


def test_an_own_cue_says_which_of_the_library_it_came_from(cue_library, api):
    made = put(api, f"{CUES}/brush", text="brush the legs", phase="up", copy_of="bar-close")
    assert made.json()["copy_of"] == "bar-close"
    assert put(api, f"{CUES}/brush", text="paint the legs", phase="up").json()["copy_of"] == "bar-close"
    answer = post(api, CUES, **OWN, copy_of="brush")
    assert (answer.status_code, list(answer.json()["errors"])) == (404, ["copy_of"])


def test_the_library_and_others_cues_are_not_changed(cue_library, api, stranger, new_cue):
    theirs = new_cue("sam's secret", owner=stranger, slug="sams")
    for path in (f"{CUES}/push-hips-back", f"{CUES}/{theirs.slug}"):
        assert put(api, path, **OWN).status_code == 409
        assert api.patch(path, {"why": "x"}, format="json").status_code == 404
        assert api.delete(path).status_code == 404
    assert api.get(f"{CUES}/{theirs.slug}").status_code == 404
    assert "secret" not in api.get(CUES).content.decode()
    assert Cue.objects.get(pk="sams").text == "sam's secret"


def test_a_deleted_one_is_gone_and_comes_back(api, new_cue):
    row = new_cue()
    path = f"{CUES}/{row.slug}"
    assert api.delete(path).status_code == 204
    for answer in (api.get(path), put(api, path, **OWN), api.patch(path, {}, format="json"), api.delete(path)):
        assert answer.json()["code"] == "deleted"
    assert api.get(CUES).json()["results"] == []
    assert api.post(f"{path}/restore").json()["text"] == row.text
    assert api.get(path).status_code == 200


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""}, {"text": "x" * 81}, {"text": "a\0b"}, {"text": 5}, {"phase": "middle"}, {"phase": None},
        {"fault": "clumsy"}, {"why": "x" * 401}, {"exercise": 7}, {"exercise": "teleport"}, {"copy_of": "none"},
        {"copy_of": 5}, {"copy_of": "a\0b"},
    ],
)  # fmt: skip
def test_what_a_cue_cannot_be_is_said_at_the_field(api, lifts, wrong):
    answer = post(api, CUES, **(OWN | wrong))
    assert answer.status_code in (400, 404)
    assert answer.json()["errors"].keys() == wrong.keys()
    assert not Cue.objects.exists()


def test_a_device_hears_of_own_cues_and_of_their_end(api, new_cue, cue_library):
    row = new_cue()
    changes = [one for one in api.get("/api/v1/changes").json()["results"] if one["kind"] == "cue"]
    assert [(one["id"], one["row"]) for one in changes] == [(row.slug, api.get(f"{CUES}/{row.slug}").json())]
    cursor = api.get("/api/v1/changes").json()["cursor"]
    api.delete(f"{CUES}/{row.slug}")
    ends = api.get(f"/api/v1/changes?cursor={cursor}").json()["results"]
    assert [(one["kind"], one["row"], bool(one["deleted_at"])) for one in ends] == [("cue", None, True)]


# --- on exercises ---------------------------------------------------------------------------------------------


def test_a_cue_is_put_on_an_exercise_behind_the_others(api, lifts, new_cue):
    new_cue("one", slug="one")
    new_cue("two", slug="two")
    first = post(api, ON, exercise="deadlift", cue="one").json()
    second = post(api, ON, exercise="deadlift", cue="two").json()
    assert (first["position"], second["position"]) == (0, 1)
    moved = api.patch(f"{ON}/{second['id']}", {"position": 0}, format="json").json()
    assert (moved["position"], moved["cue"]) == (0, "two")


def test_the_same_body_twice_is_harmless(api, lifts, new_cue):
    new_cue("one", slug="one")
    path = f"{ON}/{uuid.uuid4()}"
    body = {"exercise": "deadlift", "cue": "one", "position": 3}
    assert [put(api, path, **body).status_code for _ in range(2)] == [201, 200]
    assert CueAttachment.objects.get().position == 3
    assert put(api, path, exercise="romanian-deadlift", cue="one").json()["position"] == 3  # left out, it stays


def test_a_second_one_of_the_same_is_a_conflict_with_its_own_code(api, athlete, lifts, new_cue):
    row = attach(owner=athlete, cue=new_cue("one", slug="one"), exercise=lifts["deadlift"])
    other = attach(owner=athlete, cue=row.cue, exercise=lifts["romanian-deadlift"])
    answers = [
        post(api, ON, exercise="deadlift", cue="one"),
        put(api, f"{ON}/{uuid.uuid4()}", exercise="deadlift", cue="one"),
        api.patch(f"{ON}/{other.pk}", {"exercise": "deadlift"}, format="json"),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "attached_already")] * 3
    assert CueAttachment.objects.count() == 2


def test_one_that_came_anew_meanwhile_is_not_restored_beside_itself(api, athlete, lifts, new_cue):
    row = attach(owner=athlete, cue=new_cue("one", slug="one"), exercise=lifts["deadlift"])
    api.delete(f"{ON}/{row.pk}")
    post(api, ON, exercise="deadlift", cue="one")
    assert api.post(f"{ON}/{row.pk}/restore").json()["code"] == "attached_already"
    assert api.get(f"{ON}/{row.pk}").json()["code"] == "deleted"


def test_what_stands_on_one_exercise_can_be_asked_for(cue_library, api):
    found = api.get(f"{ON}?exercise=romanian-deadlift").json()["results"]
    assert {row["cue"] for row in found} == {"push-hips-back", "neutral-spine", "squeeze-glutes"}
    assert {row["exercise"] for row in found} == {"romanian-deadlift"}
    assert [row["exercise"] for row in api.get(f"{ON}?cue=neutral-spine&exercise=deadlift").json()["results"]] == [
        "deadlift"
    ]


def test_the_list_is_read_without_the_serializer_and_shows_the_same(cue_library, api, athlete):
    rows = CueAttachment.objects.for_user(athlete)
    shown = {row["id"]: row for row in api.get(ON).json()["results"]}
    for row in rows:
        said = CueAttachmentSerializer(row).data
        assert {name: str(value) for name, value in shown[str(row.pk)].items()} == {
            name: str(value) for name, value in said.items()
        }


def test_a_list_of_them_takes_three_queries(cue_library, device, django_assert_max_num_queries):
    device.get(ON)
    with django_assert_max_num_queries(3):
        assert len(device.get(ON).json()["results"]) == 6


@pytest.mark.parametrize(
    ("wrong", "status"),
    [
        ({"cue": "sams"}, 404), ({"cue": "none"}, 404), ({"cue": "a\0b"}, 404), ({"exercise": "teleport"}, 404),
        ({"position": -1}, 400), ({"position": 1001}, 400), ({"position": "1"}, 400), ({"cue": None}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_at_the_field(api, lifts, new_cue, stranger, wrong, status):
    new_cue("one", slug="one")
    new_cue("sam's", owner=stranger, slug="sams")
    answer = post(api, ON, **({"exercise": "deadlift", "cue": "one"} | wrong))
    assert (answer.status_code, answer.json()["errors"].keys()) == (status, wrong.keys())
    assert not CueAttachment.objects.exists()


def test_a_fresh_device_hears_of_the_defaults_and_of_what_is_taken_off(cue_library, api, athlete):
    page = api.get("/api/v1/changes").json()
    rows = [one for one in page["results"] if one["kind"] == "cue-attachment"]
    assert len(rows) == 6
    api.delete(f"{ON}/{rows[0]['id']}")
    news = api.get(f"/api/v1/changes?cursor={page['cursor']}").json()["results"]
    assert [(one["id"], one["row"]) for one in news] == [(rows[0]["id"], None)]
