"""The admin pages have the sign-in of all other pages, with its limit on tries."""

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

from tests.conftest import PASSWORD


@pytest.fixture
def keeper(db):
    """Kim runs the server."""
    return get_user_model().objects.create_superuser("kim@example.org", PASSWORD)


def test_the_admin_pages_lead_to_the_sign_in_and_open_afterwards(client, keeper):
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/accounts/login/?next=%2Fadmin%2F")
    answer = client.post(answer.redirect_chain[-1][0], {"login": keeper.email, "password": PASSWORD}, follow=True)
    assert answer.status_code == 200
    assert "Site administration" in answer.text


def test_passwords_are_not_tried_at_the_admin_pages(client, keeper):
    answer = client.post("/admin/login/", {"username": keeper.email, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/")
    assert settings.SESSION_COOKIE_NAME not in client.cookies


def test_others_are_told_that_the_admin_pages_are_not_theirs(page):
    answer = page.get("/admin/", follow=True)
    assert answer.status_code == 403
    assert "This page is not for this account" in answer.text
