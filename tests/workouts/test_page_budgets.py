"""Every page keeps to its queries for an athlete with ten years, 41,600 sets and 6,260 drill logs, among 200 others.

Times are measured by `make bench`; what a test can hold is how often a page asks the database.
"""

from datetime import date

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benchmarks.history import Sizes, seed_history
from benchmarks.paths import page_paths
from workouts.models import Set

BUDGET = 8  # session and user included
BUDGETS = {  # pages that show what several apps know, each with queries of its own
    "today": 22, "start": 11, "session": 9, "session, any (offline)": 16, "kit": 11, "exercise": 12, "drills": 11,
    "drill": 13, "warm-up": 10, "progress of drills": 13,
    "progress of drills, everything": 13,
}  # fmt: skip
PAGES = {
    "today", "history", "start", "session", "set", "exercises", "progress", "muscles", "posterior chain", "body weight",
}  # fmt: skip


def test_every_page_answers_and_keeps_to_its_queries(client, db):
    athlete = seed_history(on=date.today(), sizes=Sizes(others=200, sessions_of_others=1))
    assert Set.objects.for_user(athlete).count() == 41_600
    client.force_login(athlete)
    asked, odd = {}, {}
    for name, path in page_paths(athlete).items():
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(path)
        asked[name] = len(queries)
        if answer.status_code != 200:
            odd[name] = answer.status_code
    assert odd == {}
    assert {name: count for name, count in asked.items() if count > BUDGETS.get(name, BUDGET)} == {}
    assert asked["today"] > 1, "nothing was counted"
    assert set(asked) >= PAGES
