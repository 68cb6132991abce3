"""A plugin (`pytest -p tests.with_a_database`) that leaves out tests which no database can make a difference to.

pytest-django lets nobody else near one, so nothing is lost by it.
"""

OPENS_IT = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_collection_modifyitems(config, items):
    """Keep the tests that have a database."""
    asked = [(one, one.get_closest_marker("django_db") or OPENS_IT & set(one.fixturenames)) for one in items]
    config.hook.pytest_deselected(items=[one for one, has in asked if not has])
    items[:] = [one for one, has in asked if has]
