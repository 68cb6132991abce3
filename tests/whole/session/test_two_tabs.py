"""One session in two tabs, and a start that is tapped twice."""

import pytest
from playwright.sync_api import expect

from tests.whole.session.conftest import lift

pytestmark = pytest.mark.browser


def test_a_tab_keeps_what_another_tab_has_shown_and_forgotten(gym):
    gym.train(lift(), lift(position=1))
    # This tab cannot read its page anew; the other one, opened after the set, shows it and forgets how it was sent.
    gym.page.route(
        f"**/sessions/{gym.session}",
        lambda route: route.fulfill(status=400) if route.request.resource_type == "fetch" else route.continue_(),
    )
    gym.tick(0).tap()
    gym.until_sent()
    with gym.context.expect_page() as opened:
        gym.page.evaluate("open(location.href)")
    other = opened.value
    other.locator("fr-session[data-ready]").wait_for()
    expect(other.locator("#blocks [data-done]")).to_have_count(1)
    other.wait_for_timeout(500)
    gym.tick(1).tap()
    gym.until_sent()
    gym.page.wait_for_timeout(500)
    expect(gym.page.locator("#blocks [data-done]")).to_have_count(2)
    expect(other.locator("#blocks [data-done]")).to_have_count(2)


def test_a_field_that_nobody_typed_in_takes_nothing_back(gym):
    gym.train(lift(), lift(position=1))
    gym.cell("reps").focus()
    with gym.context.expect_page() as opened:
        gym.page.evaluate("open(location.href)")
    other = opened.value
    other.locator("fr-session[data-ready]").wait_for()
    other.locator("[data-cell=reps]").first.fill("8")
    other.locator("[data-cell=reps]").first.press("Tab")
    expect(gym.cell("reps")).to_have_value("8")
    gym.tick(0).tap()
    assert [(row["reps"], row["done"]) for row in gym.rows()] == [(8, True), (5, False)]


def test_two_taps_on_a_start_begin_one_session(gym):
    gym.last_week(lift(), lift(position=1))
    gym.page.goto("/sessions/start")
    gym.page.locator('form[data-kind="session"]').evaluate("form => { form.requestSubmit(); form.requestSubmit(); }")
    gym.ready()
    gym.until_sent()
    found = gym.context.request.get(f"{gym.url}/api/v1/sessions?finished=false").json()["results"]
    assert len(found) == 1
