"""One counter a person, which orders that person's writes.

Each write takes the next number inside its own transaction and keeps it on the row or tombstone. A plain
sequence would skip rows that commit late; this row lock makes commits of one person follow one another.
"""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, models


class UserVersion(models.Model):
    """The number of the last write to a person's rows."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="+")
    v = models.PositiveBigIntegerField(default=0)

    class Meta:
        app_label = "core"


def next_version(user_id: int) -> int:
    """Take the next version of this person's data; call it inside the transaction of the write."""
    table = UserVersion._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (user_id, v) VALUES (%s, 1) "  # noqa: S608 -- the name is Django's own
            f"ON CONFLICT (user_id) DO UPDATE SET v = {table}.v + 1 RETURNING v",
            [user_id],
        )
        return int(cursor.fetchone()[0])


def hold_version(user_id: int) -> None:
    """Let nobody else write to this person's rows until the transaction ends.

    Every write takes the version before it touches a row, so this is the one lock, and nothing waits in a circle.
    """
    row = UserVersion.objects.select_for_update().filter(user=user_id).values_list("v", flat=True)
    if row.first() is not None:
        return
    people = get_user_model()._meta  # an account that is gone gets no row
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {UserVersion._meta.db_table} (user_id, v) "  # noqa: S608 -- the names are Django's own
            f"SELECT {people.pk.column}, 0 FROM {people.db_table} WHERE {people.pk.column} = %s "
            "ON CONFLICT (user_id) DO NOTHING",
            [user_id],
        )
    row.first()  # where another writer's first write was faster, this waits for its end


def version_of(user_id: int) -> int:
    """Return the version of this person's last write, 0 before the first. One query."""
    return UserVersion.objects.filter(user=user_id).values_list("v", flat=True).first() or 0
