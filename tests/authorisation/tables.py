"""All tables in one."""

from tests.authorisation.tables_accounts import ACCOUNTS, ADMIN
from tests.authorisation.tables_api import API
from tests.authorisation.tables_pages import PAGES
from tests.authorisation.tables_practice import PRACTICE

__all__ = ["ADMIN", "TABLE"]

TABLE = {**PAGES, **API, **ACCOUNTS, **PRACTICE}
