"""Rows that belong to a person: id from the client, a version, and deletion that can be taken back."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from uuid6 import uuid7

from core import grants
from core.versions import next_version


def new_id() -> uuid.UUID:
    """Return a fresh UUID, version 7: later rows sort after earlier ones."""
    return uuid.UUID(int=uuid7().int)


def read_id(text: str) -> uuid.UUID | None:
    """Return the UUID that the text is, or None, under which no row is found."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class OwnedQuerySet(models.QuerySet[Any]):
    """The words for whose rows these are."""

    def alive(self) -> Self:
        """Leave out rows that were deleted."""
        return self.filter(deleted_at=None)

    def for_user(self, user: Any) -> Self:
        """Keep the person's own rows."""
        return self.alive().filter(owner=user)

    def visible_to(self, viewer: Any) -> Self:
        """Keep the rows that the viewer owns or was let in to see."""
        return self.alive().filter(Q(owner=viewer) | grants.granted(viewer, self.model))


class Owned(models.Model):
    """A row of one person. `v` is the owner's version at the last write."""

    id = models.UUIDField(primary_key=True, default=new_id)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    v = models.PositiveBigIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    leaves_tombstones: ClassVar[bool] = False  # rows are removed for good, not marked as deleted

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True

    def stamp(self) -> None:
        """Take the owner's next version for this write."""
        self.v = next_version(self.owner_id)


class TombstoneQuerySet(models.QuerySet["Tombstone"]):
    """The words for what is gone."""

    def bury(self, row: Owned, *, at: datetime) -> "Tombstone":
        """Remember that a row which is removed for good has been there."""
        return self.create(
            id=row.pk,
            kind=row._meta.label_lower,
            owner_id=row.owner_id,
            v=next_version(row.owner_id),
            deleted_at=at,
        )

    def holds(self, model: type[Owned], row_id: uuid.UUID) -> bool:
        """Tell whether this id was used and removed for good."""
        return self.of_kind(model).filter(id=row_id).exists()

    def of_kind(self, model: type[Owned]) -> Self:
        """Keep what is left of rows of this model."""
        return self.filter(kind=model._meta.label_lower)


class Tombstone(models.Model):
    """What is left of a row that was removed for good: its id, so that it is never used again."""

    id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=60)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    v = models.PositiveBigIntegerField()
    deleted_at = models.DateTimeField()

    objects = TombstoneQuerySet.as_manager()

    class Meta:
        app_label = "core"
        indexes = [models.Index(fields=["owner", "kind", "v", "id"], name="tombstone_changes")]
