"""Fields that name rows of the log."""

import uuid
from typing import Any

from django.db.models import QuerySet, Subquery
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.fields import empty

from accounts.models import User
from core.owned import new_id, read_id
from core.prepared import Prepared
from core.problems import NotYours
from core.strict import from_form
from workouts.domain.library import find_exercise
from workouts.models import Exercise, Session, Set, Template


class RowField(serializers.RelatedField):  # type: ignore[type-arg]
    """A row named by its id; others' rows and unknown ids are the same 404, with the field's name."""

    missing = "There is no such row, or it is not yours."

    def use_pk_only_optimization(self) -> bool:
        """Show the id without reading the row."""
        return True

    def to_representation(self, value: Any) -> Any:
        """Show the id."""
        return value.pk

    def find(self, text: str) -> Any:
        """Return the row or None."""
        raise NotImplementedError

    def run_validation(self, data: Any = empty) -> Any:
        """Return the row; an empty text is null in a form alone."""
        if data == "" and not from_form(self):
            raise NotYours(str(self.field_name), self.missing)
        return super().run_validation(data)

    def to_internal_value(self, data: Any) -> Any:
        """Return the row that the id names."""
        row = self.find(data) if isinstance(data, str) else None
        if row is None:
            raise NotYours(str(self.field_name), self.missing)
        return row

    def get_queryset(self) -> Any:
        """Tell REST framework that this field can be written."""
        return self.queryset  # type: ignore[misc, arg-type]

    def user(self) -> Any:
        """Return who asks."""
        return self.context["request"].user


@extend_schema_field(OpenApiTypes.UUID)
class OwnSessionField(RowField):
    """A session of the person's own."""

    missing = "There is no session with this id, or it is not yours."

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Session.objects.all(), **kwargs)

    def find(self, text: str) -> Session | None:
        """Return the session or None."""
        known: Session | None = self.context.get("named", {}).get("session")
        if known is not None:
            return known
        return Session.objects.for_user(self.user()).filter(pk=read_id(text)).select_related("owner").first()


@extend_schema_field(OpenApiTypes.UUID)
class OwnSetField(RowField):
    """A set of the person's own."""

    missing = "There is no set with this id, or it is not yours."

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Set.objects.all(), **kwargs)

    def find(self, text: str) -> Set | None:
        """Return the set or None."""
        return Set.objects.for_user(self.user()).filter(pk=read_id(text), session__deleted_at=None).first()


@extend_schema_field(OpenApiTypes.UUID)
class OwnTemplateField(RowField):
    """A template of the person's own, deleted or not: a device may have begun with it before it heard of that."""

    missing = "There is no template with this id, or it is not yours."

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Template.objects.all(), **kwargs)

    def find(self, text: str) -> Template | None:
        """Return the template or None."""
        pk = read_id(text)
        return Template.objects.filter(owner=self.user(), pk=pk).first() if pk else None


@extend_schema_field(OpenApiTypes.STR)
class ExerciseField(RowField):
    """An exercise by its slug; other names it goes by are taken too."""

    missing = "There is no exercise with this id. GET /api/v1/exercises lists them."

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Exercise.objects.all(), **kwargs)

    def find(self, text: str) -> Exercise | None:
        """Return the exercise or None."""
        known: Exercise | None = self.context.get("named", {}).get("exercise")
        return known or find_exercise(text, user=self.user())


SESSION_COLUMNS = [field.attname for field in Session._meta.concrete_fields]


def _both(owner: int, pk: uuid.UUID, slug: str) -> "QuerySet[Session, tuple[Any, ...]]":
    exercise = Exercise.objects.filter(slug=slug)
    rows = Session.objects.for_user(owner).filter(pk=pk)
    return rows.values_list(*SESSION_COLUMNS, Subquery(exercise.values("slug")), Subquery(exercise.values("owner")))


_session_and_exercise = Prepared(_both, -1, new_id(), "the slug")


def read_named(user: User, session: Any, exercise: Any) -> dict[str, Any]:
    """Return the session and the exercise that a set names, by the name of the field; only what is theirs. One query.

    Of the exercise no more is read than whether it is there. Another name than its id, or an id that is not
    there, is left to the fields.
    """
    pk = read_id(session) if isinstance(session, str) else None
    if pk is None or not isinstance(exercise, str) or "\0" in exercise:
        return {}
    row = next(_session_and_exercise.rows(user.pk, pk, exercise), None)
    if row is None:
        return {}
    *of_session, slug, owner = row
    found = Session.from_db(None, SESSION_COLUMNS, of_session)
    found.owner = user
    if slug is None or owner not in (None, user.pk):
        return {"session": found}
    return {"session": found, "exercise": Exercise.from_db(None, ["slug", "owner_id"], [slug, owner])}
