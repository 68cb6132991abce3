"""Clips of sets and of practice: filmed in the session without a form, chosen on their pages, shown there when in."""

import re
import uuid

import pytest
from playwright.sync_api import expect

from tests.whole.sending.conftest import sha256

pytestmark = pytest.mark.browser


def test_what_was_chosen_is_still_there_after_a_reload(sender, clip):
    sender.choose(clip)
    sender.page.locator(".chosen").get_by_label("Filmed").fill("2026-11-01T08:00")
    sender.page.wait_for_timeout(200)
    sender.page.reload()
    expect(sender.page.locator(".chosen")).to_have_count(1)
    expect(sender.page.locator(".chosen").get_by_label("Filmed")).to_have_value("2026-11-01T08:00")
    sender.page.goto("/videos")
    sender.page.locator("fr-uploads summary").click()
    expect(sender.page.locator(".tray")).to_contain_text("Chosen, not sent yet.")
    sender.page.locator(".tray").get_by_role("link", name="Go on").click()
    sender.page.get_by_role("button", name=f"Remove {clip.name}").click()
    sender.page.get_by_role("button", name="Keep").click()
    sender.page.get_by_role("button", name=f"Remove {clip.name}").click()
    expect(sender.page.locator(".chosen")).to_have_count(1)
    sender.page.get_by_role("button", name="Take it off this device").click()
    expect(sender.page.locator(".chosen")).to_have_count(0)
    assert sender.asked == []


def test_filming_in_the_session_sends_at_once_and_shows_how_far_it_is(sender, clips, logged):
    session, row = logged
    clip = clips.of(1)
    page = sender.page
    page.goto(f"/sessions/{session}")
    camera = page.get_by_label("Film set 1")
    assert camera.get_attribute("capture") == "environment"
    sender.slow(400)
    camera.set_input_files(clip)
    expect(page.locator(".queued")).to_have_text(re.compile(r"Clip sending \d+ %"))
    expect(page.locator("[data-film-here]")).to_be_hidden()
    sender.slow(0)
    expect(page.locator(f"#set-{row} .clip img")).to_be_visible()
    expect(page.locator(".queued")).to_have_count(0)
    [video] = sender.videos()
    assert (video["set"], video["sha256"], video["load_kg"]) == (row, sha256(clip), 100)


def test_a_set_that_was_logged_without_a_connection_can_be_filmed(sender, clip, logged):
    session, _ = logged
    page = sender.page
    page.goto(f"/sessions/{session}")
    page.locator("fr-session[data-ready]").wait_for()
    sender.context.set_offline(True)
    page.get_by_role("button", name="Add a set of Deadlift").click()
    page.get_by_role("button", name="Set 2 of Deadlift done").click()
    page.get_by_label("Film set 2").set_input_files(clip)
    expect(page.locator(".queued")).to_have_text("Clip waiting")
    row = page.locator(".set-row").nth(1).get_attribute("data-set")
    page.locator("fr-uploads summary").click()
    expect(page.locator(".tray")).to_contain_text("Deadlift, set 2")
    sender.context.set_offline(False)
    expect(page.locator(f"#set-{row} .clip img")).to_be_visible()
    assert [video["set"] for video in sender.videos()] == [row]


def test_a_clip_belongs_to_the_set_for_which_the_camera_was_opened(sender, clip, logged):
    session, row = logged
    page = sender.page
    page.goto(f"/sessions/{session}")
    page.locator("fr-session[data-ready]").wait_for()
    with page.expect_file_chooser() as camera:
        page.get_by_text("Film set 1").click()
    page.get_by_role("button", name="Add a set of Deadlift").click()
    page.get_by_role("button", name="Set 2 of Deadlift done").click()
    page.get_by_text("Film set 2").wait_for()
    camera.value.set_files(clip)
    expect(page.locator(f"#set-{row} .clip img")).to_be_visible()
    assert [video["set"] for video in sender.videos()] == [row]


def test_practice_takes_a_clip_on_its_page(sender, clip):
    log = str(uuid.uuid4())
    sender.write(f"/drill-logs/{log}", {"drill": "dowel-hinge", "day": "2026-11-20", "reps": 15})
    page = sender.page
    page.goto(f"/drills/logs/{log}")
    page.get_by_label("Note").fill("slow")
    sender.add(clip, where="")
    expect(page.locator("#clips-in .clip img")).to_be_visible()
    expect(page.get_by_label("Note")).to_have_value("slow")
    assert [video["drill_log"] for video in sender.videos()] == [log]


def test_the_page_that_takes_a_clip_of_a_set_leads_back_while_it_is_sent(sender, clips, logged):
    session, row = logged
    sender.page.goto(f"/sets/{row}/videos")
    sender.slow(200)
    sender.add(clips.of(0.5), where="")
    sender.page.wait_for_url(f"**/sessions/{session}*")
    expect(sender.page.locator(".queued")).to_be_visible()
    sender.slow(0)
    expect(sender.page.locator(f"#set-{row} .clip img")).to_be_visible()
    assert [video["set"] for video in sender.videos()] == [row]
