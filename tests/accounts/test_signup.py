import pytest

from accounts.demo import ATHLETE_EMAIL, COACH_EMAIL
from accounts.models import User

URL = "/accounts/signup/"
PASSWORD = "hinge at the hips 9"


def sign_up(client, email="new@example.org", **more):
    return client.post(URL, {"email": email, "password1": PASSWORD, "unit": "kg"} | more)


def test_the_first_account_runs_the_server(client, db):
    response = sign_up(client)
    assert response.status_code == 302
    person = User.objects.get()
    assert (person.email, person.is_staff, person.is_superuser) == ("new@example.org", True, True)


def test_the_second_account_does_not(client, athlete):
    sign_up(client)
    person = User.objects.get(email="new@example.org")
    assert (person.is_staff, person.is_superuser) == (False, False)


def test_demo_accounts_do_not_count_as_the_first(client, db):
    User.objects.create_user(ATHLETE_EMAIL, PASSWORD)
    User.objects.create_user(COACH_EMAIL, PASSWORD)
    sign_up(client)
    assert User.objects.get(email="new@example.org").is_staff


def test_who_signs_up_is_signed_in_and_sees_today(client, db):
    sign_up(client, name="Nia")
    response = client.get("/")
    assert response.status_code == 200
    assert "Nia" in response.text


def test_the_password_is_kept_as_a_hash_that_opens_the_account(client, db):
    sign_up(client)
    person = User.objects.get()
    assert PASSWORD not in person.password
    assert person.check_password(PASSWORD)


def test_name_unit_and_the_browsers_time_zone_are_kept(client, db):
    sign_up(client, name="Nia", unit="lb", time_zone="America/New_York")
    person = User.objects.get()
    assert (person.name, person.unit, person.time_zone) == ("Nia", "lb", "America/New_York")


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", "../../etc/passwd", "x" * 500, "europe/berlin "])
def test_nobody_is_turned_away_for_a_time_zone(client, db, zone):
    sign_up(client, time_zone=zone)
    assert User.objects.get().time_zone in ("UTC", "Europe/Berlin")


def test_an_email_is_kept_in_lower_case(client, db):
    sign_up(client, email="New@Example.ORG")
    assert User.objects.get().email == "new@example.org"


def test_nobody_signs_up_twice_by_a_capital_letter(client, athlete):
    sign_up(client, email="ADA@Example.org")
    assert User.objects.get() == athlete
    assert "_auth_user_id" not in client.session


def test_an_email_in_capitals_signs_in(client, athlete):
    client.post("/accounts/login/", {"login": "ADA@EXAMPLE.ORG", "password": "a long enough password"})
    assert client.session["_auth_user_id"] == str(athlete.pk)


@pytest.mark.parametrize("password", ["short", "password123", "new@example.org"])
def test_a_weak_password_is_refused_with_a_sentence(client, db, password):
    response = sign_up(client, password1=password)
    assert "password is too" in response.text
    assert not User.objects.exists()


def test_a_closed_server_says_so_and_takes_nobody(client, athlete, settings):
    settings.SIGNUP = "closed"
    assert "Sign-up is closed" in client.get(URL).text
    response = sign_up(client)
    assert "Sign-up is closed" in response.text
    assert User.objects.get() == athlete


def test_a_closed_server_still_takes_its_first_account(client, db, settings):
    settings.SIGNUP = "closed"
    User.objects.create_user(ATHLETE_EMAIL, PASSWORD)
    sign_up(client)
    assert User.objects.get(email="new@example.org").is_staff


def test_signing_up_cannot_ask_for_more_rights(client, athlete):
    sign_up(client, is_staff="1", is_superuser="1", id=str(athlete.pk))
    person = User.objects.get(email="new@example.org")
    assert (person.is_staff, person.is_superuser) == (False, False)


def test_a_name_is_shown_as_text(client, db):
    sign_up(client, name="<script>alert(1)</script>")
    text = client.get("/profile").text
    assert "&lt;script&gt;alert(1)" in text
    assert "<script>alert(1)" not in text


def test_pages_send_the_unknown_to_the_sign_in_and_back(client, db):
    response = client.get("/profile")
    assert response["Location"] == "/accounts/login/?next=/profile"


def test_the_demos_addresses_are_not_for_signing_up(client, db):
    response = sign_up(client, ATHLETE_EMAIL)
    assert "belongs to the demonstration" in response.text
    assert not User.objects.exists()
