"""Swagger UI: served from here, under the same policy as all pages, and able to try things out."""

import json
import re
import uuid

import pytest
from playwright.sync_api import Page, expect

from tests.whole.conftest import Client

pytestmark = pytest.mark.browser
SIZES = {"phone": (390, 844), "laptop": (1280, 900)}


@pytest.fixture(params=list(SIZES))
def docs(request, browser, site) -> Page:
    """Open the page on a screen, in a browser that nobody is signed in with; complaints fail the test."""
    width, height = SIZES[request.param]
    context = browser.new_context(viewport={"width": width, "height": height}, base_url=site.url)
    context.set_default_timeout(30_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    here = (site.url, "data:")
    page.on("request", lambda asked: None if asked.url.startswith(here) else complaints.append(asked.url))
    yield page
    context.close()
    assert complaints == []


def unfold(page: Page, path: str) -> None:
    """Show the operations of a resource."""
    resource = page.locator(f'h3.opblock-tag[data-tag="{path.split("/")[3]}"]')
    if resource.get_attribute("data-is-open") == "false":
        resource.click()


def operation(page: Page, method: str, path: str):
    """Open an operation."""
    unfold(page, path)
    block = page.locator(f".opblock-{method}").filter(has=page.locator(f'[data-path="{path}"]'))
    block.locator(".opblock-summary-control").first.click()
    block.locator(".execute").wait_for()
    return block


def answer(block) -> tuple[int, object]:
    """Execute, and return status and body as the page shows them."""
    block.locator(".execute").click()
    status = block.locator(".live-responses-table .response-col_status").last
    expect(status).to_contain_text(re.compile(r"\d{3}"))
    body = block.locator(".live-responses-table .response-col_description .highlight-code code").first
    return int(re.search(r"\d{3}", status.inner_text())[0]), json.loads(body.inner_text())


def test_every_operation_is_there_and_nothing_is_wider_than_the_screen(docs):
    docs.goto("/api/docs")
    for path in ("/api/v1/sets", "/api/v1/sessions/{id}", "/api/v1/progress/strength", "/api/v1/videos"):
        unfold(docs, path)
        expect(docs.locator(f'[data-path="{path}"]').first).to_be_visible()
    assert docs.evaluate("document.documentElement.scrollWidth <= innerWidth")
    expect(docs.get_by_role("link", name="FitnessRec")).to_have_attribute("href", "/")
    guide = docs.context.request.get("/api/guide")
    assert "# The REST API" in guide.text()
    assert docs.context.request.get("/api/docs").headers["content-security-policy"].count("unsafe") == 0


def test_who_is_signed_in_tries_things_out_on_their_own_log(docs, ada, site):
    docs.context.add_cookies([{"name": "sessionid", "value": ada.cookie, "url": site.url}])
    docs.goto("/api/docs")
    expect(docs.locator("#page")).to_contain_text("You are signed in as")
    status, found = answer(operation(docs, "get", "/api/v1/sets"))
    assert (status, found["results"]) == (200, [])
    block = operation(docs, "put", "/api/v1/bodyweights/{id}")
    pk = str(uuid.uuid4())
    block.locator('[data-param-name="id"] input').fill(pk)
    block.locator(".body-param__text").fill('{"weight_kg": 81.5}')
    status, made = answer(block)  # a write needs the CSRF header
    assert (status, made["id"], made["weight_kg"]) == (201, pk, 81.5)
    kept = docs.context.request.get("/api/v1/bodyweights").json()["results"]
    assert [row["id"] for row in kept] == [pk]


def test_with_a_token_it_acts_as_that_device(docs, script: Client):
    title = f"By hand {uuid.uuid4()}"
    script.send("PUT", f"/api/v1/sessions/{uuid.uuid4()}", {"started_at": "2026-03-02T17:30:00Z", "title": title})
    docs.goto("/api/docs")
    docs.locator(".btn.authorize").first.click()
    form = docs.locator(".auth-container").filter(has_text="tokenAuth")
    form.locator("input").fill(f"Token {script.token}")
    form.get_by_role("button", name="Authorize").or_(form.get_by_role("button", name="Apply")).first.click()
    docs.locator(".close-modal").click()
    status, found = answer(operation(docs, "get", "/api/v1/sessions"))
    assert status == 200
    assert title in [row["title"] for row in found["results"]]
