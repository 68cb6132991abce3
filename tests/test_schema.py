"""The API describes itself: valid OpenAPI 3.1, with the names that clients rely on and each answer that comes."""

import io
import json
import re
from contextlib import redirect_stderr
from pathlib import Path

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator

from core.strict import NO_NUL
from tests.schema_names import FIELDS, NAMES
from workouts.domain.sets import check_set

CHECKED_IN = Path(__file__).resolve().parent.parent / "docs" / "openapi.json"
PROBLEM = "application/problem+json"
OPEN: set[tuple[str, str]] = set()  # operations for anybody: none; sign-up and sign-in are allauth's own


@pytest.fixture(scope="module")
def generated():
    """Return the schema and what generating it complained about."""
    GENERATOR_STATS.reset()
    said = io.StringIO()
    with redirect_stderr(said):
        schema = SchemaGenerator().get_schema(request=None, public=True)
        GENERATOR_STATS.emit_summary()
    return schema, said.getvalue()


@pytest.fixture(scope="module")
def schema(generated):
    return generated[0]


def test_generating_the_schema_complains_about_nothing(generated):
    lines = [line for line in generated[1].splitlines() if "Warning" in line or "Error" in line]
    assert [line for line in lines if not line.startswith(("Warnings:", "Errors:"))] == []


def test_the_schema_is_valid_openapi_3_1(schema):
    assert schema["openapi"].startswith("3.1")
    assert [error.message for error in OpenAPIV31SpecValidator(schema).iter_errors()] == []


@pytest.mark.django_db
def test_the_schema_is_served_to_anyone_as_it_is_generated(client):
    served = client.get("/api/schema/").json()
    OpenAPIV31SpecValidator(served).validate()
    assert "/api/v1/sets/{id}" in served["paths"]


@pytest.mark.parametrize("path", list(NAMES))
def test_every_name_that_clients_rely_on_is_there(schema, path):
    found = {re.sub(r"\{\w+\}", "{}", name): set(methods) for name, methods in schema["paths"].items()}
    assert NAMES[path] <= found[path]


@pytest.mark.parametrize("name", list(FIELDS))
def test_every_field_that_clients_rely_on_is_there(schema, name):
    assert FIELDS[name] <= set(schema["components"]["schemas"][name]["properties"])


def test_no_path_ends_with_a_slash(schema):
    assert [path for path in schema["paths"] if path.endswith("/") and path.startswith("/api/v1/")] == []


def test_lists_answer_results_next_and_previous(schema):
    answer = schema["paths"]["/api/v1/sets"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    page = schema["components"]["schemas"][answer["$ref"].rpartition("/")[2]]
    assert set(page["properties"]) == {"results", "next", "previous"}


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/api/v1/sessions", {"from", "to", "finished", "limit", "cursor"}),
        ("/api/v1/sets", {"session", "exercise", "kind", "done", "limit", "cursor"}),
        ("/api/v1/exercises", {"search", "pattern", "muscle", "equipment", "limit", "cursor"}),
        ("/api/v1/progress/strength", {"exercise", "metric", "bucket", "from", "to", "unit"}),
    ],
)
def test_the_parameters_of_lists_are_described(schema, path, names):
    parameters = schema["paths"][path]["get"]["parameters"]
    assert {parameter["name"] for parameter in parameters if parameter["in"] == "query"} == names


def test_a_set_needs_its_session_and_exercise_and_nothing_else(schema):
    assert set(schema["components"]["schemas"]["SetRequest"]["required"]) == {"session", "exercise"}


def test_kinds_sides_and_fault_codes_are_listed(schema):
    kinds = {name: set(part["enum"]) for name, part in schema["components"]["schemas"].items() if "enum" in part}
    assert {"warmup", "working", "drop", "amrap", "failure"} in kinds.values()
    assert {"both", "left", "right"} in kinds.values()
    assert any("rounded-back" in values for values in kinds.values())


def test_the_schema_that_is_checked_in_is_the_one_that_is_generated(schema):
    kept, made = json.loads(CHECKED_IN.read_text()), json.loads(json.dumps(schema))
    paths = sorted({*kept["paths"], *made["paths"]})
    changed = [path for path in paths if kept["paths"].get(path) != made["paths"].get(path)]
    assert changed == [], "docs/openapi.json is not what the code says: run `make schema`"
    assert kept == made, "docs/openapi.json is not what the code says: run `make schema`"


def operations(schema):
    """Return each operation as (path, method, what is said of it)."""
    return [(path, method, said) for path, methods in schema["paths"].items() for method, said in methods.items()]


