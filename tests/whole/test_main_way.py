"""The main job end to end, in real Chromium: sign up, log, film, see the picture, see the point."""

import re
import shutil
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.conftest import SHARED
from tests.whole.conftest import sign_up, until

pytestmark = pytest.mark.browser


def go_the_whole_way(page: Page, clip) -> None:
    """Walk from an empty account to a set with a picture and a point on the chart."""
    sign_up(page, f"{uuid.uuid4().hex[:12]}@example.org")
    page.get_by_role("button", name="Start a session").click()
    page.get_by_placeholder("Find an exercise").press_sequentially("rdl")
    page.get_by_role("button", name=re.compile("^Romanian deadlift Hinge", re.I)).click()

    row = page.locator(".set-row").first
    row.get_by_label("kg, set 1").fill("97,5")
    row.get_by_label("Reps, set 1").fill("8")
    row.get_by_role("button", name="Set 1 of Romanian deadlift done").click()
    expect(page.locator(".set-row[data-done]")).to_have_count(1)
    expect(page.get_by_label("kg, set 1")).to_have_value("97.5")

    page.evaluate("window.stayed = true")
    page.get_by_label("Add clip of set 1").set_input_files(clip)
    picture = page.locator(".clip img")
    expect(picture).to_be_visible()
    expect(page.locator(".clip")).to_contain_text(re.compile(r"Clip \d:\d\d"))
    until(page, "document.querySelector('.clip img')?.naturalWidth > 200")
    assert page.evaluate("window.stayed"), "the page was loaded anew"

    page.get_by_role("button", name="Finish").click()
    page.get_by_role("heading", name="Done").wait_for()
    page.locator(".clip").click()
    expect(page.get_by_role("heading", name="Romanian deadlift, 97.5 kg × 8")).to_be_visible()
    until(page, "document.querySelector('.strip img')?.naturalWidth > 1000")
    until(page, "document.querySelector('fr-player')?.hasAttribute('data-ready')")

    page.get_by_role("link", name="Progress").locator("visible=true").click()
    expect(page.locator("fr-line-chart canvas").first).to_be_visible()
    expect(page.locator(".stat").first).to_contain_text("123.5 kg")  # 97.5 x (1 + 8/30)
    until(page, "!!document.querySelector('fr-line-chart').chart")
    drawn = page.evaluate("document.querySelector('fr-line-chart').chart.data.datasets[0].data.map((p) => p.y)")
    assert drawn == [123.5]


def test_from_an_empty_account_to_a_point_with_a_picture(screen, clip):
    go_the_whole_way(screen, clip)


@pytest.mark.skipif(not (SHARED / "videos").is_dir(), reason="the real clips of ../shared/videos are not here")
def test_the_same_way_with_a_real_clip(screen, tmp_path):
    clip = tmp_path / "from the phone.mp4"
    shutil.copy(SHARED / "videos" / "tby_0016c_1.mp4", clip)
    go_the_whole_way(screen, clip)


def tick_a_deadlift(page: Page, load: str = "60", reps: str = "5") -> None:
    """Start a session in a new account, and tick a first set of deadlifts."""
    sign_up(page, f"{uuid.uuid4().hex[:12]}@example.org")
    page.get_by_role("button", name="Start a session").click()
    page.get_by_role("button", name=re.compile("^Deadlift hinge", re.I)).click()
    page.get_by_label("kg, set 1").fill(load)
    page.get_by_label("Reps, set 1").fill(reps)
    page.get_by_role("button", name="Set 1 of Deadlift done").click()


def test_a_file_that_is_no_video_is_refused_on_the_page_with_the_reason(screen, tmp_path):
    notes = tmp_path / "clip.mp4"
    notes.write_text("not a video at all")
    tick_a_deadlift(screen)
    screen.get_by_label("Add clip of set 1").set_input_files(notes)
    expect(screen.get_by_role("alert")).to_contain_text("not a video that FitnessRec can read")
    expect(screen.locator(".clip")).to_have_count(0)


def test_what_a_row_refuses_is_said_under_it_and_stays_typed(screen):
    tick_a_deadlift(screen, load="100000", reps="-3")
    expect(screen.get_by_role("alert")).to_contain_text("between")
    expect(screen.get_by_label("kg, set 1")).to_have_value("100000")
    expect(screen.locator(".set-row[data-done]")).to_have_count(0)


def test_a_tick_keeps_the_focus_and_what_is_typed_in_other_rows(screen):
    tick_a_deadlift(screen)
    expect(screen.locator(".set-row[data-done]")).to_have_count(1)
    screen.get_by_role("button", name="Add a set of Deadlift").click()
    screen.get_by_label("kg, set 2").fill("62.5")
    screen.get_by_role("button", name="Set 1 of Deadlift done").press("Enter")
    expect(screen.locator(".set-row[data-done]")).to_have_count(0)
    expect(screen.get_by_role("button", name="Set 1 of Deadlift done")).to_be_focused()
    expect(screen.get_by_label("kg, set 2")).to_have_value("62.5")


def test_a_number_corrected_in_a_done_row_is_stored_when_the_field_is_left(screen):
    tick_a_deadlift(screen)
    expect(screen.locator(".set-row[data-done]")).to_have_count(1)
    screen.get_by_label("Reps, set 1").fill("6")
    with screen.expect_response(lambda answer: "/api/v1/sets/" in answer.url and answer.ok):
        screen.get_by_label("Reps, set 1").press("Tab")
    screen.reload()
    expect(screen.get_by_label("Reps, set 1")).to_have_value("6")
    expect(screen.locator(".set-row[data-done]")).to_have_count(1)


def test_a_deleted_set_comes_back_with_one_tap(screen):
    tick_a_deadlift(screen)
    screen.get_by_role("link", name="Set 1 of Deadlift: all fields").click()
    screen.get_by_role("button", name="Delete set").click()
    expect(screen.locator(".set-row")).to_have_count(0)
    screen.get_by_role("button", name="Undo").click()
    expect(screen.locator(".set-row[data-done]")).to_have_count(1)
    expect(screen.get_by_label("kg, set 1")).to_have_value("60")
