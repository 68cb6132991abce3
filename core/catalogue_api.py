"""Catalogue rows of the API: a library for everybody, and people's own rows, which alone can be changed."""

from typing import Any

from django.db import IntegrityError, models, transaction
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import mixins, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from core.catalogue import MAX_SLUG
from core.conditional import check_unchanged, content_tag, not_modified, tagged
from core.pagination import NewestFirst
from core.problems import Conflict, Gone
from core.puts import id_for_key, written_meanwhile
from core.versions import hold_version


class BySlug(NewestFirst):
    """Rows by their id, which is their name."""

    page_size = 200


class CatalogueViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, viewsets.GenericViewSet[Any]
):
    """The library and the person's own rows: list, read, create, put, change.

    A view names its model, a serializer whose `save` takes `owner` and, for an id that the client chose, `slug`, and
    the ids that are taken by pages. Rows are those of `available_to`.
    """

    model: type[models.Model]
    conditional = keyed = True  # for core.schema
    pagination_class = BySlug
    lookup_value_regex = "[-a-z0-9_]+"
    ordering = ("slug",)  # type: ignore[assignment]
    reserved: frozenset[str] = frozenset({"new"})

    def get_queryset(self):  # type: ignore[no-untyped-def]
        """Return what this person can use."""
        rows: Any = self.model._default_manager
        if getattr(self, "swagger_fake_view", False):
            return rows.none()
        return self.read_along(rows.available_to(self.request.user))

    def read_along(self, rows: Any) -> Any:
        """Return the rows with what the serializer reads of other tables."""
        return rows

    def get_object(self) -> Any:
        """Return the row; 410 for an own one that was deleted."""
        row = self.get_queryset().filter(pk=self.kwargs["pk"]).first()
        return row or self._missing(self.kwargs["pk"])

    def list(self, request: Request) -> Response:
        """Return a page of rows; 304 while none of them has changed."""
        answer = super().list(request)
        return self._unless_known(answer, content_tag(answer.data))

    def retrieve(self, request: Request, pk: str) -> Response:
        """Return one row; 304 where the client has it as it is."""
        row = self.get_object()
        answer = Response(self.get_serializer(row).data)
        return self._unless_known(answer, self._tag(row) if row.owner_id else content_tag(answer.data))

    def create(self, request: Request) -> Response:
        """Make an own row under an unused id; with an Idempotency-Key, once."""
        key = request.headers.get("Idempotency-Key")
        slug = f"own-{id_for_key(self.model._meta.model_name or '', request.user, key)}" if key else None
        if slug and (row := self._own(slug)):
            return self._answer(row)
        return self._answer(self._store_new(request.data, {"slug": slug} if slug else {}), 201)

    def update(self, request: Request, pk: str) -> Response:
        """Make an own row under an id that nobody has, or replace the person's own."""
        body, row = request.data, self.model._default_manager.filter(pk=pk).first()
        if row is not None:
            if row.owner_id != request.user.pk:  # type: ignore[attr-defined]
                raise Conflict
            return self._change(body, pk, partial=False)
        if pk in self.reserved or len(pk) > MAX_SLUG:
            raise Conflict
        check_unchanged(request, None)
        return self._answer(self._store_new(body, {"slug": pk}), 201)

    def partial_update(self, request: Request, pk: str) -> Response:
        """Change some fields of an own row."""
        return self._change(request.data, pk, partial=True)

    def _own(self, slug: str) -> Any:
        row: Any = self.model._default_manager.filter(pk=slug, owner=self.request.user).first()
        if row is not None and getattr(row, "deleted_at", None):
            raise Gone
        return row

    def _held(self, slug: str) -> Any:
        """Return an own row, which nobody else changes before the transaction ends."""
        owner: Any = self.request.user
        hold_version(owner.pk)
        return self._own(slug) or self._missing(slug)

    def _missing(self, slug: str) -> Any:
        self._own(slug)
        raise Http404

    def _store_new(self, body: Any, given: dict[str, Any]) -> Any:
        serializer = self.get_serializer(data=body)
        serializer.is_valid(raise_exception=True)
        owner = self.request.user
        try:
            return serializer.save(owner=owner, **given)
        except IntegrityError:
            if not given:
                raise
            raise written_meanwhile() from None  # another request was faster with the id

    def _change(self, body: Any, slug: str, *, partial: bool) -> Response:
        with transaction.atomic():
            row = self._held(slug)
            check_unchanged(self.request, self._tag(row))
            serializer = self.get_serializer(row, data=body, partial=partial)
            serializer.is_valid(raise_exception=True)
            serializer.save()
        return self._answer(row)

    def _answer(self, row: Any, status: int = 200) -> Response:
        fresh = self.get_queryset().get(pk=row.pk)  # with what belongs to it as it is stored now
        return Response(self.get_serializer(fresh).data, status=status, headers=tagged(self._tag(fresh)))

    def _unless_known(self, answer: Response, tag: str) -> Response:
        for name, value in tagged(tag).items():
            answer[name] = value
        return not_modified(self.request, tag) or answer

    def _tag(self, row: Any) -> str:
        return f'"{row.v}"'


class DeletingMixin:
    """DELETE marks an own row as deleted, and `POST {id}/restore` takes that back."""

    deletes_softly = True  # for core.schema

    def destroy(self, request: Request, pk: str) -> Response:
        """Delete an own row. Its id is not used again, and a second call finds nothing."""
        with transaction.atomic():
            row = self._held(pk)  # type: ignore[attr-defined]
            check_unchanged(request, self._tag(row))  # type: ignore[attr-defined]
            self.delete_row(row)
        return Response(status=204, headers={"ETag": self._tag(row)})  # type: ignore[attr-defined]

    @extend_schema(request=None)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        """Take the deletion of an own row back; a second call changes nothing."""
        with transaction.atomic():
            hold_version(request.user.pk)  # type: ignore[arg-type]
            row = self.model._default_manager.filter(pk=pk, owner=request.user).first()  # type: ignore[attr-defined]
            if row is None:
                raise Http404
            check_unchanged(request, self._tag(row))  # type: ignore[attr-defined]
            if row.deleted_at is not None:
                self.restore_row(row)
        return self._answer(row)  # type: ignore[attr-defined, no-any-return]

    def delete_row(self, row: Any) -> None:
        """Delete through the app's own domain function."""
        raise NotImplementedError

    def restore_row(self, row: Any) -> None:
        """Restore through the app's own domain function."""
        raise NotImplementedError
