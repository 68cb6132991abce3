"""PUT with the client's own id: create or replace, and the same body twice is harmless."""

import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.owned import Owned, Tombstone
from core.problems import Conflict, Gone


class OwnedViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, GenericViewSet[Any]):
    """Rows of a person: list, read, create, put, change, delete. A view names its model and serializer."""

    model: type[Owned]
    lookup_value_regex = "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"  # any version

    @property
    def viewer(self) -> Any:
        """Return who asks."""
        return self.request.user

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Return what the person may see; writes reach only what is theirs."""
        if getattr(self, "swagger_fake_view", False):
            return self.model.objects.none()
        rows = self.model.objects
        if self.request.method in ("GET", "HEAD", "OPTIONS"):
            return rows.visible_to(self.request.user)
        return rows.for_user(self.request.user)

    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one row."""
        return _answer(self.get_serializer(self.get_object()))

    def create(self, request: Request) -> Response:
        """Store a new row of this person's under an id of our making."""
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save(owner=self.viewer)
        return _answer(serializer, status.HTTP_201_CREATED)

    def update(self, request: Request, pk: str) -> Response:
        """Create the row under this id, or replace it."""
        row = self._row_for_put(uuid.UUID(pk))
        serializer = self.get_serializer(row, data=request.data)
        serializer.is_valid(raise_exception=True)
        if row is not None:
            serializer.save()
            return _answer(serializer)
        try:
            serializer.save(owner=self.viewer, id=uuid.UUID(pk))
        except IntegrityError:
            if self.model.objects.filter(pk=pk).exists():  # another request was faster with the same id
                sentence = "This id was written at the same moment. Send it again."
                raise Conflict(sentence, "written_meanwhile") from None
            raise
        return _answer(serializer, status.HTTP_201_CREATED)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Change some fields of a row."""
        body = request.data  # read before the transaction, as for PUT
        with transaction.atomic():
            serializer = self.get_serializer(self.get_object(), data=body, partial=True)
            serializer.is_valid(raise_exception=True)
            serializer.save()
        return _answer(serializer)

    def destroy(self, request: Request, pk: str) -> Response:
        """Delete a row. Its id is not used again, and a second call finds nothing."""
        row = self.get_object()
        self.delete_row(row)
        headers = {"ETag": _etag(row)} if row.deleted_at else None  # a row removed for good has no version any more
        return Response(status=status.HTTP_204_NO_CONTENT, headers=headers)

    def delete_row(self, row: Any) -> None:
        """Delete through the app's own domain function."""
        raise NotImplementedError

    def get_object(self) -> Any:
        """Return the row, or 410 for one that this person deleted, or 404."""
        pk = self.kwargs["pk"]
        row = self.get_queryset().filter(pk=pk).first()
        if row is not None:
            return row
        gone = self.model.objects.filter(pk=pk, owner=self.viewer).exclude(deleted_at=None).exists()
        if gone or Tombstone.objects.filter(owner=self.viewer).holds(self.model, pk):
            raise Gone
        return super().get_object()

    def _row_for_put(self, pk: uuid.UUID) -> Any:
        row = self.model.objects.filter(pk=pk).first()
        if row is None:
            if Tombstone.objects.holds(self.model, pk):
                raise Gone
            return None
        if row.owner_id != self.request.user.pk:
            raise Conflict
        if row.deleted_at is not None:
            raise Gone
        return row


class RestoringMixin:
    """`POST {id}/restore` takes a deletion back; a second call changes nothing."""

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Take the deletion of a row back."""
        with transaction.atomic():
            row = self.own_rows().filter(pk=pk, owner=request.user).first()
            if row is None:
                raise Http404
            if row.deleted_at is not None:
                self.restore_row(row)
        return _answer(self.get_serializer(row))  # type: ignore[attr-defined]

    def own_rows(self) -> Any:
        """Return the rows that can come back, deleted or not; whose they are is asked here."""
        return self.model.objects.all()  # type: ignore[attr-defined]

    def restore_row(self, row: Any) -> None:
        """Restore through the app's own domain function."""
        raise NotImplementedError


def _etag(row: Owned) -> str:
    return f'"{row.v}"'


def _answer(serializer: Any, status: int = 200) -> Response:
    """Answer with one row, and its version as ETag."""
    return Response(serializer.data, status=status, headers={"ETag": _etag(serializer.instance)})


class ReplacingSerializerMixin:
    """On PUT, a field that is left out goes back to its default; the fields in `kept` stay as they are."""

    kept: tuple[str, ...] = ()

    def replaced(self, row: Owned, given: dict[str, Any]) -> dict[str, Any]:
        """Return the values to store: those given, and for PUT the defaults of the others."""
        if self.partial:  # type: ignore[attr-defined]
            return given
        defaults = {}
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            if not field.read_only and name not in given and name not in self.kept and not field.required:
                defaults[name] = row._meta.get_field(name).get_default()  # type: ignore[union-attr]
        return defaults | given
