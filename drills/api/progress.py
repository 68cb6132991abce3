"""Practice over time: columns ready to chart, each line naming its logs or sets; as JSON or, by `Accept`, as CSV."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import person
from core.conditional import list_tag, not_modified, tagged
from core.csv_renderer import CsvRenderer
from core.render import JSONRenderer
from core.spreadsheets import csv_answer
from core.units import Unit, from_kg
from drills.api.progress_fields import DrillProgressSerializer, DrillsQuery
from drills.domain.levels import Work, work_by_level


class DrillProgressView(APIView):
    """Practice by level over time."""

    conditional = names_rows = True
    renderer_classes = (JSONRenderer, CsvRenderer)

    @extend_schema(
        parameters=[DrillsQuery],
        responses={(200, "application/json"): DrillProgressSerializer, (200, "text/csv"): OpenApiTypes.STR},
    )
    def get(self, request: Request) -> Any:
        """Answer with what was done on each level, from bodyweight to explosive: drill logs, and done sets of hinges.

        A line adds up one movement within a bucket; `source` tells practice that was logged from planned work.
        """
        query = DrillsQuery(data=request.query_params.dict(), context={"request": request})
        query.is_valid(raise_exception=True)
        asked = query.validated_data
        as_csv = request.accepted_renderer.format == "csv"
        tag = list_tag(request, "-csv" if as_csv else "")
        if known := not_modified(request, tag):
            return known
        unit: Unit = asked.pop("unit")
        columns = drill_columns(work_by_level(owner=person(request), **asked), unit=unit)
        head = {"bucket": asked["bucket"], "unit": unit}
        answer = _csv(columns, unit) if as_csv else Response(head | columns)
        for name, value in tagged(tag).items():
            answer[name] = value
        return answer


def drill_columns(rows: list[Work], *, unit: Unit) -> dict[str, list[Any]]:
    """Return work as columns, with loads in the unit."""
    return {
        "date": [row.date for row in rows],
        "level": [row.level for row in rows],
        "drill": [row.movement if row.source == "log" else None for row in rows],
        "exercise": [row.movement if row.source == "set" else None for row in rows],
        "source": [row.source for row in rows],
        "reps": [row.reps for row in rows],
        "clean_reps": [row.clean_reps for row in rows],
        "seconds": [round(row.seconds, 3) for row in rows],
        "load": [None if row.load_kg is None else from_kg(row.load_kg, unit) for row in rows],
        "rows": [row.ids for row in rows],
    }


def _csv(columns: dict[str, list[Any]], unit: Unit) -> Any:
    """Answer with a line for each; several rows stand in one cell."""
    heads = [f"load_{unit}" if name == "load" else name for name in columns]
    cells = [[" ".join(cell) if isinstance(cell, list) else cell for cell in column] for column in columns.values()]
    return csv_answer("drills", heads, zip(*cells, strict=True))
