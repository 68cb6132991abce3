"""Marks that other pages change too or the server does not take, and what else the player answers to."""

import pytest
from playwright.sync_api import expect

from tests.whole.conftest import until
from tests.whole.watching import PLAYER

pytestmark = pytest.mark.browser
MAKING = """() => {
    const box = document.createElement("div");
    box.dataset.working = "";
    box.innerHTML = `<fr-player class="making"><div class="screen"><i></i></div>
        <div class="working"><div class="actions"><a data-original="video/mp4">Meanwhile</a></div></div></fr-player>`;
    box.querySelector("a").href = document.querySelector("fr-player:not(.making) video").src;
    document.querySelector("main").prepend(box);
}"""
NO_ANSWER_TO_HEAD = """() => { const real = window.fetch;
    window.fetch = (url, wishes) => wishes?.method === "HEAD" ? new Promise(() => {}) : real(url, wishes); }"""
ANSWERED = """(serverResponse) => document.querySelector("[data-working]").dispatchEvent(
    new CustomEvent("htmx:beforeSwap", { detail: { serverResponse, isError: false } }))"""
BREAK = """(code) => { const video = document.querySelector(".making video");
    Object.defineProperty(video, "error", { configurable: true, value: { code } });
    video.dispatchEvent(new Event("error")); }"""


def test_a_page_that_is_out_of_date_leaves_the_other_mark_as_another_page_set_it(clip):
    clip.mark("", "3.003")
    clip.go_to(30)
    clip.page.get_by_role("button", name="Set starts here").click()
    expect(clip.page.locator(".toast")).to_contain_text("The set is 0:01.0 to 0:03.0.")
    expect(clip.page.get_by_label("Ends at, seconds")).to_have_value("3.003")
    assert clip.stored() == (1.001, 3.003)


def test_a_mark_is_kept_however_soon_the_page_is_left(clip):
    page = clip.page
    clip.go_to(30)
    # Not by page.route: what a page sends as it goes, a debugger that holds every request may lose with the page.
    page.evaluate(NO_ANSWER_TO_HEAD)
    page.get_by_role("button", name="Set starts here").click()
    clip.go_to(90)
    page.get_by_role("button", name="Set ends here").click()
    page.goto("/videos")
    until(page, f"fetch('/api/v1{clip.path}').then((told) => told.json()).then((row) => row.trim_end_s !== null)")
    assert clip.stored() == (1.001, 3.036)


def test_a_second_mark_is_not_taken_back_by_the_answer_to_the_first(clip):
    page = clip.page
    held = []
    page.route("**/marks", lambda route: route.continue_() if held else held.append(route))
    clip.go_to(30)
    with page.expect_request("**/marks"):
        page.get_by_role("button", name="Set starts here").click()
    clip.go_to(90)
    page.get_by_role("button", name="Set ends here").click()
    held[0].continue_()
    expect(page.locator(".toast")).to_contain_text("The set is 0:01.0 to 0:03.0.")
    page.unroute("**/marks")
    assert page.evaluate(f"{PLAYER}.marks") == {"start": 1.001, "end": 3.036}
    assert clip.stored() == (1.001, 3.036)


@pytest.mark.parametrize(("status", "said"), [(0, "cannot be reached"), (500, "answered 500"), (404, "not there")])
def test_marks_that_were_not_stored_are_not_shown(clip, status, said):
    page = clip.page
    clip.mark("0.5", "")
    clip.load()
    page.route("**/marks", lambda route: route.fulfill(status=status) if status else route.abort())
    page.get_by_role("button", name="Clear marks").click()
    expect(page.locator(".toast")).to_contain_text(
        f"The marks are not saved: the server {said}" if status != 404 else said
    )
    expect(page.get_by_label("Starts at, seconds")).to_have_value("0.5")
    assert page.evaluate(f"{PLAYER}.marks") == {"start": 0.5, "end": None}
    page.unroute("**/marks")
    if status == 404:
        return
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_label("Starts at, seconds")).to_have_value("")
    assert clip.stored() == (None, None)


def test_a_mark_that_another_pages_mark_rules_out_is_said_and_taken_back(clip):
    page = clip.page
    clip.mark("", "1")
    clip.go_to(60)
    page.get_by_role("button", name="Set starts here").click()
    expect(page.get_by_role("alert").filter(has_text="The end comes after the start.")).to_be_visible()
    expect(page.locator(".toast")).to_contain_text("The marks are not saved.")
    assert page.evaluate(f"{PLAYER}.marks") == {"start": None, "end": 1}
    assert clip.stored() == (None, 1)


def test_a_handle_that_is_dragged_holds_the_picture(clip):
    page = clip.page
    page.get_by_role("button", name="0.1×").click()
    page.get_by_role("button", name="Play", exact=True).click()
    until(page, f"{PLAYER}.screen.playing")
    box = page.get_by_role("slider", name="Start of the set").bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + box["height"] / 2, steps=4)
    assert not page.evaluate(f"{PLAYER}.screen.playing")
    page.mouse.up()
    until(page, f"{PLAYER}.marks.start > 0")
    assert clip.settled() == page.evaluate(f"{PLAYER}.marked.first")


def test_a_mouse_that_was_let_go_outside_drags_nothing(clip):
    page = clip.page
    clip.go_to(40)
    box = page.locator("fr-player .screen").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 40
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, 2)
    page.mouse.up()
    page.mouse.move(x, y)
    page.mouse.move(x + 80, y, steps=4)
    assert clip.settled() == 40


def test_the_place_answers_to_up_and_down_as_sliders_do(clip):
    place = clip.page.get_by_role("slider", name="Place in the clip")
    for key, frame in (("ArrowUp", 1), ("ArrowUp", 2), ("ArrowDown", 1)):
        place.press(key)
        assert clip.settled() == frame


def test_who_watches_the_original_is_told_what_became_of_the_web_version(clip):
    page = clip.page
    page.evaluate(MAKING)
    page.get_by_role("link", name="Meanwhile").click()
    page.evaluate(ANSWERED, '<section class="failed"><p role="alert">It is cut off.</p></section>')
    expect(page.locator(".making .working")).to_contain_text("It is cut off.")
    expect(page.get_by_role("button", name="See what can be done")).to_be_visible()
    page.evaluate(ANSWERED, "<fr-player></fr-player>")
    expect(page.get_by_role("button", name="Show the web version")).to_be_visible()


def test_an_original_of_which_the_address_ended_can_be_played_again(clip):
    page = clip.page
    page.evaluate(MAKING)
    page.get_by_role("link", name="Meanwhile").click()
    page.evaluate(BREAK, 2)
    expect(page.locator(".making")).to_contain_text("The connection was lost. Play the original again")
    page.get_by_role("link", name="Meanwhile").click()
    page.evaluate(BREAK, 4)
    expect(page.locator(".making")).to_contain_text("This browser cannot play the original.")
