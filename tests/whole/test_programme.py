"""The programme in a browser: chosen, followed, edited without scripts, started without a connection."""

import re

import pytest
from playwright.sync_api import expect

from tests.whole.test_accessible import faults_of

pytestmark = pytest.mark.browser
EVERY_DAY = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def enrol(page, week):
    """Begin the built-in programme in a week, with every day a training day."""
    page.goto("/programmes/hip-hinge")
    page.get_by_label("Week to begin with").select_option(str(week))
    for day in EVERY_DAY:
        page.get_by_label(day, exact=True).check(force=True)
    page.get_by_role("button", name="Begin this programme").click()
    page.wait_for_url("**/programme")


def open_today(page):
    """Open Today as it is now: a slow server's page comes from the device first, which then says of when it is."""
    page.goto("/")
    while page.get_by_role("link", name=re.compile("^as of")).count():
        page.reload()


def narrow_enough(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_programme_is_begun_and_its_session_started_with_one_tap(screen, known):
    enrol(screen, 3)
    expect(screen.get_by_role("heading", name="Week 3 · Light loading")).to_be_visible()
    open_today(screen)
    expect(screen.get_by_role("heading", name="Week 3 · Light loading")).to_be_visible()
    screen.get_by_role("button", name="Start Lower A").click()
    screen.wait_for_url(re.compile("/sessions/[0-9a-f-]{36}$"))
    expect(screen.locator("#blocks .block [data-name]")).to_have_text(["Kettlebell deadlift", "Romanian deadlift"])
    expect(screen.get_by_label("Reps, set 1").first).to_have_value("12")
    open_today(screen)
    expect(screen.get_by_role("link", name="Go on")).to_be_visible()
    expect(screen.get_by_role("button", name="Start Lower A")).to_have_count(0)


def test_its_pages_can_be_used_by_everybody_on_a_small_screen(screen, known):
    enrol(screen, 2)  # its last week with the gate closed: the offer is there
    screen.goto("/programmes/hip-hinge")
    screen.get_by_label("More for Hip hinge, from pattern to strength").click()
    screen.get_by_role("button", name="Copy to change it").click()
    own = screen.url.removesuffix("/edit")
    screen.set_viewport_size({"width": 320, "height": 640})
    for path in ("/", "/programme", "/programmes", "/programme/change", own, f"{own}/edit", f"{own}/phases/light"):
        screen.goto(path)
        assert (faults_of(screen), narrow_enough(screen)) == ({}, True), path
    screen.goto("/programme")
    screen.get_by_role("button", name="Pause", exact=True).click()
    screen.get_by_text("Paused since").wait_for()
    assert faults_of(screen) == {}
    screen.get_by_role("button", name="Undo").click()
    screen.get_by_role("heading", name="Pattern a little longer?").wait_for()


def test_a_phase_is_edited_by_a_browser_that_runs_no_scripts(browser, site, ada):
    context = browser.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(ada.email)
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto("/programmes/new")
    page.get_by_label("Name").fill("Two weeks")
    page.get_by_role("button", name="Go on to its phases").click()
    page.get_by_role("link", name="Phase 1").first.click()
    page.get_by_label("A drill").select_option("dowel-hinge")
    page.get_by_role("button", name="Add drill").click()
    page.get_by_label("Reps").fill("12")
    page.get_by_label("An exercise").select_option("deadlift")
    page.get_by_role("button", name="Add exercise").click()
    page.get_by_role("button", name="Save phase").click()
    page.get_by_role("link", name="Two weeks").click()
    expect(page.locator(".dose")).to_contain_text(["3 × 12", "3 × 8"])
    context.close()


def test_a_session_of_the_programme_is_begun_without_a_connection(phone, line):
    page = phone.page
    enrol(page, 5)
    page.goto("/sessions/start")
    phone.keep("/", "/sessions/start", "/sessions/log", "/kit.json")
    line.mode = "gone"
    page.locator("form[data-start][data-kind=programme] button").click()
    page.wait_for_url(re.compile("/sessions/log#"))
    expect(page.locator("#blocks .block [data-name]")).to_have_text(["Deadlift", "Romanian deadlift"])
    session = page.url.partition("#")[2]
    line.mode = "pass"
    phone.until_sent()
    rows = sorted(phone.sets(session), key=lambda row: (row["block"], row["position"]))
    assert [row["planned_reps"] for row in rows] == [5] * 3 + [8] * 4
    assert phone.context.request.get(f"/api/v1/sessions/{session}").json()["title"] == "Lower A"
