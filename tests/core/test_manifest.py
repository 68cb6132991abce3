"""The manifest says enough for a device to install the app."""

from django.contrib.staticfiles import finders
from PIL import Image


def test_the_manifest_names_the_app_where_it_starts_and_its_icons(client, db):
    answer = client.get("/manifest.webmanifest")
    assert answer["Content-Type"] == "application/manifest+json"
    said = answer.json()
    assert (said["name"], said["start_url"], said["display"]) == ("FitnessRec", "/", "standalone")
    assert {(icon["sizes"], icon["purpose"]) for icon in said["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    assert said["shortcuts"][0]["url"] == "/sessions/start"


def test_each_icon_is_a_picture_of_the_size_it_claims(client, db):
    for icon in client.get("/manifest.webmanifest").json()["icons"]:
        with Image.open(finders.find(icon["src"].removeprefix("/static/"))) as picture:
            assert f"{picture.width}x{picture.height}" == icon["sizes"]
            assert picture.format == "PNG"


def test_every_page_leads_to_the_manifest_and_the_icon_of_the_home_screen(client, db):
    text = client.get("/accounts/login/").text
    assert '<link rel="manifest" href="/manifest.webmanifest">' in text
    assert '<link rel="apple-touch-icon" href="/static/icons/apple-touch-icon.png">' in text
