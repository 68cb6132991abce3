"""Many people at once: each trains as one of a few does, copied inside the database, with ids of its own."""

import re

from django.db import connection, models, transaction

from accounts.models import User
from core.versions import UserVersion
from workouts.models import Session, SessionBest, Set

# The id of a copied row: the end of the one that it was copied from gives way to the number of the person.
FRESH_ID = {
    "sqlite": "substr(row.{0}, 1, 24) || printf('%%08x', person.id)",
    "postgresql": "(left(row.{0}::text, 28) || lpad(to_hex(person.id), 8, '0'))::uuid",
}
# The same within text that names rows.
FRESH_IDS = {
    "sqlite": "fresh_ids(row.{0}, person.id)",
    "postgresql": "regexp_replace(row.{0}, '([0-9a-f]{{24}})[0-9a-f]{{8}}',"
    " '\\1' || lpad(to_hex(person.id), 8, '0'), 'g')",
}


def other(number: int) -> User:
    """Return one of the others, not yet stored."""
    return User(email=f"other{number}@example.org", name=f"Other {number}")


@transaction.atomic
def add_people(examples: list[User], many: int, *, sessions: int) -> None:
    """Add so many people, each with the last `sessions` sessions of one of the examples, who take turns."""
    first = User.objects.filter(email__startswith="other").count()
    _prepare()
    people = User.objects.bulk_create([other(first + number) for number in range(many)])
    for turn, example in enumerate(examples):
        follow = [person.pk for person in people[turn :: len(examples)]]
        if not follow:
            continue
        for model in (Session, Set, SessionBest):
            _copy(model, example, follow, sessions)
        last = UserVersion.objects.get(user=example).v
        UserVersion.objects.bulk_create(UserVersion(user_id=pk, v=last) for pk in follow)


def _prepare() -> None:
    """Teach SQLite to change ids in text; let PostgreSQL not look up what rows refer to: all of it is copied too."""
    connection.ensure_connection()
    if connection.vendor == "sqlite":
        connection.connection.create_function("fresh_ids", 2, _fresh_ids, deterministic=True)
    else:
        trust = "SELECT set_config('session_replication_role', 'replica', true) FROM pg_roles"
        with connection.cursor() as cursor:  # where we may ask for that
            cursor.execute(f"{trust} WHERE rolname = current_user AND rolsuper")


def _fresh_ids(text: str, person: int) -> str:
    return re.sub("([0-9a-f]{24})[0-9a-f]{8}", rf"\g<1>{person:08x}", text)


def _copy(model: type[models.Model], example: User, people: list[int], sessions: int) -> None:
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]
    columns = {str(field.column): _value(field) for field in fields}  # where the database counts, it counts again
    table, session = model._meta.db_table, "id" if model is Session else "session_id"
    latest = "SELECT id FROM workouts_session WHERE owner_id = %s ORDER BY started_at DESC LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} "  # noqa: S608 -- Django's own names
            f"FROM {User._meta.db_table} person CROSS JOIN {table} row "
            f"WHERE person.id IN ({', '.join(['%s'] * len(people))}) AND row.{session} IN ({latest}) "
            f"ORDER BY person.id, row.{session}",
            [*people, example.pk, sessions],
        )


def _value(field: models.Field) -> str:  # type: ignore[type-arg]
    """Return what a copied row holds in a column; every UUID in these tables is that of a row that is copied too."""
    if field.column == "owner_id":
        return "person.id"
    names = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(names, models.UUIDField):
        return FRESH_ID[connection.vendor].format(field.column)
    if field.column == "marks":
        return FRESH_IDS[connection.vendor].format(field.column)
    return f"row.{field.column}"
