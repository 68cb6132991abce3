"""PUT with the client's own id: create or replace, and the same body twice is harmless."""

import copy
import uuid
from typing import Any

from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils.crypto import salted_hmac
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from core.columns import plain_columns, read_one, read_page, show_columns, show_row
from core.conditional import CACHING, check_unchanged, list_tag, not_modified, tagged
from core.filters import is_filtered
from core.grants import sees_others
from core.owned import Owned, Tombstone
from core.problems import Conflict, Gone
from core.strict import StrictMixin
from core.versions import hold_version

_fields: dict[type, dict[str, Any]] = {}


def id_for_key(kind: str, person: Any, key: str) -> uuid.UUID:
    """Return the id of what this person creates with this Idempotency-Key; nobody else can work it out."""
    digest = salted_hmac("core.puts.id_for_key", f"{kind} {person.pk} {key}", algorithm="sha256").digest()
    return uuid.UUID(bytes=digest[:16], version=5)


class OwnedViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, GenericViewSet[Any]):
    """Rows of a person: list, read, create, put, change, delete. A view names its model and serializer.

    `plain` says that the serializer shows values as they are stored: the list is then read without it.
    """

    model: type[Owned]
    plain = False
    conditional = keyed = deletes_softly = True  # for core.schema
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

    def list(self, request: Request) -> Response:
        """Return a page of rows; 304 when nothing of yours has changed since."""
        tag = list_tag(request) if self.version_tells() else None
        if tag and (known := not_modified(request, tag)):
            return known
        answer: Response = self.get_paginated_response(self._page())
        for name, value in (tagged(tag) if tag else CACHING).items():
            answer[name] = value
        return answer

    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one row; 304 where the client has it as it is."""
        if self.plain and (found := read_one(self.model, self.serializer_class, self.viewer.pk, uuid.UUID(pk))):
            tag = f'"{found[0]}"'
            return not_modified(request, tag) or Response(found[1], headers=tagged(tag))
        row = self.get_object()
        known = not_modified(request, self.tag(row)) if self.version_tells(row) else None
        return known or self.answer(self.get_serializer(row))

    def create(self, request: Request) -> Response:
        """Store a new row of this person's under an id of our making; with an Idempotency-Key, once."""
        key = request.headers.get("Idempotency-Key")
        pk = id_for_key(self.model._meta.label_lower, self.viewer, key) if key else None
        if pk and (row := self.row_for_put(pk)):
            return self.answer(self.get_serializer(row))
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return self._store_new(serializer, {"id": pk} if pk else {})

    def update(self, request: Request, pk: str) -> Response:
        """Create the row under this id, or replace it."""
        body, row = request.data, self.row_for_put(uuid.UUID(pk))
        if row is not None:
            return self._change(body, pk, partial=False)
        check_unchanged(request, None)
        serializer = self.get_serializer(data=body)
        serializer.is_valid(raise_exception=True)
        return self._store_new(serializer, {"id": uuid.UUID(pk)})

    def partial_update(self, request: Request, pk: str) -> Response:
        """Change some fields of a row."""
        return self._change(request.data, pk, partial=True)

    def destroy(self, request: Request, pk: str) -> Response:
        """Delete a row. Its id is not used again, and a second call finds nothing."""
        with transaction.atomic():
            row = self._held(pk)
            check_unchanged(request, self.tag(row))
            self.delete_row(row)
        headers = {"ETag": self.tag(row)} if row.deleted_at else None  # removed for good, it has no version any more
        return Response(status=status.HTTP_204_NO_CONTENT, headers=headers)

    def delete_row(self, row: Any) -> None:
        """Delete through the app's own domain function."""
        raise NotImplementedError

    def get_object(self) -> Any:
        """Return the row, or 410 for one that this person deleted, or 404."""
        return self._find(self.get_queryset(), self.kwargs["pk"])

    def tag(self, row: Any) -> str:
        """Return the ETag of a row."""
        return f'"{row.v}"'

    def version_tells(self, row: Any = None) -> bool:
        """Tell whether nothing that is shown, of one row or of all, changes without a new version.

        Others' rows that the person sees have versions of their own.
        """
        return row is not None or not sees_others(self.viewer, self.model)

    def answer(self, serializer: Any, status: int = 200) -> Response:
        """Answer with one row, and its version as ETag."""
        row = serializer.instance
        shown = show_row(row, self.serializer_class) if self.plain else serializer.data
        return Response(shown, status=status, headers=tagged(self.tag(row)))

    def row_for_put(self, pk: uuid.UUID) -> Any:
        """Return the person's row under this id or None; 409 for somebody else's, 410 for a deleted one."""
        row = self.model.objects.filter(pk=pk).first()
        if row is None:
            if self.model.leaves_tombstones and Tombstone.objects.holds(self.model, pk):
                raise Gone
            return None
        if row.owner_id != self.request.user.pk:
            raise Conflict
        if row.deleted_at is not None:
            raise Gone
        return row

    def _page(self) -> Any:
        """Return a page of rows as they are shown."""
        serializer: Any = self.serializer_class
        if self.plain and not is_filtered(self.request, self) and not sees_others(self.viewer, self.model):

            def read(order: tuple[str, ...], keys: list[str], most: int) -> list[Any]:
                owner = self.viewer.pk
                return read_page(self.model, serializer, owner, order=order, keys=keys, most=most)

            paginator: Any = self.paginator
            return paginator.paginate(read, self.request, self)
        rows = self.filter_queryset(self.get_queryset())
        if self.plain:
            columns = plain_columns(serializer)
            return show_columns(self.paginate_queryset(rows.values(*columns.values())) or [], columns)
        return self.get_serializer(self.paginate_queryset(rows), many=True).data

    def _store_new(self, serializer: Any, given: dict[str, Any]) -> Response:
        try:
            serializer.save(owner=self.viewer, **given)
        except IntegrityError:
            if given and self.model.objects.filter(pk=given["id"]).exists():  # another request was faster with the id
                raise written_meanwhile() from None
            raise
        return self.answer(serializer, status.HTTP_201_CREATED)

    def _change(self, body: Any, pk: str, *, partial: bool) -> Response:
        """Store a change on the row as it is now: nobody else changes it until the end."""
        with transaction.atomic():
            row = self._held(pk)
            check_unchanged(self.request, self.tag(row))
            serializer = self.get_serializer(row, data=body, partial=partial)
            serializer.is_valid(raise_exception=True)
            serializer.save()
        return self.answer(serializer)

    def _held(self, pk: str) -> Any:
        """Return the row, which nobody else changes before the transaction ends."""
        hold_version(self.viewer.pk)
        return self._find(self.get_queryset(), pk)

    def _find(self, rows: Any, pk: Any) -> Any:
        row = rows.filter(pk=pk).first()
        if row is not None:
            return row
        gone = self.model.objects.filter(pk=pk, owner=self.viewer).exclude(deleted_at=None).exists()
        if gone or (self.model.leaves_tombstones and Tombstone.objects.filter(owner=self.viewer).holds(self.model, pk)):
            raise Gone
        raise Http404


