"""A clip of a phone arrives whole, once: however often it is paused, reloaded, cut off, or left for another tab."""

import re

import pytest
from playwright.sync_api import expect

from tests.whole.conftest import until
from tests.whole.sending.conftest import MB, sha256

pytestmark = pytest.mark.browser


def test_two_clips_arrive_one_after_the_other_with_all_that_was_said(sender, clips):
    one, other = clips.of(1.5), clips.of(0.1)
    page = sender.page
    sender.choose(one, other)
    first = page.locator(".chosen").first
    preview = first.locator("video")
    until(page, "document.querySelector('.chosen video')?.readyState > 1")
    preview.evaluate("video => { video.currentTime = 0.5; }")
    first.get_by_role("button", name="Set starts here").click()
    preview.evaluate("video => { video.currentTime = 2; }")
    first.get_by_role("button", name="Set ends here").click()
    expect(first).to_contain_text("Shown: 0:00.5 to 0:02.0.")
    first.get_by_label("Filmed").fill("2026-11-19T18:30")
    page.get_by_label("Exercise").select_option(label="Deadlift")
    page.get_by_label("Load, kg").fill("102,5")
    sender.slow(900)
    page.get_by_role("button", name="Add 2 clips").click()
    expect(sender.lines.first.locator(".clip-says")).to_have_text(re.compile(r"\d+ % · [\d.]+ [KM]B/s · \d+ s left"))
    expect(sender.lines.nth(1)).to_contain_text("Waits for its turn.")
    expect(page.locator("fr-uploads summary")).to_have_text(re.compile(r"\d+ %"))
    sender.wait_for("done", "done")

    found = {row["sha256"]: row for row in sender.videos()}
    assert set(found) == {sha256(one), sha256(other)}
    marked = found[sha256(one)]
    assert (marked["trim_start_s"], marked["trim_end_s"]) == (0.5, 2)
    assert (marked["name"], marked["recorded_at"]) == (one.name, "2026-11-19T18:30:00Z")
    assert {(row["exercise"], row["load_kg"]) for row in found.values()} == {("deadlift", 102.5)}
    assert found[sha256(other)]["trim_start_s"] is None
    sender.lines.first.get_by_role("link", name="Watch").click()
    page.wait_for_url(f"**/videos/{marked['id']}")


def test_a_paused_clip_stays_where_it_is_and_goes_on_from_there(sender, clips):
    clip = clips.of(1.5)
    sender.page.goto("/videos/new")
    sender.slow(700)
    sender.add(clip, where="")
    sender.wait_for_share(25)
    sender.lines.get_by_role("button", name="Pause").click()
    sender.wait_for("paused")
    before = len(sender.asked)
    sender.page.wait_for_timeout(700)
    assert len(sender.asked) == before
    sender.page.reload()
    sender.wait_for("paused")
    expect(sender.lines).to_contain_text(re.compile(r"Paused\. \d\d % are there\."))
    sender.slow(0)
    sender.lines.get_by_role("button", name="Go on").click()
    sender.wait_for("done")
    assert [one.method for one in sender.asked].count("POST") == 1
    assert sender.patches()[-1] > 0.1 * MB
    assert [row["sha256"] for row in sender.videos()] == [sha256(clip)]


def test_a_reload_in_the_middle_sends_only_what_is_missing(sender, clips):
    clip = clips.of(2)
    sender.page.goto("/videos/new")
    sender.slow(700)
    sender.add(clip, where="")
    sender.wait_for_share(30)
    sender.page.reload()
    sender.wait_for_share(45)
    sender.slow(0)
    sender.page.reload()
    sender.wait_for("done")
    [row] = sender.videos()
    assert (row["sha256"], row["size"]) == (sha256(clip), clip.stat().st_size)
    told = [one.response().headers["upload-offset"] for one in sender.asked if one.method == "HEAD"]
    assert sender.patches() == [0, *map(int, told)]
    assert sender.patches()[1] > 0.2 * MB


@pytest.mark.parametrize("opened", ["before", "meanwhile"])
def test_a_closed_tab_is_taken_over_by_another_one(sender, clips, opened):
    clip = clips.of(1.5)
    other = sender.context.new_page()
    sender.page.goto("/videos/new")
    if opened == "before":
        other.goto("/progress")
        other.wait_for_load_state("networkidle")
    sender.slow(500)
    sender.add(clip, where="")
    if opened == "meanwhile":
        other.goto("/progress")
    expect(other.locator("fr-uploads summary")).to_have_text(re.compile(r"\d+ %"))
    sender.wait_for_share(20)
    posts = [one.method for one in sender.asked].count("POST")
    sender.page.close()
    expect(other.locator("fr-uploads summary")).to_have_text(re.compile("Sent"))
    assert [one.method for one in sender.asked].count("POST") == posts == 1
    assert [row["sha256"] for row in sender.api("/videos")["results"]] == [sha256(clip)]


def test_a_clip_waits_without_a_connection_and_goes_by_itself(sender, clips):
    clip = clips.of(1)
    sender.page.goto("/videos/new")
    sender.slow(500)
    sender.add(clip, where="")
    sender.wait_for_share(20)
    sender.context.set_offline(True)
    sender.wait_for("offline")
    sender.slow(0)
    sender.context.set_offline(False)
    sender.wait_for("done")
    assert [row["sha256"] for row in sender.videos()] == [sha256(clip)]


def test_cancel_takes_the_clip_off_the_device_and_off_the_server(sender, clips):
    sender.page.goto("/videos/new")
    sender.slow(300)
    sender.add(clips.of(1), where="")
    sender.wait_for_share(10)
    assert len(sender.api("/uploads")["results"]) == 1
    sender.lines.get_by_role("button", name="Cancel").click()
    sender.lines.get_by_role("button", name="Keep").click()
    sender.lines.get_by_role("button", name="Cancel").click()
    sender.lines.get_by_role("button", name="Take it off this device").click()
    expect(sender.lines).to_have_count(0)
    for _ in range(50):
        if not sender.api("/uploads")["results"]:
            break
        sender.page.wait_for_timeout(100)
    assert sender.api("/uploads")["results"] == sender.videos() == []
    sender.page.reload()
    expect(sender.page.locator("fr-uploads").first).to_be_hidden()


def test_a_clip_that_is_given_up_without_a_connection_is_taken_off_the_server_later(sender, clips):
    sender.page.goto("/videos/new")
    sender.slow(300)
    sender.add(clips.of(1), where="")
    sender.wait_for_share(10)
    sender.context.set_offline(True)
    sender.wait_for("offline")
    sender.lines.get_by_role("button", name="Cancel").click()
    sender.lines.get_by_role("button", name="Take it off this device").click()
    expect(sender.lines).to_have_count(0)
    sender.context.set_offline(False)
    for _ in range(50):
        if not sender.api("/uploads")["results"]:
            break
        sender.page.wait_for_timeout(100)
    assert sender.api("/uploads")["results"] == []
