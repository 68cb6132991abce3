"""Faults of the API: read only, the same for everybody."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from core.conditional import content_tag, not_modified, tagged
from cues import refs
from cues.access import fault_read
from cues.domain.faults import Fault, faults


class CauseSerializer(serializers.Serializer[Any]):
    """One reason why it happens."""

    key = serializers.CharField()
    text = serializers.CharField()


class FixSerializer(serializers.Serializer[Any]):
    """One thing to do about it."""

    key = serializers.CharField()
    text = serializers.CharField()
    to = serializers.CharField(help_text="what the sentence talks about: drill:, exercise:, cue: or learn: and its id")
    url = serializers.CharField(help_text="path of its page")


class FaultSerializer(serializers.Serializer[Any]):
    """A fault: what is seen, why it happens, what to do."""

    id = serializers.CharField(help_text="its code, as sets carry it")
    title = serializers.CharField()
    what = serializers.CharField()
    causes = CauseSerializer(many=True)
    fixes = FixSerializer(many=True)
    related = serializers.ListField(child=serializers.CharField(), help_text="ids of faults that come along")
    cues = serializers.ListField(child=serializers.CharField(), help_text="ids of cues against it")
    drills = serializers.ListField(child=serializers.CharField(), help_text="ids of drills against it")

    def get_fields(self) -> dict[str, Any]:
        """Add whose it is: a field of this name in the class body would hide REST framework's own."""
        says = serializers.ChoiceField(["article", "ours"], help_text="whose causes and fixes these are")
        return super().get_fields() | {"source": says}


class FaultsSerializer(serializers.Serializer[Any]):
    """All faults; there are no further pages."""

    results = FaultSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class FaultListView(APIView):
    """What can go wrong in a hinge."""

    conditional = True

    @extend_schema(operation_id="faults_list", responses=FaultsSerializer)
    def get(self, request: Request) -> Response:
        """Answer with all faults."""
        shown = {"results": [_show(fault) for fault in faults().values()], "next": None, "previous": None}
        return _answer(request, shown)


class FaultView(APIView):
    """One fault."""

    conditional = True

    @extend_schema(responses=FaultSerializer)
    def get(self, request: Request, code: str) -> Response:
        """Answer with one fault."""
        return _answer(request, _show(fault_read(code)))


def _show(fault: Fault) -> dict[str, Any]:
    shown = asdict(fault)
    fixes = [fix | {"url": refs.address(fix["to"])} for fix in shown["fixes"]]
    return {"id": shown.pop("code")} | shown | {"fixes": fixes}


def _answer(request: Request, shown: dict[str, Any]) -> Response:
    tag = content_tag(shown)
    return not_modified(request, tag) or Response(shown, headers=tagged(tag))
