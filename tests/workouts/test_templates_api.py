"""Templates over the API: lines nested, PUT replaces them wholesale, and what is refused."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from workouts.domain.templates import delete_template, save_template
from workouts.models import Template, TemplateLine

URL = "/api/v1/templates"
LINES = [
    {"exercise": "deadlift", "kind": "warmup", "sets": 2, "reps": 5},
    {"exercise": "deadlift", "sets": 3, "reps": 5, "load_kg": 100.5, "rest_s": 180},
    {"exercise": "plank", "sets": 2, "duration_s": 45, "superset": 1},
]
FULL = {"title": "Lower A", "note": "slow down", "weekdays": [3, 0], "lines": LINES}


@pytest.fixture
def made(api, lifts):
    return api.post(URL, FULL).json()


@pytest.fixture
def theirs(stranger, lifts):
    row = Template(owner=stranger, title="Sam's secret plan", weekdays=[0])
    return save_template(row, lines=[TemplateLine(exercise=lifts["deadlift"], sets=9)])


def stored(template):
    names = ("exercise_id", "block", "position", "kind", "sets", "reps", "load_kg", "duration_s", "rest_s", "superset")
    return list(template.lines.values_list(*names))


def everything():
    return list(Template.objects.order_by("pk").values()), list(TemplateLine.objects.order_by("pk").values())


def test_a_template_is_made_with_its_lines_in_the_order_given(made, athlete):
    template = Template.objects.get()
    assert (template.owner, template.title, template.note, template.weekdays) == (
        athlete,
        "Lower A",
        "slow down",
        [0, 3],
    )
    assert stored(template) == [
        ("deadlift", 0, 0, "warmup", 2, 5, None, None, None, None),
        ("deadlift", 0, 1, "working", 3, 5, 100.5, None, 180, None),
        ("plank", 1, 0, "working", 2, None, None, 45, None, 1),
    ]


def test_it_answers_with_everything_it_was_given(api, made):
    assert [{name: line[name] for name in given} for line, given in zip(made["lines"], LINES, strict=True)] == LINES
    assert api.get(f"{URL}/{made['id']}").json() == made


def test_what_it_answers_can_be_put_back_and_changes_nothing(api, made):
    before = stored(Template.objects.get())
    answer = api.put(f"{URL}/{made['id']}", made)
    assert answer.status_code == 200
    assert stored(Template.objects.get()) == before
    changed = {"updated_at"}
    assert {k: v for k, v in answer.json().items() if k not in changed} == {
        k: v for k, v in made.items() if k not in changed
    }


def test_put_makes_it_under_the_clients_id_and_again_is_harmless(api, lifts):
    pk = uuid.uuid4()
    assert api.put(f"{URL}/{pk}", FULL).status_code == 201
    assert api.put(f"{URL}/{pk}", FULL).status_code == 200
    assert (Template.objects.get().pk, TemplateLine.objects.count()) == (pk, 3)


def test_put_replaces_the_lines_wholesale_and_what_it_leaves_out(api, made):
    api.put(f"{URL}/{made['id']}", {"title": "B", "lines": [{"exercise": "pull-up", "sets": 4}]})
    template = Template.objects.get()
    assert (template.title, template.note, template.weekdays) == ("B", "", [])
    assert [line.exercise_id for line in template.lines.all()] == ["pull-up"]
    api.put(f"{URL}/{made['id']}", {"title": "B"})
    assert not TemplateLine.objects.exists()


def test_patch_keeps_the_lines_unless_it_brings_others(api, made):
    before = stored(Template.objects.get())
    assert api.patch(f"{URL}/{made['id']}", {"title": "New"}).json()["lines"] == made["lines"]
    assert stored(Template.objects.get()) == before
    api.patch(f"{URL}/{made['id']}", {"lines": []})
    assert (Template.objects.get().note, TemplateLine.objects.count()) == ("slow down", 0)


def test_other_names_of_an_exercise_are_taken(api, lifts):
    answer = api.post(URL, {"title": "A", "lines": [{"exercise": "rdl"}]})
    assert answer.json()["lines"][0]["exercise"] == "romanian-deadlift"


def test_each_write_answers_with_its_version_and_takes_the_owners_next(api, made):
    url = f"{URL}/{made['id']}"
    first = Template.objects.get().v
    assert api.patch(url, {"title": "New"})["ETag"] == f'"{Template.objects.get().v}"'
    assert Template.objects.get().v == first + 1


def test_a_deleted_template_is_gone_and_can_come_back_with_its_lines(api, made):
    url = f"{URL}/{made['id']}"
    assert api.delete(url).status_code == 204
    for answer in (api.get(url), api.put(url, FULL), api.patch(url, {}), api.delete(url)):
        assert (answer.status_code, answer.json()["code"]) == (410, "deleted")
    assert api.get(URL).json()["results"] == []
    assert api.post(f"{url}/restore").json()["lines"] == made["lines"]
    assert Template.objects.alive().count() == 1


def test_another_persons_template_is_not_there(api, theirs):
    before = everything()
    url = f"{URL}/{theirs.pk}"
    for answer in (api.get(url), api.patch(url, {"title": "mine"}), api.delete(url), api.post(f"{url}/restore")):
        assert answer.status_code == 404
        assert "secret" not in answer.content.decode()
    assert api.put(url, FULL).status_code == 409
    assert api.get(URL).json()["results"] == []
    assert everything() == before


def test_another_persons_deleted_template_is_not_told_about(api, theirs):
    delete_template(theirs, at=theirs.created_at)
    assert api.get(f"{URL}/{theirs.pk}").status_code == 404
    assert api.put(f"{URL}/{theirs.pk}", FULL).status_code == 409


def test_another_persons_own_exercise_is_in_no_template_of_mine(api, stranger, lifts):
    exercise = lifts["deadlift"]
    exercise.owner = stranger
    exercise.save()
    answer = api.post(URL, {"title": "A", "lines": [{"exercise": "deadlift"}]})
    assert answer.status_code == 404
    assert not Template.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""), ("title", None), ("title", "x" * 121), ("title", "a\0b"), ("note", "x" * 4001),
        ("weekdays", [7]), ("weekdays", [-1]), ("weekdays", "Monday"), ("weekdays", [0] * 8), ("weekdays", [None]),
        ("weekdays", {}), ("lines", "none"), ("lines", {}), ("lines", [5]), ("lines", [{}]),
        ("lines", [{"exercise": "deadlift", "sets": 0}]), ("lines", [{"exercise": "deadlift", "sets": 51}]),
        ("lines", [{"exercise": "deadlift", "reps": 0}]), ("lines", [{"exercise": "deadlift", "load_kg": 1001}]),
        ("lines", [{"exercise": "deadlift", "load_kg": "nan"}]), ("lines", [{"exercise": "deadlift", "kind": "x"}]),
        ("lines", [{"exercise": "deadlift", "block": 10_001}]), ("lines", [{"exercise": "deadlift", "rest_s": 7201}]),
        ("lines", [{"exercise": "deadlift", "duration_s": 0}]), ("lines", [{"exercise": "deadlift"}] * 101),
        ("lines", [{"exercise": "deadlift", "sets": 50}] * 7),
    ],
)  # fmt: skip
def test_what_is_no_value_of_a_field_is_refused_by_its_name(api, lifts, field, value):
    answer = api.post(URL, FULL | {field: value})
    assert answer.status_code == 400
    assert {name.partition(".")[0] for name in answer.json()["errors"]} == {field}
    assert not Template.objects.exists()


def test_odd_values_never_break_it(api, lifts, odd_values):
    for value in odd_values:
        for body in (value, {"title": value}, FULL | {"lines": value}, FULL | {"lines": [value]},
                     FULL | {"lines": [{"exercise": value, "sets": value, "load_kg": value}]},
                     FULL | {"weekdays": value}):  # fmt: skip
            assert api.post(URL, body, format="json").status_code in (201, 400, 404)


def test_the_list_costs_at_most_three_queries(device, athlete, lifts):
    for number in range(6):
        row = Template(owner=athlete, title=f"T{number}")
        save_template(row, lines=[TemplateLine(exercise=lift) for lift in lifts.values()])
    device.get(URL)  # the first call of a token also notes when it was used
    with CaptureQueriesContext(connection) as queries:
        answer = device.get(URL)
    assert [len(row["lines"]) for row in answer.json()["results"]] == [5] * 6
    assert len(queries) <= 3


def test_writing_costs_the_same_for_two_lines_as_for_forty(device, lifts):
    costs = []
    device.get(URL)  # the first call of a token also notes when it was used
    for count in (1, 20):
        lines = [{"exercise": slug} for slug in ("deadlift", "plank")] * count
        with CaptureQueriesContext(connection) as queries:
            answer = device.put(f"{URL}/{uuid.uuid4()}", {"title": "Long", "lines": lines})
        assert answer.status_code == 201
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 14


def test_a_token_that_may_only_read_writes_nothing(reader, athlete):
    template = save_template(Template(owner=athlete, title="Mine"))
    before = everything()
    for answer in (reader.post(URL, FULL), reader.delete(f"{URL}/{template.pk}")):
        assert answer.status_code == 403
    assert everything() == before
