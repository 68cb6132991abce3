"""The cues that were ticked off for a set, of the API."""

import uuid

from django.db import transaction
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.requests import person
from core.conditional import check_unchanged, not_modified, own_tag, tagged
from core.problems import NotYours, gone_where_deleted
from core.strict import StrictMixin, Text
from core.versions import hold_version
from cues.domain.set_cues import MOST, save_set_cues, set_cues_of, unknown_cues
from cues.models import SetCues
from workouts.access import set_write
from workouts.models import Set


class SetCuesSerializer(StrictMixin, serializers.ModelSerializer[SetCues]):
    """Ids of cues, in the order they were ticked off. `id` is that of the set."""

    schema_example = {"cues": ["push-hips-back", "squeeze-glutes"]}

    id = serializers.UUIDField(source="set_id", read_only=True)
    cues = serializers.ListField(child=Text(max_length=80), max_length=MOST)

    class Meta:
        model = SetCues
        fields = ("id", "cues")


class SetCuesView(APIView):
    """What somebody had in mind in one set."""

    conditional = names_rows = deletes_softly = True  # for core.schema; the set is what comes back

    @extend_schema(responses=SetCuesSerializer)
    def get(self, request: Request, pk: uuid.UUID) -> Response:
        """Answer with the cues ticked off for a set, none where nothing was."""
        row = set_cues_of(_own_set(request, pk))
        return not_modified(request, own_tag(request, row.v)) or _answer(request, row)

    @extend_schema(request=SetCuesSerializer, responses=SetCuesSerializer)
    def put(self, request: Request, pk: uuid.UUID) -> Response:
        """Replace the cues ticked off for a set; one that was ticked twice counts once."""
        row = _own_set(request, pk)
        body = SetCuesSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        with transaction.atomic():
            hold_version(row.owner_id)
            check_unchanged(request, own_tag(request, set_cues_of(row).v))
            if wrong := unknown_cues(person(request), body.validated_data["cues"]):
                raise NotYours("cues", f"There is no cue with the id {wrong[0]}. GET /api/v1/cues lists them.")
            stored = save_set_cues(row, cues=body.validated_data["cues"])
        return _answer(request, stored)


def _own_set(request: Request, pk: uuid.UUID) -> Set:
    with gone_where_deleted(Set.objects.filter(pk=pk, owner=person(request))):
        return set_write(person(request), pk)


def _answer(request: Request, row: SetCues) -> Response:
    return Response(SetCuesSerializer(row).data, headers=tagged(own_tag(request, row.v)))
