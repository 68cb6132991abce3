"""Searches for words: every one of them has to be there, in one of the columns."""

from typing import Any

from django.db.models import Q

MOST_WORDS = 20  # of one search: each makes the query longer, and a database takes only so much


def words_of(text: str) -> list[str]:
    """Return the words to look for; those beyond `MOST_WORDS` are passed over."""
    return text.split()[:MOST_WORDS]


def with_every_word(rows: Any, text: str, *columns: str) -> Any:
    """Keep the rows of a query that hold each word of the text in one of the columns, in capitals or not."""
    for word in words_of(text):
        somewhere = Q()
        for column in columns:
            somewhere |= Q(**{f"{column}__icontains": word})
        rows = rows.filter(somewhere)
    return rows
