"""Rows known by a slug: the library's, the same for everybody, and people's own beside them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils.text import slugify

from core.versions import next_version

MAX_SLUG = 80


class CatalogueQuerySet(models.QuerySet[Any]):
    """The words for catalogue rows."""

    def alive(self) -> Self:
        """Leave out rows that were deleted."""
        return self.filter(deleted_at=None)

    def available_to(self, user: Any) -> Self:
        """Keep the library and the person's own rows."""
        return self.alive().filter(Q(owner=None) | Q(owner=user))

    def own(self, user: Any) -> Self:
        """Keep the person's own rows."""
        return self.alive().filter(owner=user)


class Catalogue(models.Model):
    """A row of a library, or one of a person's own. The slug is its id everywhere and never changes.

    `copy_of` is the slug of the library row that an own one was copied from.
    """

    slug = models.SlugField(primary_key=True, max_length=MAX_SLUG)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    copy_of = models.SlugField(max_length=MAX_SLUG, blank=True, db_index=False)
    seed = models.JSONField(null=True, editable=False)  # what the library said last; shows what a person edited
    v = models.PositiveBigIntegerField(default=0, editable=False)  # the owner's version at the last write; 0: library
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    objects = CatalogueQuerySet.as_manager()

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["owner", "v", "slug"], name="%(class)s_changes")]

    @property
    def own(self) -> bool:
        """Tell whether it is a person's own."""
        return self.owner_id is not None

    def stamp(self) -> None:
        """Take the owner's next version for this write; a library row has none."""
        if self.owner_id:
            self.v = next_version(self.owner_id)


@dataclass(frozen=True)
class Loaded:
    """What loading a library did."""

    added: int
    updated: int


def load_rows(model: type[Catalogue], rows: Iterable[dict[str, Any]], names: Iterable[str]) -> Loaded:
    """Bring the library's rows up to what its file says, and remember that; a field that a person edited stays.

    `rows` hold a `slug` and the fields `names`, as JSON can hold them. Run it in a transaction.
    """
    rows, names = list(rows), tuple(names)
    known = model._default_manager.in_bulk([row["slug"] for row in rows])
    added = updated = 0
    for row in rows:
        found = known.get(row["slug"])
        if found is None:
            found, added = model(slug=row["slug"], seed={}), added + 1
        elif found.seed == row or found.owner_id is not None:  # as it was; or a person had this id first
            continue
        else:
            updated += 1
        before = found.seed or {}
        for name in names:
            if name not in before or getattr(found, name) == before[name]:
                setattr(found, name, row[name])
        found.seed = row
        found.save()
    return Loaded(added, updated)


def unused_slug(model: type[models.Model], name: str, *, reserved: Iterable[str] = ()) -> str:
    """Return a slug made of the name that no row has, deleted ones included."""
    base = slugify(name)[:60].replace("_", "-") or model._meta.model_name or "row"
    taken = {*reserved, *model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True)}
    slug, number = base, 2
    while slug in taken:
        slug, number = f"{base}-{number}", number + 1
    return slug


def insert_own(row: Any, *, name: str, slug: str | None = None, reserved: Iterable[str] = ()) -> None:
    """Store a new row under the slug given, or an unused one made of the name; call it in the write's transaction.

    The row is one of a model whose key is `slug`. Somebody else may take the slug between its choice and the insert:
    then it is the next one. Raises IntegrityError where the given slug is taken.
    """
    model, taken = type(row), set(reserved)
    while True:
        row.slug = slug or unused_slug(model, name, reserved=taken)
        try:
            with transaction.atomic():  # a savepoint: what comes before it in the transaction stays
                row.save(force_insert=True)
            return
        except IntegrityError:
            if slug or row.slug in taken or not model._default_manager.filter(pk=row.slug).exists():
                raise
            taken.add(row.slug)
