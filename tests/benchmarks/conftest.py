"""What the tests of the benchmarks share."""

import pytest
from django.conf import settings


@pytest.fixture(scope="session", autouse=True)
def _static_folder(tmp_path_factory):
    """Give the live server, which begins before any test, a folder of static files; a fresh clone has none."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "STATIC_ROOT", tmp_path_factory.mktemp("static"))
        yield
