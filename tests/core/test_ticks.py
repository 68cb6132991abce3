"""The clock of once a minute."""

from datetime import UTC, datetime, timedelta

import pytest

from core import ticks
from fitnessrec import reaper as module
from fitnessrec.reaper import Reaper

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.fixture
def heard(monkeypatch):
    """Collect the times at which a function of ours was called; nothing else is."""
    times = []
    monkeypatch.setattr(ticks, "_functions", [])
    ticks.register(times.append)
    return times


@pytest.fixture
def reaper(monkeypatch):
    monkeypatch.setattr("core.jobs.reap", lambda: None)
    monkeypatch.setattr(module, "close_old_connections", lambda: None)
    return Reaper()


def test_the_reaper_ticks_once_in_each_minute_of_the_clock(heard, reaper, monkeypatch):
    for second in range(0, 185, 5):
        at = NOON + timedelta(seconds=58 + second)
        monkeypatch.setattr(module.timezone, "now", lambda at=at: at)
        reaper.tick()
    assert [at.strftime("%H:%M:%S") for at in heard] == ["12:00:58", "12:01:03", "12:02:03", "12:03:03"]


def test_one_that_fails_is_logged_and_keeps_no_other_from_its_turn(heard, caplog):
    def broken(at):
        raise OSError("no disk")

    ticks.register(broken)
    ticks.register(broken)
    later = []
    ticks.register(later.append)
    ticks.run(at=NOON)
    assert heard == later == [NOON]
    assert [record.levelname for record in caplog.records] == ["ERROR"]


def test_one_that_was_taken_out_is_not_called_any_more(heard):
    later = []
    ticks.register(later.append)
    ticks.unregister(later.append)
    ticks.run(at=NOON)
    assert (heard, later) == ([NOON], [])