def resolved(schema, said):
    """Follow a reference."""
    while "$ref" in said:
        found = schema
        for name in said["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        said = found
    return said


def test_every_operation_says_that_it_asks_who_is_there_unless_it_is_named_as_open(schema):
    unasked = {(path, method) for path, method, said in operations(schema) if not all(said.get("security", [{}]))}
    assert unasked == OPEN


@pytest.mark.django_db
def test_every_operation_refuses_a_request_without_credentials_unless_it_is_named_as_open(schema, client):
    let_in = set()
    for path, method, said in operations(schema):
        url = path
        for parameter in said.get("parameters", []):
            if parameter["in"] == "path":
                url = url.replace(f"{{{parameter['name']}}}", sound_id(resolved(schema, parameter["schema"])))
        answer = client.generic(method.upper(), url, "{}", content_type="application/json")
        if answer.status_code != 401 or answer["Content-Type"] != PROBLEM:
            let_in.add((path, method))
    assert let_in == OPEN


def sound_id(schema):
    """Return an id that such a path takes."""
    is_uuid = schema.get("format") == "uuid" or "0-9a-fA-F" in schema.get("pattern", "")
    return "0e0a9d52-35dc-4a5c-9d4f-5a4a4c1a2b3c" if is_uuid else "deadlift"


def test_every_refusal_is_described_as_a_problem(schema):
    plain = []
    for path, method, said in operations(schema):
        for status, answer in said["responses"].items():
            found = resolved(schema, answer)
            if int(status) >= 400 and status != "416" and set(found["content"]) != {PROBLEM}:
                plain.append((path, method, status))
    assert plain == []


def test_every_operation_says_the_refusals_that_any_request_can_meet(schema):
    files = ("/poster", "/sprite", "/original", "/rendition")
    for path, method, said in operations(schema):
        sends_file = path.endswith(files) or (path.endswith("/picture") and method == "get")
        met = {"401", "429"} | (set() if sends_file else {"406"})
        met |= {"400", "413", "415"} if "requestBody" in said else set()
        met |= {"404"} if "{" in path else set()
        assert met <= set(said["responses"]), (path, method)


def test_answers_about_rows_carry_their_version_and_refusals_for_now_when_to_come_back(schema):
    row = schema["paths"]["/api/v1/sets/{id}"]
    for method, status in (("get", "200"), ("put", "200"), ("put", "201"), ("patch", "200"), ("get", "304")):
        assert "ETag" in row[method]["responses"][status]["headers"], (method, status)
    assert "ETag" in schema["paths"]["/api/v1/sets"]["get"]["responses"]["200"]["headers"]
    assert "Retry-After" in resolved(schema, row["put"]["responses"]["429"])["headers"]


@pytest.mark.parametrize(
    ("path", "method", "names"),
    [
        ("/api/v1/sets", "get", {"If-None-Match"}),
        ("/api/v1/sets/{id}", "get", {"If-None-Match"}),
        ("/api/v1/sets/{id}", "put", {"If-Match", "If-None-Match"}),
        ("/api/v1/sets/{id}", "patch", {"If-Match"}),
        ("/api/v1/sets/{id}", "delete", {"If-Match"}),
        ("/api/v1/sets", "post", {"Idempotency-Key"}),
        ("/api/v1/videos/{id}/original", "get", {"If-None-Match", "Range"}),
    ],
)
def test_the_headers_that_change_what_happens_are_described(schema, path, method, names):
    parameters = schema["paths"][path][method]["parameters"]
    assert {parameter["name"] for parameter in parameters if parameter["in"] == "header"} == names


def test_bounds_of_numbers_are_those_of_the_models(schema):
    fields = schema["components"]["schemas"]["SetRequest"]["properties"]
    assert (fields["load_kg"]["minimum"], fields["load_kg"]["maximum"]) == (-1000, 1000)
    assert (fields["rpe"]["minimum"], fields["rpe"]["maximum"]) == (1, 10)
    assert (fields["position"]["minimum"], fields["position"]["maximum"]) == (0, 10_000)


def test_the_rules_across_fields_of_a_set_are_those_that_the_schema_says(schema):
    validator = Draft202012Validator(schema | {"$ref": "#/components/schemas/SetRequest"})
    row = {"session": "0e0a9d52-35dc-4a5c-9d4f-5a4a4c1a2b3c", "exercise": "deadlift"}
    for more in (
        {}, {"reps": None}, {"reps": 0}, {"reps": 5, "pain": 3}, {"reps": 5, "pain_place": "hip"},
        {"done": True, "load_kg": 5}, {"reps": 0, "kind": "working"},
    ):  # fmt: skip
        assert not validator.is_valid(row | more), more
        assert check_set({"kind": "working", "done": True} | more), more
    for more in (
        {"reps": 5}, {"done": False}, {"duration_s": 30}, {"distance_m": 10.5}, {"reps": 0, "kind": "failure"},
        {"reps": 5, "pain": 0, "pain_place": "hip"}, {"reps": 5, "pain": None, "pain_place": ""},
    ):  # fmt: skip
        assert validator.is_valid(row | more), more
        assert not check_set({"kind": "working", "done": True} | more), more


def test_filters_by_a_text_say_that_they_take_no_nul(schema):
    found = {
        (path, parameter["name"]): parameter["schema"].get("pattern")
        for path, method, said in operations(schema)
        for parameter in said.get("parameters", [])
        if method == "get" and parameter["in"] == "query" and parameter["name"] in ("exercise", "search", "cue")
    }
    assert {place for place, pattern in found.items() if pattern != NO_NUL} <= {
        (f"/api/v1/progress/{name}", "exercise") for name in ("strength", "volume", "records", "cues")
    }
    assert {("/api/v1/sets", "exercise"), ("/api/v1/videos", "exercise"), ("/api/v1/exercises", "search")} <= set(found)
