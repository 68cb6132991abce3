import pytest
from django.core.exceptions import ImproperlyConfigured

from fitnessrec.mail import MailServer, server


@pytest.mark.parametrize(
    ("url", "port", "tls", "starttls"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://mail.example", 587, False, True),
        ("smtps://mail.example", 465, True, False),
        ("smtps://mail.example:2465/", 2465, True, False),
    ],
)
def test_the_scheme_says_how_the_line_is_encrypted(url, port, tls, starttls):
    assert server(url) == MailServer("mail.example", port, "", "", tls=tls, starttls=starttls)


def test_user_and_password_are_read_as_they_were_before_they_were_encoded():
    found = server("smtp+tls://ada%40example.org:p%40ss%2Fw%3Ard+@mail.example")
    assert (found.user, found.password) == ("ada@example.org", "p@ss/w:rd+")


def test_without_an_address_mail_goes_to_the_log():
    assert server("") is None


@pytest.mark.parametrize(
    "url",
    [
        "smtp+ssl://me:secret@mail.example",
        "mail.example:25",
        "me:secret@mail.example",
        "smtp://",
        "smtp://me:secret@mail.example:port",
        "smtp://me:sec/ret@mail.example",
        "smtp://me:secret@mail.example?tls=1",
    ],
)
def test_anything_else_is_refused_with_a_sentence_that_keeps_the_password(url):
    with pytest.raises(ImproperlyConfigured, match=r"EMAIL_URL cannot be used: .*Set it to smtp://host") as refusal:
        server(url)
    assert "sec" not in str(refusal.value).replace("password", "")
