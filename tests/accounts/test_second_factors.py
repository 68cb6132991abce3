"""Second factors on the pages: turned on, asked for, refused when used twice, recovered from."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as configured
from django.contrib.auth import get_user_model

from accounts.second_factors import SecondFactors, needs_second_factor
from tests.conftest import PASSWORD

AUTHENTICATE = "/accounts/2fa/authenticate/"


@pytest.fixture
def sure(page):
    """Return Ada's browser, just after she gave her password once more."""
    page.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return page


def sign_in(client, email="ada@example.org", then=""):
    return client.post(f"/accounts/login/{then}", {"login": email, "password": PASSWORD})


def is_signed_in(client):
    return client.get("/profile").status_code == 200


def test_the_page_offers_passkeys_an_app_and_says_what_they_do(page):
    shown = page.get("/accounts/2fa/").text
    assert "Add a passkey" in shown and "Set up the app" in shown
    assert "Your password alone signs you in." in shown


def test_changing_how_one_signs_in_asks_for_the_password_again(page):
    for path in ("totp/activate/", "webauthn/add/"):
        answer = page.get(f"/accounts/2fa/{path}")
        assert answer["Location"].startswith("/accounts/reauthenticate/?next=")
    assert "Is it you?" in page.get(answer["Location"]).text


def test_who_has_more_than_a_password_may_prove_it_with_that(page, with_app, with_key):
    shown = page.get("/accounts/reauthenticate/?next=/profile").text
    assert "Use a code" in shown and "Use a passkey" in shown


def test_the_app_is_set_up_from_a_drawing_that_the_policy_allows(sure, athlete, shown):
    page = sure.get("/accounts/2fa/totp/activate/")
    assert "<svg" in page.text and "<?xml" not in page.text and "data:image" not in page.text
    secret = page.context["form"].secret
    assert secret in page.text
    assert "issuer=FitnessRec" in page.context["totp_url"]
    answer = sure.post("/accounts/2fa/totp/activate/", {"code": shown(secret)})
    assert answer["Location"] == "/accounts/2fa/recovery-codes/"
    assert needs_second_factor(athlete)
    codes = re.findall(r"<code>(\d{8})</code>", sure.get(answer["Location"]).text)
    assert len(set(codes)) == 10


def test_a_wrong_code_turns_nothing_on(sure, athlete):
    sure.get("/accounts/2fa/totp/activate/")
    answer = sure.post("/accounts/2fa/totp/activate/", {"code": "000000"})
    assert "That did not match. Try again." in answer.text
    assert not Authenticator.objects.exists()


def test_the_code_is_asked_for_after_the_password(client, with_app):
    assert sign_in(client)["Location"] == AUTHENTICATE
    assert not is_signed_in(client)
    assert client.post(AUTHENTICATE, {"code": with_app()})["Location"] == "/"
    assert is_signed_in(client)


def test_a_wrong_code_leaves_out(client, with_app):
    sign_in(client)
    assert "That did not match" in client.post(AUTHENTICATE, {"code": "000000"}).text
    assert not is_signed_in(client)


def test_one_persons_app_is_not_asked_of_another(client, stranger, with_app):
    assert sign_in(client, stranger.email)["Location"] == "/"
    assert client.get("/profile").context["request"].user == stranger


def test_a_code_that_just_changed_is_good_and_an_older_one_is_not(client, with_app):
    sign_in(client)
    client.post(AUTHENTICATE, {"code": with_app(later=-2)})
    assert not is_signed_in(client)
    client.post(AUTHENTICATE, {"code": with_app(later=-1)})
    assert is_signed_in(client)


@pytest.mark.parametrize("after_s", [1, 31, 59])
def test_no_code_is_good_twice(client, with_app, monkeypatch, after_s):
    at = time.time() // 30 * 30 + 0.5
    monkeypatch.setattr("time.time", lambda: at)
    code = with_app()
    sign_in(client)
    client.post(AUTHENTICATE, {"code": code})
    assert is_signed_in(client)
    client.post("/accounts/logout/")
    monkeypatch.setattr("time.time", lambda: at + after_s)
    sign_in(client)
    client.post(AUTHENTICATE, {"code": code})
    assert not is_signed_in(client)


