import pytest

from tests import needs


@pytest.fixture(autouse=True)
def _nothing_installed(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(needs.Path, "glob", lambda self, pattern: iter(()))


@pytest.mark.parametrize("need", [needs.chromium, needs.redis_server, needs.postgres_bin])
def test_a_missing_program_skips_by_name(monkeypatch, need):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(
        pytest.skip.Exception, match=r"needs (Chromium|redis-server|PostgreSQL), which is not installed"
    ):
        need()


def test_a_missing_program_is_a_failure_in_ci(monkeypatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="needs Chromium"):
        needs.chromium()
