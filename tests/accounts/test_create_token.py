import pytest
from django.core.management import CommandError, call_command

from accounts.models import ApiToken


def run(capsys, *args):
    call_command("create_token", *args)
    return capsys.readouterr().out


def test_the_command_prints_a_token_that_works_and_nothing_else(capsys, client, athlete):
    printed = run(capsys, "ada@example.org", "--name", "backup script")
    secret = printed.strip()
    assert printed == f"{secret}\n"
    row = ApiToken.objects.get()
    assert (row.user, row.name, row.scope) == (athlete, "backup script", "write")
    assert client.get("/api/v1/videos", headers={"Authorization": f"Token {secret}"}).json()["results"] == []


def test_the_scope_can_be_narrowed(capsys, athlete):
    run(capsys, "ada@example.org", "--name", "x", "--scope", "read")
    assert ApiToken.objects.get().scope == "read"


def test_the_case_of_the_email_does_not_matter(capsys, athlete):
    run(capsys, "ADA@example.ORG", "--name", "x")
    assert ApiToken.objects.get().user == athlete


def test_an_unknown_person_is_told_what_to_do(db):
    with pytest.raises(CommandError, match=r"There is no account for nobody@example\.org\. Sign up"):
        call_command("create_token", "nobody@example.org", "--name", "x")
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize("args", [["ada@example.org"], ["ada@example.org", "--name", "x", "--scope", "admin"]])
def test_a_token_needs_a_name_and_a_known_scope(athlete, args):
    with pytest.raises(CommandError):
        call_command("create_token", *args)
    assert not ApiToken.objects.exists()


def test_a_name_that_does_not_fit_is_refused_with_a_sentence(athlete):
    with pytest.raises(CommandError, match="longer than 80 characters"):
        call_command("create_token", "ada@example.org", "--name", "x" * 81)
    assert not ApiToken.objects.exists()
