"""The library in a browser: leafing through a clip by its thumbnail, and pages that fit a small screen."""

import pytest

from tests.whole.phones import until
from tests.whole.test_accessible import faults_of

pytestmark = pytest.mark.browser
SCRUB = "document.querySelector('fr-scrub')"
SHOWN = f"({SCRUB}.querySelector('.strip:not([hidden])') ? {SCRUB}.moment : null)"
FITS = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def library(phone, clip):
    """Open the library of a person with one clip, once there is something to leaf through."""
    file = {"name": "hinge.mp4", "mimeType": "video/mp4", "buffer": clip.read_bytes()}
    phone.page.goto("/videos/new")
    token = phone.page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    sent = phone.context.request.post(
        f"{phone.url}/videos/new",
        multipart={"file": file, "csrfmiddlewaretoken": token, "recorded_at": "2026-03-02T12:00:00"},
        headers={"Referer": f"{phone.url}/videos/new"},
    )
    assert sent.ok
    phone.page.goto("/videos")
    until(phone.page, f"!!{SCRUB}")
    return phone.page


def test_a_thumbnail_shows_the_moment_under_the_pointer_and_a_tap_still_opens_the_clip(library):
    box = library.locator("fr-scrub").bounding_box()
    across, middle = (lambda share: box["x"] + share * box["width"]), box["y"] + box["height"] / 2
    for share, moment in ((0.02, 0), (0.5, 4), (0.97, 8)):
        library.mouse.move(across(share), middle)
        until(library, f"{SHOWN} === {moment}")
    library.mouse.move(0, 0)
    until(library, f"{SHOWN} === null")

    library.emulate_media(reduced_motion="reduce")
    library.mouse.move(across(0.5), middle)
    assert library.evaluate(SHOWN) is None
    library.mouse.move(0, 0)

    library.locator("a.tile").focus()
    for key, moment in (("ArrowRight", 0), ("ArrowRight", 1), ("ArrowLeft", 0)):
        library.keyboard.press(key)
        until(library, f"{SHOWN} === {moment}")

    fingers = library.context.new_cdp_session(library)

    def touch(kind, share=None):
        points = [] if share is None else [{"x": across(share), "y": middle}]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0.1)
    for share in (0.2, 0.4, 0.6, 0.75):
        touch("touchMove", share)
    until(library, f"{SHOWN} === 6")
    touch("touchEnd")
    until(library, f"{SHOWN} === null")
    assert library.url.endswith("/videos")
    library.locator("a.tile").tap()
    library.wait_for_url("**/videos/*-*")


def test_pages_about_clips_find_as_one_types_fit_a_small_screen_and_can_be_used_by_everybody(library):
    library.evaluate("window.same = true")
    library.get_by_role("searchbox").fill("no such lift")
    library.get_by_role("heading", name="No clip matches").wait_for()
    library.get_by_role("searchbox").fill("hinge.mp4")
    library.locator("a.tile").wait_for()
    assert library.evaluate("window.same")
    assert library.url.endswith("/videos?find=hinge.mp4&exercise=&load_min=&load_max=&from=&to=&state=")

    library.set_viewport_size({"width": 320, "height": 640})
    found = {}
    for path in ("/videos", "/videos?find=zzz&state=failed&load_min=x", "/videos/storage", "/videos/viewings"):
        library.goto(path)
        for details in library.locator("details").all():
            details.evaluate("(one) => { one.open = true }")
        assert library.evaluate(FITS), path
        found[path] = faults_of(library)
    assert {path: faults for path, faults in found.items() if faults} == {}
