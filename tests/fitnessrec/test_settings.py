"""What single variables do to the settings, in a process of their own."""

import json

import pytest

from tests.fitnessrec.conftest import manage


@pytest.fixture
def settings_with(tmp_path):
    """Return a way to read some settings under an environment."""

    def read(*names: str, **variables: str) -> list[object]:
        show = f"print(json.dumps([getattr(settings, name) for name in {names}]))"
        code = f"import json\nfrom django.conf import settings\n{show}"
        done = manage("shell", "-v0", "-c", code, var=tmp_path / "var", **variables)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return read


def test_behind_a_proxy_sign_ins_are_counted_by_the_address_it_saw(settings_with):
    assert settings_with("ALLAUTH_TRUSTED_PROXY_COUNT", BEHIND_PROXY="1") == [1]


def test_mail_goes_out_encrypted_from_the_start(settings_with):
    names = ("EMAIL_BACKEND", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_USE_SSL", "EMAIL_USE_TLS", "EMAIL_HOST_PASSWORD")
    found = settings_with(*names, EMAIL_URL="smtps://me:a%40b@mail.example")
    assert found == ["django.core.mail.backends.smtp.EmailBackend", "mail.example", 465, True, False, "a@b"]


def test_the_log_level_is_read_in_any_case(settings_with):
    assert settings_with("LOGGING", LOG_LEVEL="error")[0]["root"]["level"] == "ERROR"
