"""Facts about every file of the repository."""

import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LARGEST = 400_000
LARGE_FOR_A_REASON = {"docs/openapi.json": "the whole schema of the API, generated and compared by a test"}
LONG = 300
# Python files that may be longer, each with why: at about 300 lines a file asks to be looked at.
LONG_FOR_A_REASON = {
    "tests/videos/test_videos_api.py": "one resource: upload, attach, list, refuse",
    "tests/biomech/test_command.py": "every way of asking one clip, and each wrong one has its sentence",
    "tests/biomech/test_faults.py": "each fault at its limit, found just beyond it and not just inside",
    "fitnessrec/settings.py": "one file of settings, so that there is one place to look",
    "tests/workouts/test_sets_api.py": "one list of what each of twenty fields refuses",
    "tests/workouts/test_set_pages.py": "the row and the page of a set refuse the same values",
    "tests/workouts/test_session_pages.py": "every page of a session, and who may not see it",
    "tests/workouts/test_sessions_api.py": "PUT, PATCH, lists and refusals of one resource",
}
# In pieces, so that this file does not hold them either.
REGISTRIES = [
    ".".join(parts)
    for parts in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("npmmirror", "com"),
        ("crates", "io"),
        ("proxy", "golang", "org"),
    )
]
WORDS = re.compile("|".join(map(re.escape, REGISTRIES)), re.IGNORECASE)
NOT_OURS = {".git", ".venv", "node_modules", "var", "__pycache__"}


def tracked() -> list[Path]:
    """Return the files that git tracks or would take in; of an unpacked archive all but what tools made."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        return [path for path in ROOT.rglob("*") if path.is_file() and not NOT_OURS & set(path.parts)]
    listing = [git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return [ROOT / name for name in names if name and (ROOT / name).is_file()]


FILES = tracked()


def named(*endings: str) -> list[Path]:
    return [path for path in FILES if path.name.endswith(endings)]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_git_names_the_files_that_these_tests_are_about():
    names = {short(path) for path in FILES}
    assert {"manage.py", "pyproject.toml", "templates/base.html", "requirements.lock", "package-lock.json"} <= names
    assert not [name for name in names if name.startswith(("var/", "node_modules/", ".venv/"))]


def test_no_file_holds_a_registrys_host_name():
    found = {short(path): WORDS.findall(path.read_text(errors="replace")) for path in FILES}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_lock_files_hold_hashes_and_no_addresses():
    locks = named(".lock", "package-lock.json")
    assert len(locks) >= 2
    for path in locks:
        content = path.read_text()
        assert "sha256:" in content or "sha512-" in content, short(path)
        assert "--index-url" not in content and '"resolved": "http' not in content, short(path)
    assert not named("uv.lock", "poetry.lock", "Pipfile.lock")


def test_the_search_for_host_names_would_find_one():
    assert all(WORDS.search(f"https://{host}/x") for host in REGISTRIES)


def test_no_file_is_larger_than_400_kb():
    large = {short(path) for path in FILES if path.stat().st_size > LARGEST}
    assert large - set(LARGE_FOR_A_REASON) == set()


def test_no_template_styles_an_element_by_itself():
    found = {short(path): re.findall(r"<[^>]*\sstyle\s*=", path.read_text()) for path in named(".html", ".svg")}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_no_template_holds_an_inline_script_or_handler():
    wrong = {}
    for path in named(".html"):
        content = path.read_text()
        scripts = [tag for tag in re.findall(r"<script\b[^>]*>", content) if not re.search(r"\b(src|nonce)\s*=", tag)]
        handlers = re.findall(r"<[a-z][^>]*\s(on[a-z]+)\s*=", content) + re.findall(r"javascript:", content)
        if scripts or handlers:
            wrong[short(path)] = scripts + handlers
    assert wrong == {}


def test_no_template_loads_anything_from_another_host():
    found = {
        short(path): re.findall(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//[^\"']+", path.read_text())
        for path in named(".html")
        if not short(path).startswith("templates/allauth")
    }
    assert {name: [hit for hit in hits if "<a" in hit] for name, hits in found.items() if hits} == {}


def dependency_lines() -> list[str]:
    """Return the lines of pyproject.toml that name a dependency."""
    lines, inside = [], False
    for line in (ROOT / "pyproject.toml").read_text().partition("[tool.")[0].splitlines():
        if re.match(r"(dependencies|\w+) = \[$", line):
            inside = True
        elif line.startswith("]"):
            inside = False
        elif inside and line.strip().startswith('"'):
            lines.append(line)
    return lines


def test_every_dependency_says_why_it_is_there():
    lines = dependency_lines()
    assert len(lines) > 25
    assert [line for line in lines if not re.search(r'",\s+# \S.{6,}', line)] == []


def test_a_long_python_file_has_a_reason():
    lengths = {
        short(path): len(path.read_text().splitlines()) for path in named(".py") if "/migrations/" not in short(path)
    }
    long = {name: length for name, length in lengths.items() if length > LONG}
    assert {name: length for name, length in long.items() if name not in LONG_FOR_A_REASON} == {}
    assert set(LONG_FOR_A_REASON) <= set(lengths)


def test_tests_find_their_neighbours_without_packages():
    assert [short(path) for path in named("__init__.py") if short(path).startswith("tests/")] == []
