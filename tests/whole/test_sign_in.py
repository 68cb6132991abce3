"""Signing in with more than a password, and the tokens of devices, in real Chromium under the site's policy.

Passkeys are refused at addresses made of numbers, so these tests open the program at http://localhost.
"""

import base64
import hmac
import struct
import time
import urllib.error
import uuid

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.whole.conftest import Client, Site, sign_up, until

pytestmark = pytest.mark.browser
PASSWORD = "a long enough password"
STORED = """async (secret) => {
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        for (const key of await cache.keys()) {
            if ((await (await cache.match(key)).text()).includes(secret)) return key.url;
        }
    }
    return null;
}"""


@pytest.fixture
def home(browser, site):
    """Open the program by name on a phone; errors in its console fail the test."""
    context: BrowserContext = browser.new_context(
        viewport={"width": 390, "height": 844}, base_url=site.url.replace("127.0.0.1", "localhost"), locale="en-GB"
    )
    context.set_default_timeout(15_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def finger(home):
    """Give the browser a reader of fingers that holds passkeys; return a way to change whose finger is on it."""
    devtools = home.context.new_cdp_session(home)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    reader = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def put(is_right: bool) -> None:
        devtools.send("WebAuthn.setUserVerified", {"authenticatorId": reader, "isUserVerified": is_right})

    return put


def new_person(page: Page) -> str:
    email = f"{uuid.uuid4().hex[:12]}@example.org"
    sign_up(page, email)
    return email


def open_from_profile(page: Page, *names: str) -> None:
    page.goto("/profile")
    for name in names:
        page.get_by_role("link", name=name).click()


def prove(page: Page) -> None:
    page.get_by_role("heading", name="Is it you?").wait_for()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def sign_out(page: Page) -> None:
    page.goto("/profile")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in").wait_for()


def sign_in(page: Page, email: str) -> None:
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def shown_by_app(secret: str) -> str:
    digest = hmac.digest(base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30), "sha1")
    place = digest[-1] & 15
    return f"{(int.from_bytes(digest[place : place + 4], 'big') & 0x7FFFFFFF) % 1_000_000:06}"


def test_a_passkey_is_added_and_signs_in_alone(home, finger):
    email = new_person(home)
    open_from_profile(home, "Passkeys and two-step sign-in", "Add a passkey")
    prove(home)
    home.get_by_label("Name").fill("This laptop")
    home.get_by_role("button", name="Add the passkey").click()
    expect(home.get_by_role("heading", name="Recovery codes")).to_be_visible()
    expect(home.locator(".codes li")).to_have_count(10)

    sign_out(home)
    finger(False)
    home.get_by_role("button", name="Use a passkey").click()
    expect(home.get_by_role("alert")).to_contain_text("No passkey was given")
    finger(True)
    home.get_by_role("button", name="Use a passkey").click()
    home.get_by_role("heading", name="Today", exact=True).wait_for()
    home.goto("/profile")
    expect(home.locator("main")).to_contain_text(email)

    sign_out(home)
    sign_in(home, email)  # the password alone is no longer enough, with the passkey it is
    home.get_by_role("heading", name="One more step").wait_for()
    home.goto("/profile")
    home.get_by_role("heading", name="One more step").wait_for()
    home.get_by_role("button", name="Use a passkey").click()
    home.get_by_role("heading", name="Today", exact=True).wait_for()

    open_from_profile(home, "Passkeys and two-step sign-in", "Manage keys")
    expect(home.locator(".keyline")).to_contain_text("This laptop")
    expect(home.locator(".keyline")).to_contain_text("last used")
    home.get_by_role("link", name="Remove This laptop").click()
    if home.get_by_role("heading", name="Is it you?").count():
        prove(home)
    home.get_by_role("button", name="Remove it").click()
    expect(home.get_by_role("heading", name="No passkey yet")).to_be_visible()


