"""The API describes itself: valid OpenAPI 3.1, with the names that clients rely on."""

import io
import re
from contextlib import redirect_stderr

import pytest
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator
from openapi_spec_validator import OpenAPIV31SpecValidator

# The names of the API that exist so far, with their methods. {} stands for any path parameter.
NAMES = {
    "/api/v1/tokens": {"get", "post"},
    "/api/v1/exercises": {"get", "post"},
    "/api/v1/exercises/{}": {"get"},
    "/api/v1/sessions": {"get", "post"},
    "/api/v1/sessions/{}": {"get", "put", "patch", "delete"},
    "/api/v1/sets": {"get", "post"},
    "/api/v1/sets/{}": {"get", "put", "patch", "delete"},
    "/api/v1/bodyweights": {"get", "post"},
    "/api/v1/bodyweights/{}": {"get", "put", "patch", "delete"},
    "/api/v1/templates": {"get", "post"},
    "/api/v1/templates/{}": {"get", "put", "patch", "delete"},
    "/api/v1/templates/{}/restore": {"post"},
    "/api/v1/videos": {"get", "post"},
    "/api/v1/videos/{}": {"get", "put", "patch", "delete"},
    "/api/v1/progress/strength": {"get"},
}
FIELDS = {
    "Session": {"id", "title", "started_at", "finished_at", "note", "bodyweight_kg"},
    "Set": {
        "id", "session", "exercise", "block", "superset", "position", "kind", "load_kg", "reps", "rpe", "rir", "side",
        "duration_s", "distance_m", "rest_s", "done", "note", "form_rating", "faults", "felt", "performed_at",
    },
    "Template": {"id", "title", "note", "weekdays", "lines"},
    "TemplateLine": {"exercise", "block", "superset", "position", "kind", "sets", "reps", "load_kg", "side", "rest_s"},
    "Exercise": {"id", "name", "aliases", "pattern", "equipment", "primary", "secondary", "load", "measure"},
    "Strength": {"exercise", "metric", "bucket", "unit", "date", "value", "low", "high", "set", "session"},
}  # fmt: skip


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
    assert {parameter["name"] for parameter in schema["paths"][path]["get"]["parameters"]} == names


def test_a_set_needs_its_session_and_exercise_and_nothing_else(schema):
    assert set(schema["components"]["schemas"]["SetRequest"]["required"]) == {"session", "exercise"}


def test_kinds_sides_and_fault_codes_are_listed(schema):
    kinds = {name: set(part["enum"]) for name, part in schema["components"]["schemas"].items() if "enum" in part}
    assert {"warmup", "working", "drop", "amrap", "failure"} in kinds.values()
    assert {"both", "left", "right"} in kinds.values()
    assert any("rounded-back" in values for values in kinds.values())
