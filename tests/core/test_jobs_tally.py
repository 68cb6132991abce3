"""The ledger counted, for those who run the program."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from core import jobs
from core.jobs.tally import age_words, tally
from core.ledger import State


def test_it_counts_by_kind_and_knows_since_when_the_oldest_waits(toy):
    now = timezone.now()
    for minutes in (5, 9):
        jobs.enqueue(kind="toy", subject=uuid.uuid4(), input_hash="", at=now - timedelta(minutes=minutes))
    toy.fails(toy.enqueue(), verdict=False)
    found = tally()
    assert found.by_kind == {"toy": {State.QUEUED: 2, State.RUNNING: 0, State.DONE: 0, State.FAILED: 1}}
    assert found.of(State.QUEUED) == 2
    assert found.waiting_since == now - timedelta(minutes=9)


def test_another_kind_is_not_counted_with_it(toy):
    toy.enqueue()
    assert (tally("other").by_kind, tally("other").waiting_since) == ({}, None)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(-3, "0 s"), (59, "59 s"), (60, "1 min"), (3599, "59 min"), (3600, "1 h"), (172_799, "47 h"), (172_800, "2 days")],
)
def test_ages_are_said_in_one_unit(seconds, words):
    assert age_words(seconds) == words
