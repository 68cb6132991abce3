"""Tabs that several apps bring."""

import pytest

from core import tabs


@pytest.fixture(autouse=True)
def _own_row(monkeypatch):
    monkeypatch.setattr(tabs, "_tabs", {})


def test_tabs_stand_in_their_order_whichever_app_came_first():
    tabs.register("pages", "last", "Last", order=30)
    tabs.register("pages", "first", "First", order=10)
    tabs.register("others", "alone", "Alone")
    assert [tab.said for tab in tabs.tabs("pages")] == ["First", "Last"]
    assert tabs.tabs("nothing") == []


def test_a_page_that_is_registered_twice_has_one_tab():
    tabs.register("pages", "drills", "Drills")
    tabs.register("pages", "drills", "Practice")
    assert tabs.tabs("pages") == [tabs.Tab("drills", "Practice")]
