"""Where a form leads back to: pages of ours alone."""

import pytest
from django.test import RequestFactory

from core.way_back import way_back


@pytest.mark.parametrize("page", ["/", "/drills?x=1#plan", "http://testserver/drills"])
def test_a_page_of_this_site_is_taken_from_the_form_or_the_address(page):
    factory = RequestFactory()
    assert way_back(factory.post("/x", {"next": page}), "/home") == page
    assert way_back(factory.get("/x", {"next": page}), "/home") == page


@pytest.mark.parametrize(
    "page",
    ["", "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\x00//evil", "today"],
)
def test_another_site_is_not(page):
    factory = RequestFactory()
    assert way_back(factory.post("/x", {"next": page}), "/home") == "/home"
    assert way_back(factory.get("/x", {"next": page}), "/home") == "/home"


def test_the_form_counts_before_the_address():
    assert way_back(RequestFactory().post("/x?next=/address", {"next": "/form"}), "/home") == "/form"
