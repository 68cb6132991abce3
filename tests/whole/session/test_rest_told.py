"""A rest that is over while nobody looks: the service worker tells."""

import pytest
from playwright.sync_api import expect

from tests.whole.conftest import until
from tests.whole.session.conftest import lift

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser(whole_browser):
    return whole_browser


def test_the_worker_tells_when_the_rest_is_over(open_gym):
    gym = open_gym(service_workers="allow")
    gym.context.grant_permissions(["notifications"], origin=gym.url)
    gym.train(lift(rest_s=2), lift())
    until(gym.page, "!!navigator.serviceWorker.controller")
    gym.tick().tap()
    timer = gym.page.locator("fr-rest-timer")
    timer.get_by_role("button", name="Tell me when the rest is over").tap()
    expect(timer.locator("[data-bell]")).to_have_attribute("aria-pressed", "true")
    timer.get_by_role("button", name="30 seconds more").tap()
    timer.get_by_role("button", name="Skip").tap()
    gym.tick(1).tap()
    gym.tick(1).tap()
    gym.tick().tap()
    gym.tick().tap()  # a rest of two seconds begins anew
    told = "navigator.serviceWorker.ready.then((one) => one.getNotifications()).then((all) => all.map((n) => n.body))"
    until(gym.page, f"{told}.then((all) => all.length === 1)")
    assert "100 kg × 5" in gym.page.evaluate(told)[0]
