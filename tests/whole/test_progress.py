"""The progress pages in a browser: charts that answer to keys, tables without JavaScript, room for thumbs."""

import json
import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.whole.conftest import Client, until

pytestmark = pytest.mark.browser
PATHS = ("/progress", "/progress/muscles", "/progress/posterior-chain", "/progress/body-weight", "/progress/drills")
SMALL = """() => [...document.querySelectorAll("main :is(a, button, summary, select, input)")]
    .filter((part) => !part.matches("[type=hidden], [type=radio]"))
    .filter((part) => part.checkVisibility())
    .map((part) => [part.textContent.trim() || part.name, part.getBoundingClientRect()])
    .filter(([, box]) => box.height < 47.5 || box.width < 47.5)
    .map(([name, box]) => `${name}: ${Math.round(box.width)} x ${Math.round(box.height)}`)"""


@pytest.fixture
def trained(known, site):
    """Have Ada do seven lifts, then one of them twice more, and be weighed; return the sessions."""
    client = Client(site.url, known.token)

    def put(path, body):
        return client.send("PUT", f"/api/v1/{path}/{uuid.uuid4()}", body)["id"]

    sessions = []
    slugs = ["squat", "bench-press", "good-morning", "pull-up", "hip-thrust", "romanian-deadlift", "deadlift"]
    for number, load in enumerate((100, 105, 102.5)):
        at = datetime.now(UTC) - timedelta(days=21 - 7 * number)
        times = {"started_at": at.isoformat(), "finished_at": (at + timedelta(hours=1)).isoformat()}
        sessions.append(put("sessions", times | {"bodyweight_kg": 80 + number}))
        for place, slug in enumerate(slugs if number == 0 else ["deadlift"]):
            done = {"exercise": slug, "load_kg": load, "reps": 5, "block": place}
            done["performed_at"] = (at + timedelta(minutes=place)).isoformat()
            put("sets", {"session": sessions[-1]} | done)
    put("bodyweights", {"weight_kg": 79.5})
    return sessions


def test_a_chart_answers_to_arrow_keys_and_leads_to_the_set(screen, trained):
    screen.goto("/progress?exercise=deadlift")
    first = screen.locator("#e1rm")
    chart = first.get_by_role("slider", name="Estimated 1RM")
    expect(first.locator(".readout")).to_contain_text("119.6 kg")
    chart.press("ArrowLeft")
    expect(first.locator(".readout")).to_contain_text("122.5 kg")
    expect(chart).to_have_attribute("aria-valuetext", re.compile(r"^122\.5 kg, .* from 105 × 5"))
    chart.press("Home")
    expect(first.locator(".readout")).to_contain_text("116.7 kg")
    first.locator(".readout a").click()
    expect(screen).to_have_url(re.compile(rf"/sessions/{trained[0]}#set-"))


def test_the_chart_of_levels_says_each_level_that_has_reps(screen, trained):
    screen.goto("/progress/drills")
    figure = screen.locator("#levels")
    expect(figure.locator(".readout")).to_contain_text("5 reps")
    figure.get_by_role("slider", name="Reps by level").press("Home")
    expect(figure.locator(".readout")).to_have_text(re.compile(r"^20 reps 20 loaded · week of "))


def test_every_chart_is_drawn_when_it_comes_into_sight_and_again_in_the_dark(screen, trained):
    for path in PATHS[::2]:
        screen.goto(path)
        charts = screen.locator("fr-line-chart, fr-bar-chart")
        for place in range(charts.count()):
            charts.nth(place).scroll_into_view_if_needed()
            expect(charts.nth(place).locator("canvas")).to_be_visible()
    line = "document.querySelector('fr-bar-chart').chart.data.datasets[0].backgroundColor"
    light = screen.evaluate(line)
    screen.emulate_media(color_scheme="dark")
    until(screen, f"{line} !== {json.dumps(light)}")


def test_an_exercise_is_found_by_typing(screen, trained):
    screen.goto("/progress")
    screen.get_by_text("Change exercise").click()
    choices = screen.locator(".panel .line")
    expect(choices).to_have_count(7)
    screen.get_by_label("Find an exercise").fill("rdl")
    expect(choices.locator("visible=true")).to_have_count(1)
    screen.get_by_role("link", name=re.compile("^Romanian deadlift")).click()
    expect(screen.get_by_role("heading", level=1)).to_have_text("Romanian deadlift")


def test_without_javascript_the_tables_hold_the_numbers(screen, browser, site, trained):
    context = browser.new_context(
        base_url=site.url, java_script_enabled=False, storage_state=screen.context.storage_state()
    )
    page = context.new_page()
    page.goto("/progress?exercise=deadlift")
    table = page.get_by_role("region", name="Table: Estimated 1RM")
    expect(table).to_be_hidden()
    page.get_by_text("Table of Estimated 1RM").click()
    expect(table.get_by_role("cell", name="122.5")).to_be_visible()
    expect(page.locator("fr-line-chart").first).to_be_hidden()
    page.get_by_text("Change exercise").click()
    page.get_by_role("link", name=re.compile("^Back squat")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Back squat")
    page.goto("/progress/body-weight")
    page.get_by_label("Weight, kg").fill("81,5")
    page.get_by_role("button", name="Log", exact=True).click()
    expect(page.locator(".listed").get_by_text("81.5 kg", exact=True)).to_be_visible()
    context.close()


def test_a_weighing_is_deleted_and_taken_back(screen, trained):
    screen.goto("/progress/body-weight")
    weighing = screen.locator(".listed").get_by_text("79.5 kg", exact=True)
    expect(weighing).to_be_visible()
    with screen.expect_navigation():
        screen.get_by_role("button", name="Delete 79.5 kg").click()
    expect(weighing).to_have_count(0)
    with screen.expect_navigation():
        screen.get_by_role("button", name="Undo").click()
    expect(weighing).to_be_visible()


def test_targets_have_room_for_a_thumb_and_nothing_is_wider_than_a_small_phone(screen, trained):
    screen.set_viewport_size({"width": 320, "height": 640})
    found = {}
    for path in PATHS:
        screen.goto(path)
        screen.wait_for_load_state("networkidle")
        for summary in screen.locator("main summary").all():
            summary.click()
        wide = screen.evaluate("document.documentElement.scrollWidth")
        found[path] = screen.evaluate(SMALL) + ([f"{wide} px wide"] if wide > 320 else [])
    assert found == {path: [] for path in PATHS}