def test_an_authenticator_app_and_a_recovery_code_sign_in(home):
    email = new_person(home)
    open_from_profile(home, "Passkeys and two-step sign-in", "Set up the app")
    prove(home)
    expect(home.get_by_role("img", name="QR code with the setup key below").locator("svg")).to_be_visible()
    secret = home.locator("fr-copy code").inner_text()
    home.get_by_label("Authenticator code").fill(shown_by_app(secret))
    home.get_by_role("button", name="Turn it on").click()
    home.get_by_role("heading", name="Recovery codes").wait_for()
    codes = home.locator(".codes code").all_inner_texts()
    with home.expect_download() as saved:
        home.get_by_role("link", name="Download as text").click()
    assert set(codes) <= set(saved.value.path().read_text().split())

    sign_out(home)
    sign_in(home, email)
    home.get_by_role("heading", name="One more step").wait_for()
    home.get_by_label("Code").fill("000000")
    home.get_by_role("button", name="Sign in").click()
    expect(home.locator(".errors")).to_contain_text("That did not match")
    home.get_by_label("Code").fill(shown_by_app(secret))
    home.get_by_role("button", name="Sign in").click()
    home.get_by_role("heading", name="Today", exact=True).wait_for()

    sign_out(home)
    sign_in(home, email)
    home.get_by_label("Code").fill(codes[7])
    home.get_by_role("button", name="Sign in").click()
    home.get_by_role("heading", name="Today", exact=True).wait_for()
    open_from_profile(home, "Passkeys and two-step sign-in")
    expect(home.locator("main")).to_contain_text("9 of 10 left")


def test_where_passkeys_cannot_work_the_page_says_what_can_be_done(screen):
    screen.goto("/accounts/login/")
    link = screen.get_by_role("link", name="Use http://localhost instead")
    expect(link).to_have_attribute("href", screen.url.replace("127.0.0.1", "localhost"))
    expect(screen.get_by_role("button", name="Use a passkey")).to_have_count(0)


def test_a_token_is_made_copied_used_and_revoked(screen: Page, site: Site):
    sign_up(screen, f"{uuid.uuid4().hex[:12]}@example.org")
    screen.context.grant_permissions(["clipboard-read", "clipboard-write"])
    until(screen, "!!navigator.serviceWorker.controller")
    open_from_profile(screen, "Devices and scripts")
    expect(screen.get_by_role("heading", name="Nothing is connected")).to_be_visible()
    screen.get_by_label("Name").fill("Backup script")
    screen.get_by_label("Read and write").check()
    screen.get_by_role("button", name="Make the token").click()
    screen.get_by_role("button", name="Copy").click()
    expect(screen.locator("fr-toast")).to_contain_text("Copied.")
    secret = screen.evaluate("navigator.clipboard.readText()")
    assert screen.locator("#token").inner_text() == secret

    script = Client(site.url, secret)
    session = f"/api/v1/sessions/{uuid.uuid4()}"
    assert script.send("PUT", session, {"title": "From the script"})["title"] == "From the script"
    assert screen.evaluate(STORED, secret) is None
    screen.reload()
    expect(screen.locator(".keyline")).to_contain_text("last used")
    assert secret not in screen.content()

    screen.get_by_role("link", name="Revoke Backup script").click()
    expect(screen.locator("main")).to_contain_text("locked out at once")
    screen.get_by_role("button", name="Revoke it").click()
    expect(screen.get_by_role("heading", name="Nothing is connected")).to_be_visible()
    with pytest.raises(urllib.error.HTTPError) as refused:
        script.send("GET", session)
    assert refused.value.code == 401
    refused.value.close()


def test_without_scripts_a_token_is_still_made_and_the_second_step_taken(browser, site):
    context = browser.new_context(java_script_enabled=False, base_url=site.url, viewport={"width": 320, "height": 640})
    page = context.new_page()
    sign_up(page, f"{uuid.uuid4().hex[:12]}@example.org")
    page.goto("/profile/tokens")
    page.get_by_label("Name").fill("Backup script")
    page.get_by_role("button", name="Make the token").click()
    assert Client(site.url, page.locator("#token").inner_text()).send("GET", "/api/v1/sessions")["results"] == []
    page.goto("/accounts/2fa/webauthn/add/")
    prove(page)
    expect(page.locator("main")).to_contain_text("Passkeys need JavaScript")
    expect(page.get_by_role("button", name="Add the passkey")).to_be_hidden()
    context.close()
