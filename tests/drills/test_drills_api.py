"""Drills over the API: the library and own ones."""

import pytest

from drills.models import Drill

URL = "/api/v1/drills"
FULL = {
    "name": "Towel hinge",
    "summary": "With a towel.",
    "kind": "strength",
    "level": "loaded",
    "equipment": ["wall", "band"],
    "setup": "Stand.",
    "steps": ["Hinge.", "Stand."],
    "benefit": "Good.",
    "progression": "More.",
    "measure": "time",
    "sets": 2,
    "reps": 10,
    "hold_s": 20,
    "hold_max_s": 40,
    "per_side": True,
    "often": "daily",
    "distance": True,
    "loadable": True,
    "faults": ["squatting"],
    "exercise": "deadlift",
    "figure": "dowel-hinge",
}


def test_the_library_is_listed_with_everything(api, drill_library, django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        rows = api.get(URL).json()["results"]
    by_id = {row["id"]: row for row in rows}
    assert len(rows) == Drill.objects.count() and list(by_id) == sorted(by_id)
    dowel = by_id["dowel-hinge"]
    assert (dowel["sets"], dowel["reps"], dowel["often"], dowel["dose_source"]) == (3, 15, "daily", "article")
    assert dowel["own"] is False and dowel["faults"] == ["rounded-back", "hyperextended-lockout"]
    assert by_id["kettlebell-deadlift"]["exercise"] == "kettlebell-deadlift"


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("?search=stick", ["dowel-hinge"]),
        ("?kind=mobility", ["hamstring-stretch", "hip-flexor-stretch", "ninety-ninety-hip-stretch"]),
        ("?level=explosive", ["box-jump", "kettlebell-swing"]),
    ],
)
def test_the_list_is_filtered(api, drill_library, query, ids):
    assert [row["id"] for row in api.get(URL + query).json()["results"]] == ids


def test_an_own_drill_is_stored_whole(api, athlete, library):
    answer = api.put(f"{URL}/towel", FULL)
    assert answer.status_code == 201
    assert {name: answer.json()[name] for name in FULL} == FULL
    assert (answer.json()["id"], answer.json()["own"], answer.json()["dose_source"]) == ("towel", True, "ours")
    assert api.put(f"{URL}/towel", FULL).status_code == 200 and Drill.objects.get().owner == athlete


def test_put_takes_what_is_left_out_back_to_its_default(api, library):
    api.put(f"{URL}/towel", FULL)
    shown = api.put(f"{URL}/towel", {"name": "Towel", "reps": 5}).json()
    left = {name: shown[name] for name in ("measure", "sets", "hold_s", "equipment", "steps", "exercise", "per_side")}
    assert left == {"measure": "reps", "sets": 3, "hold_s": None, "equipment": [], "steps": [], "exercise": None,
                    "per_side": False}  # fmt: skip


def test_a_post_finds_an_unused_id(api, drill_library):
    made = [api.post(URL, {"name": name, "reps": 5}).json()["id"] for name in ("Dowel hinge", "Warm up", "Warm up")]
    assert made == ["dowel-hinge-2", "warm-up-2", "warm-up-3"]


@pytest.mark.parametrize("slug", ["dowel-hinge", "library", "logs", "warm-up", "plan", "new"])
def test_ids_of_the_library_and_of_pages_are_taken(api, drill_library, slug):
    assert api.put(f"{URL}/{slug}", {"name": "Mine", "reps": 5}).status_code == 409
    assert not Drill.objects.exclude(owner=None).exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("name", "x" * 81), ("kind", "dance"), ("level", "hard"), ("equipment", ["sofa"]), ("sets", 0),
     ("hold_s", None), ("hold_s", 0), ("hold_max_s", 19), ("faults", ["lazy"]), ("steps", ["x"] * 13),
     ("steps", ["x" * 301]), ("often", "never"), ("measure", "distance"), ("per_side", "yes"), ("figure", "x" * 41)],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_by_the_name_of_its_field(api, library, field, value):
    answer = api.put(f"{URL}/towel", FULL | {field: value})
    assert answer.status_code == 400
    assert {name.partition(".")[0] for name in answer.json()["errors"]} == {field}
    assert not Drill.objects.exists()


def test_a_drill_counts_something(api):
    assert list(api.post(URL, {"name": "Towel"}).json()["errors"]) == ["reps"]
    assert list(api.post(URL, {"name": "Towel", "measure": "time", "reps": 5}).json()["errors"]) == ["hold_s"]


def test_odd_values_are_refused_and_never_an_error_of_ours(api, odd_values, library):
    for value in odd_values:
        for field in ("name", "level", "equipment", "steps", "sets", "hold_s", "per_side", "exercise"):
            assert api.put(f"{URL}/towel", FULL | {field: value}).status_code in (200, 201, 400, 404), (field, value)


def test_the_library_and_others_drills_are_not_changed(api, stranger, drill_library, own_drill):
    own_drill.owner = stranger
    own_drill.save()
    for slug in ("dowel-hinge", "towel-hinge"):
        assert api.patch(f"{URL}/{slug}", {"reps": 1}).status_code == 404
        assert api.delete(f"{URL}/{slug}").status_code == 404
    assert api.get(f"{URL}/towel-hinge").status_code == 404
    assert Drill.objects.alive().get(pk="dowel-hinge").reps == 15


def test_a_deleted_drill_is_gone_until_the_deletion_is_taken_back(api, own_drill):
    assert api.delete(f"{URL}/towel-hinge").status_code == 204
    assert api.get(f"{URL}/towel-hinge").status_code == 410
    assert "towel-hinge" not in [row["id"] for row in api.get(URL).json()["results"]]
    assert api.post(f"{URL}/towel-hinge/restore").json()["reps"] == 10
    assert api.get(f"{URL}/towel-hinge").status_code == 200


def test_the_feed_tells_of_own_drills_and_not_of_the_library(api, drill_library, own_drill):
    def told():
        return [
            (change["id"], change["row"] and change["row"]["name"])
            for change in api.get("/api/v1/changes").json()["results"]
            if change["kind"] == "drill"
        ]

    assert told() == [("towel-hinge", "Towel hinge")]
    api.delete(f"{URL}/towel-hinge")
    assert told() == [("towel-hinge", None)]


def test_a_read_only_device_may_read_and_not_write(reader, own_drill):
    assert reader.get(f"{URL}/towel-hinge").json()["own"] is True
    assert reader.patch(f"{URL}/towel-hinge", {"reps": 3}).status_code == 403


def test_equipment_and_faults_are_kept_once_each(api, own_drill):
    body = {"equipment": ["wall", "mat", "wall"], "faults": ["rounded-back", "rounded-back"]}
    answer = api.patch("/api/v1/drills/towel-hinge", body, format="json").json()
    assert (answer["equipment"], answer["faults"]) == (["wall", "mat"], ["rounded-back"])
