"""What a page of changes costs."""

from datetime import UTC, datetime

from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from benchmarks.history import Sizes, seed_history
from core.versions import UserVersion, next_version
from fitnessrec.changes import KINDS
from tests.fitnessrec.changes.rows import one_of_each
from tests.fitnessrec.mirror import ask
from workouts.models import Exercise, Set


def queries(api, **parameters):
    with CaptureQueriesContext(connection) as asked:
        page = ask(api, **parameters)
    return len(asked), page


def test_a_page_costs_the_same_queries_however_much_is_stored(api, athlete, clip):
    one_of_each(api, athlete, clip, "few")
    few, _ = queries(api)
    for _ in range(5):
        one_of_each(api, athlete, clip, "many")
    many, page = queries(api)
    assert len(page["results"]) == 6 * len(KINDS)
    assert (few, many) == (many, many)
    assert many <= 3 * len(KINDS)
    nothing, page = queries(api, cursor=page["cursor"])
    assert (page["results"], nothing) == ([], 1)


def test_a_page_of_a_long_history_is_found_through_the_indexes(db):
    Exercise.objects.all().delete()  # the history brings the library along
    athlete = seed_history(on=datetime(2026, 3, 2, tzinfo=UTC).date(), sizes=Sizes(60, 3, 2))
    client = APIClient()
    client.force_authenticate(athlete)
    Set.objects.filter(owner=athlete, session__day__gte="2026-02-20").update(v=next_version(athlete.pk))
    page = ask(client, limit=20)
    with CaptureQueriesContext(connection) as asked:
        ask(client, limit=20, cursor=page["cursor"])
    keys = [query["sql"] for query in asked if "userversion" not in query["sql"] and " LIMIT " in query["sql"]]
    assert len(keys) >= len(KINDS)
    for sql in keys:
        plan = explained(sql)
        assert "_changes" in plan, (sql, plan)
        assert "SCAN" not in plan.upper().replace("INDEX ONLY SCAN", "").replace("INDEX SCAN", ""), (sql, plan)


def explained(sql):
    words = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for way in ("seqscan", "bitmapscan", "sort"):  # quicker only because a test's tables are small
                cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute(f"{words} {sql}")
        return "\n".join(str(row) for row in cursor.fetchall())


def test_no_row_is_left_under_a_version_that_its_owner_never_took(api, athlete, clip):
    one_of_each(api, athlete, clip, "Ada's")
    top = UserVersion.objects.get(user=athlete).v
    versions = [row.v for kind in KINDS.values() for rows in kind.sources(athlete) for row in rows]
    assert versions
    assert all(0 < v <= top for v in versions)
