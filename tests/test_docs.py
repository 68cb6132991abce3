"""The documents say what the program does."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READ = re.compile(
    r"""env\.(?:text|required|flag|number|choice|words)\(\s*"([A-Z_]+)"|environ(?:\.get)?[(\[]\s*"([A-Z_]+)\""""
)
NOT_SETTINGS = {"PATH", "CI", "HOME", "DJANGO_SETTINGS_MODULE", "PYTHONPATH"}


def test_every_setting_has_a_line_in_its_document():
    documented = set(re.findall(r"`([A-Z][A-Z_]+)`", (ROOT / "docs" / "settings.md").read_text()))
    sources = [*(ROOT / "fitnessrec").rglob("*.py"), ROOT / "tools" / "setup.py"]
    found = {a or b for path in sources for a, b in READ.findall(path.read_text())} - NOT_SETTINGS
    assert found - documented == set()
    assert documented - found == set()


def test_every_document_and_picture_that_is_named_exists():
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    named = {name for page in pages for name in re.findall(r"\b(docs/[\w./-]+\.(?:md|png))", page.read_text())}
    assert {name for name in named if not (ROOT / name).is_file()} == set()
    assert named


CODE = re.compile(
    r"""default_code\ =\ "(\w+)" | Rejected\(\s*"(\w+)" | \bcode\ =\ "(\w+)" | problem_response\(\d+,\ "(\w+)"
    | \bend\(\w+,\ code="(\w+)" | \(?\b[45]\d\d,\ "(\w+)",\ "
    | Refusal\(\s*(?:\w+|f?"[^"]*"),\s*"(\w+)"
    | (?:AuthenticationFailed|Conflict)\([^()]*"(\w+)"\) | _refuse\(\s*request,\s*\d+,\s*"(\w+)" | "(mfa_required)" """,
    re.VERBOSE,
)
OF_PAGES = {"signed_out", "stale_page"}  # only scripts of pages meet these
OF_THE_FRAMEWORK = {
    "parse_error",
    "not_authenticated",
    "not_acceptable",
    "unsupported_media_type",
    "throttled",
    "invalid",
}


def test_the_guide_lists_every_code_of_an_error_and_no_other():
    rows = re.findall(r"^\| \d{3} \| ([^|]+) \|", (ROOT / "docs" / "api.md").read_text(), re.MULTILINE)
    told = {code for row in rows for code in re.findall(r"`(\w+)`", row)}
    apps = ("core", "accounts", "workouts", "cues", "videos", "drills", "fitnessrec")
    sources = [path for app in apps for path in (ROOT / app).rglob("*.py")]
    used = {code for path in sources for found in CODE.findall(path.read_text()) for code in found if code}
    assert used | OF_THE_FRAMEWORK == told | OF_PAGES
