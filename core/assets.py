"""Browser code: the npm files that pages use, and the import map that leads modules to their hashed names."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage

PACKAGES = settings.BASE_DIR / "node_modules"


class NpmStorage(FileSystemStorage):
    """The named files of `node_modules`, under the names they are served by."""

    def __init__(self) -> None:
        super().__init__(location=PACKAGES)

    def path(self, name: str) -> str:
        """Return where the file lies that is served as `name`."""
        return super().path(settings.NPM_FILES.get(name, name))


class NpmFinder(BaseFinder):
    """Find exactly the files in settings.NPM_FILES, never the rest of an npm package."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Report packages that are not installed."""
        missing = [path for path in settings.NPM_FILES.values() if not (PACKAGES / path).is_file()]
        if not missing:
            return []
        return [Error(f"npm files are missing: {', '.join(missing)}.", hint="Run `make setup`.", id="core.E001")]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """Return the file served under this path, as staticfiles wants it."""
        source = settings.NPM_FILES.get(path)
        found = str(PACKAGES / source) if source and (PACKAGES / source).is_file() else None
        if find_all:
            return [found] if found else []
        return found or []

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterable[Any]:
        """Yield every served file with its storage."""
        storage = NpmStorage()
        for name in settings.NPM_FILES:
            yield name, storage


@cache
def import_map() -> str:
    """Return the JSON that maps module addresses as written to their hashed ones; empty without hashes.

    Keys are addresses: a relative import is resolved first and looked up then, so the sources need no special names.
    """
    hashed: dict[str, str] = getattr(staticfiles_storage, "hashed_files", {})
    base = settings.STATIC_URL
    modules = {
        f"{base}{name}": f"{base}{target}"
        for name, target in sorted(hashed.items())
        if name.endswith(".js") and name.startswith(("js/", "vendor/"))
    }
    return json.dumps({"imports": modules})