def test_a_recovery_code_signs_in_once(client, athlete, with_app):
    code = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[3]
    sign_in(client)
    client.post(AUTHENTICATE, {"code": code})
    assert is_signed_in(client)
    client.post("/accounts/logout/")
    sign_in(client)
    client.post(AUTHENTICATE, {"code": code})
    assert not is_signed_in(client)


def test_the_admin_pages_ask_for_the_second_factor_too(client, athlete, with_app):
    get_user_model().objects.update(is_staff=True, is_superuser=True)
    there = client.get("/admin/", follow=True).redirect_chain[-1][0]
    answer = client.post(there, {"login": athlete.email, "password": PASSWORD})
    assert answer["Location"].startswith(AUTHENTICATE)
    assert client.get("/admin/").status_code == 302
    answer = client.post(answer["Location"], {"code": with_app()}, follow=True)
    assert "Site administration" in answer.text


def test_turning_the_app_off_makes_the_password_enough_again(sure, athlete, with_app):
    assert "Turn off the authenticator app?" in sure.get("/accounts/2fa/totp/deactivate/").text
    sure.post("/accounts/2fa/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert not needs_second_factor(athlete)


def test_new_recovery_codes_end_the_old_ones(sure, with_app):
    old = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert "Your 10 unused codes stop working" in sure.get("/accounts/2fa/recovery-codes/generate/").text
    sure.post("/accounts/2fa/recovery-codes/generate/")
    assert not set(old) & set(Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes())


def test_recovery_codes_are_downloaded_by_their_owner_and_stored_by_nobody(sure, client, stranger, with_app):
    answer = sure.get("/accounts/2fa/recovery-codes/download/")
    codes = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()
    assert all(code in answer.text for code in codes)
    assert "no-store" in answer["Cache-Control"]
    client.force_login(stranger)
    assert client.get("/accounts/2fa/recovery-codes/download/").status_code == 404


def test_a_key_is_renamed_and_removed_by_its_owner_alone(sure, client, athlete, stranger, with_key):
    path = f"/accounts/2fa/webauthn/keys/{with_key.pk}"
    sure.post(f"{path}/edit/", {"name": "x" * 101})
    sure.post(f"{path}/edit/", {"name": "Old phone"})
    with_key.refresh_from_db()
    assert with_key.wrap().name == "Old phone"
    client.force_login(stranger)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.post(f"{path}/remove/").status_code == 404
    assert Authenticator.objects.filter(pk=with_key.pk).exists()
    client.force_login(athlete)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert "Remove “Old phone”?" in client.get(f"{path}/remove/").text
    client.post(f"{path}/remove/")
    assert not Authenticator.objects.exists()


def test_keys_get_names_of_their_own(athlete, with_key):
    assert SecondFactors().generate_authenticator_name(athlete, Authenticator.Type.WEBAUTHN) == "Passkey 2"


def test_the_sign_in_page_offers_a_passkey_and_a_made_up_one_opens_nothing(client, athlete):
    assert "Use a passkey" in client.get("/accounts/login/").text
    client.get("/accounts/2fa/webauthn/login/", headers={"Accept": "application/json"})
    answer = client.post("/accounts/2fa/webauthn/login/", {"credential": '{"id": "x"}'}, follow=True)
    assert "That did not match. Try again." in answer.text
    assert not is_signed_in(client)


def test_passkeys_are_bound_to_https_or_this_machine():
    assert not getattr(configured, "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN", False)


def test_with_a_mail_server_an_address_is_verified_first(sure, athlete, settings):
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False
    athlete.emailaddress_set.update_or_create(email=athlete.email, defaults={"verified": False, "primary": True})
    answer = sure.get("/accounts/2fa/totp/activate/", follow=True)
    assert "Verify your e-mail address first" in answer.text
    athlete.emailaddress_set.update(verified=True)
    assert "Scan this with the app" in sure.get("/accounts/2fa/totp/activate/").text


def test_pages_about_second_factors_are_stored_by_nobody(sure, with_app):
    for path in ("", "recovery-codes/", "webauthn/add/"):
        assert "no-store" in sure.get(f"/accounts/2fa/{path}")["Cache-Control"]
