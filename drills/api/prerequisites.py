"""Prerequisites of the API: what a good hinge stands on, read only, with the latest result of each self-test."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import person
from core.conditional import content_tag, not_modified, tagged
from drills import access
from drills.api.self_tests import SelfTestSerializer
from drills.domain.prerequisites import Prerequisite, latest, prerequisites, results_of
from drills.models import SelfTest

NO_PAGES = {"next": None, "previous": None}


class SelfTestGuideSerializer(serializers.Serializer[Any]):
    """A self-test. `threshold` decides where something is measured; `source` says whose the measure is."""

    id = serializers.CharField(source="kind")
    title = serializers.CharField(source="name")
    ask = serializers.CharField()
    steps = serializers.ListField(child=serializers.CharField())
    counts_as_passed = serializers.CharField(source="counts")
    measure = serializers.ChoiceField(["", "s"], help_text="s: seconds are counted; else only passed or not")
    threshold = serializers.FloatField(allow_null=True)
    source = serializers.ChoiceField(["article", "ours"])  # type: ignore[assignment]
    indicator = serializers.BooleanField(help_text="a hint alone, which closes no gate")
    note = serializers.CharField()


class PrerequisiteHelperSerializer(serializers.Serializer[Any]):
    """What makes it better. `due`: daily on Today while the latest result is not passed."""

    to = serializers.CharField(help_text="a reference such as drill:hamstring-stretch")
    name = serializers.CharField()
    text = serializers.CharField()
    due = serializers.BooleanField()


class PrerequisiteSerializer(serializers.Serializer[Any]):
    """Something that a good hinge needs, its self-test, what makes it better, and your latest result."""

    id = serializers.CharField(source="slug")
    title = serializers.CharField()
    why = serializers.CharField()
    goal = serializers.CharField()
    test = SelfTestGuideSerializer()
    helpers = PrerequisiteHelperSerializer(many=True)
    latest = serializers.SerializerMethodField()

    @extend_schema_field(SelfTestSerializer(allow_null=True))
    def get_latest(self, row: Prerequisite) -> Any:
        """Return your latest result of its test."""
        found: SelfTest | None = self.context["latest"].get(row.test.kind)
        return None if found is None else SelfTestSerializer(found).data


class PrerequisitesSerializer(serializers.Serializer[Any]):
    """All prerequisites."""

    results = PrerequisiteSerializer(many=True)
    next = serializers.URLField(allow_null=True, help_text="null: there are no more pages")
    previous = serializers.URLField(allow_null=True, help_text="null: this is the first page")


class PrerequisitesView(APIView):
    """What a good hinge stands on."""

    conditional = True

    @extend_schema(operation_id="prerequisites_list", summary="List prerequisites", responses=PrerequisitesSerializer)
    def get(self, request: Request) -> Response:
        """Return the four prerequisites, each with your latest result."""
        return _answer(request, {"results": _shown(request, list(prerequisites().values()))} | NO_PAGES)


class PrerequisiteView(APIView):
    """One of them."""

    conditional = True

    @extend_schema(
        operation_id="prerequisites_retrieve", summary="Read a prerequisite", responses=PrerequisiteSerializer
    )
    def get(self, request: Request, slug: str) -> Response:
        """Return a prerequisite with your latest result."""
        return _answer(request, _shown(request, [access.prerequisite_read(slug)])[0])


def _shown(request: Request, rows: list[Prerequisite]) -> Any:
    context = {"request": request, "latest": latest(results_of(person(request)))}
    return PrerequisiteSerializer(rows, many=True, context=context).data


def _answer(request: Request, content: Any) -> Response:
    tag = content_tag(content)
    return not_modified(request, tag) or Response(content, headers=tagged(tag))