class RestoringMixin:
    """`POST {id}/restore` takes a deletion back; a second call changes nothing."""

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Take the deletion of a row back."""
        with transaction.atomic():
            hold_version(self.viewer.pk)  # type: ignore[attr-defined]
            row = self.own_rows().filter(pk=pk, owner=request.user).first()
            if row is None:
                raise Http404
            check_unchanged(request, self.tag(row))  # type: ignore[attr-defined]
            if row.deleted_at is not None:
                self.restore_row(row)
        return self.answer(self.get_serializer(row))  # type: ignore[attr-defined, no-any-return]

    def own_rows(self) -> Any:
        """Return the rows that can come back, deleted or not; whose they are is asked here."""
        return self.model.objects.all()  # type: ignore[attr-defined]

    def restore_row(self, row: Any) -> None:
        """Restore through the app's own domain function."""
        raise NotImplementedError


def _fresh(field: Any) -> Any:
    """Return the field for another serializer to bind; REST framework's own way makes it anew from its arguments."""
    if isinstance(field, serializers.BaseSerializer):
        return copy.deepcopy(field)  # what is inside of it is bound to it
    fresh = copy.copy(field)
    if hasattr(field, "child"):
        fresh.child = _fresh(field.child)
        fresh.child.parent = fresh
    return fresh


def written_meanwhile() -> Conflict:
    """Return the refusal of a creation whose id another request wrote at the same moment: a retry, most likely."""
    return Conflict("This id was written at the same moment. Send it again.", "written_meanwhile")


class ReplacingSerializerMixin(StrictMixin):
    """On PUT, a field that is left out goes back to its default; the fields in `kept` stay as they are."""

    kept: tuple[str, ...] = ()

    def get_fields(self) -> dict[str, Any]:
        """Return the fields, worked out from the model once: that costs more than checking what they are given."""
        known = _fields.get(type(self))
        if known is None:
            known = _fields[type(self)] = super().get_fields()  # type: ignore[misc]
        return {name: _fresh(field) for name, field in known.items()}

    def replaced(self, row: Owned, given: dict[str, Any]) -> dict[str, Any]:
        """Return the values to store: those given, and for PUT the defaults of the others."""
        if self.partial:  # type: ignore[attr-defined]
            return given
        defaults = {}
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            if not field.read_only and name not in given and name not in self.kept and not field.required:
                defaults[name] = row._meta.get_field(name).get_default()  # type: ignore[union-attr]
        return defaults | given
