"""Limits are held against medians of rounds, each an endpoint beside its baseline."""

from pathlib import Path

from benchmarks import rounds
from benchmarks.endpoints import CREATE, DEEP, LIST, PROGRESSION, Endpoint
from benchmarks.limits import check, check_depth
from benchmarks.load import Run, Target
from benchmarks.rounds import TURNS, Timing


def timing(name, ms, share=0.5):
    """Return what was found where the baseline takes 1 ms and does 1,000 requests a second."""
    base = Run(1000, 1.0, 2.0, 1000.0)
    pairs = [(Run(10, each, 2 * each, 1000 * share), base) for each in (ms, ms, 50.0)]  # one round was disturbed
    return Timing(name, Endpoint("/"), 2, 100, None, {1: pairs, 4: pairs, 16: pairs})


def found(vendor="postgresql", **changed):
    names = {"first": LIST, "create": CREATE, "progression": PROGRESSION}
    values = {"first": (2.0,), "create": (3.9,), "progression": (5.0, 0.13)} | changed
    checks = check([timing(names[key], *value) for key, value in values.items()], vendor)
    return {line.what.partition(", median")[0].partition(", share")[0]: line.ok for line in checks if not line.ok}


def test_what_keeps_to_the_limits_is_ok():
    assert found() == {}


def test_a_slow_median_is_over():
    assert set(found(first=(2.6,))) == {LIST}
    assert set(found(progression=(6.1, 0.5))) == {PROGRESSION}


def test_a_small_share_of_the_throughput_is_over():
    assert set(found(first=(2.0, 0.29))) == {LIST}
    assert set(found(progression=(5.0, 0.11))) == {PROGRESSION}


def test_a_deep_page_that_costs_more_than_the_first_is_over(monkeypatch):
    runs = iter(Run(10, ms, ms, 100.0) for ms in [9.0, 90.0, *[2.0, 2.6] * TURNS])  # the first turn warms up
    monkeypatch.setattr(rounds, "load", lambda *about, **more: next(runs))
    depth = check_depth(Target("", {}, Path()), [timing(LIST, 2.0), timing(DEEP, 2.0)], seconds=1)
    assert (depth.found, depth.ok) == (1.3, False)


def test_creating_is_held_to_its_limit_on_postgresql():
    assert set(found(create=(4.1,))) == {CREATE}
    assert found("sqlite", create=(4.1,)) == {}
