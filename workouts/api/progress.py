"""Progression: columns ready to chart, each value naming its source; as JSON, or CSV by `Accept: text/csv`."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import person
from core.conditional import list_tag, not_modified, tagged
from core.csv_renderer import CsvRenderer
from core.problems import NotYours
from core.render import JSONRenderer
from core.spreadsheets import csv_answer
from workouts.api.progress_fields import (
    RecordsQuery,
    RecordsSerializer,
    StrengthQuery,
    StrengthSerializer,
    VolumeQuery,
    VolumeSerializer,
)
from workouts.domain.chart_columns import Columns, strength_columns, strength_json, volume_columns, volume_json
from workouts.domain.library import find_exercise
from workouts.domain.record_columns import record_columns
from workouts.row_fields import ExerciseField

LOADS = ("value", "low", "high", "load")  # columns that are in the unit; their heads in a CSV file name it

_library: set[str] = set()  # ids met so far: they never change, so the next request need not look them up


class ProgressView(APIView):
    """One exercise over time. Reads the person's own rows alone, so the person's version is the answer's ETag."""

    conditional = names_rows = True
    renderer_classes = (JSONRenderer, CsvRenderer)
    query: type[Any]
    name: str

    def answer(self, request: Request) -> Any:
        """Answer with columns; 304 while nothing of the person's has changed."""
        query = self.query(data=request.query_params.dict())  # no form, where empty means left out
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        as_csv = request.accepted_renderer.format == "csv"
        tag = list_tag(request, "-csv" if as_csv else "")
        if known := not_modified(request, tag):
            return known
        exercise = _find(request, asked.pop("exercise"))
        columns = self.read(as_csv, owner=person(request), exercise=exercise, **asked)
        head = {"exercise": exercise} | self.head(asked)
        answer = _csv(f"{exercise}-{self.name}", head, columns) if as_csv else Response(head | columns)
        for name, value in tagged(tag).items():
            answer[name] = value
        return answer

    def read(self, as_csv: bool, **asked: Any) -> Columns:
        """Read the columns."""
        raise NotImplementedError

    def head(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Return what the answer says of itself before its columns."""
        raise NotImplementedError


class StrengthView(ProgressView):
    """Strength over time from the best set of each bucket."""

    query, name = StrengthQuery, "strength"

    @extend_schema(
        parameters=[StrengthQuery],
        responses={(200, "application/json"): StrengthSerializer, (200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request) -> Any:
        """Answer with the best set of each bucket, oldest first.

        Warm-ups, planned sets and missed lifts never count. An e1RM is Epley's; `low` and `high` are the spread of the
        formulas. A bucket without an estimate, or without a load, is left out.
        """
        return self.answer(request)

    def read(self, as_csv: bool, **asked: Any) -> Columns:
        """Read the columns."""
        return strength_columns(**asked) if as_csv or asked["bucket"] != "session" else strength_json(**_whole(asked))

    def head(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Name what was asked, and the formula of an estimate."""
        said = {name: asked[name] for name in ("metric", "bucket", "unit")}
        return said | {"formula": "epley" if asked["metric"] == "e1rm" else None}


class VolumeView(ProgressView):
    """What working sets add up to over time."""

    query, name = VolumeQuery, "volume"

    @extend_schema(
        parameters=[VolumeQuery],
        responses={(200, "application/json"): VolumeSerializer, (200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request) -> Any:
        """Answer with what each bucket adds up to, oldest first.

        Buckets with a working set are there, even where their value is 0: only a load above none makes volume. A hard
        set has 4 repetitions in reserve or fewer, or no number for them.
        """
        return self.answer(request)

    def read(self, as_csv: bool, **asked: Any) -> Columns:
        """Read the columns."""
        return volume_columns(**asked) if as_csv or asked["bucket"] != "session" else volume_json(**_whole(asked))

    def head(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Name what was asked."""
        return {name: asked[name] for name in ("metric", "bucket", "unit")}


class RecordsView(ProgressView):
    """The best of everything."""

    query, name = RecordsQuery, "records"

    @extend_schema(
        parameters=[RecordsQuery],
        responses={(200, "application/json"): RecordsSerializer, (200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request) -> Any:
        """Answer with the records, each with the set or session that it comes from.

        `reps_1` to `reps_12` are the heaviest loads lifted for at least so many repetitions. Of equal marks the first
        is the record. What was never done is left out.
        """
        return self.answer(request)

    def read(self, as_csv: bool, **asked: Any) -> Columns:
        """Read the columns."""
        return record_columns(**asked)

    def head(self, asked: dict[str, Any]) -> dict[str, Any]:
        """Name the unit, and the formula of the estimate."""
        return {"unit": asked["unit"], "formula": "epley"}


def _whole(asked: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if name != "bucket"}


def _find(request: Request, name: str) -> str:
    """Return the id of the exercise that goes by this name, or 404. No query where an id of the library is known."""
    if name in _library:
        return name
    exercise = find_exercise(name, user=person(request))
    if exercise is None:
        raise NotYours("exercise", ExerciseField.missing)
    if exercise.owner_id is None:
        _library.add(exercise.pk)
    return exercise.pk


def _csv(name: str, head: dict[str, Any], columns: Columns) -> Any:
    """Answer with a line for each value; several sessions stand in one cell."""
    names = {column: f"{column}_{head['unit']}" if column in LOADS else column for column in columns}
    if "metric" in head and "sessions" in columns:
        names["value"] = head["metric"].replace("kg", head["unit"])
    if "measured" in columns:
        names["value"] = "value"  # each line says what it is measured in
    cells = [[_cell(value) for value in column] for column in columns.values()]
    return csv_answer(name, list(names.values()), zip(*cells, strict=True))


def _cell(value: Any) -> Any:
    return " ".join(map(str, value)) if isinstance(value, list) else value
