"""One line, not a web: the import rules of pyproject.toml hold, and would notice a breach."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
RULES = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
LINE = ["fitnessrec", "coaching", "drills", "videos", "cues", "workouts", "accounts", "core"]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the packages of a folder, with that folder's pyproject.toml."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"]
    return subprocess.run(
        [*command, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_every_import_follows_the_contracts():
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{len(RULES['contracts'])} kept, 0 broken" in " ".join(done.stdout.split())


@pytest.fixture
def copy(tmp_path):
    """Copy what import-linter reads, so that a test can break a rule in it."""
    for package in RULES["root_packages"]:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__", "*.task"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_a_breach_of_any_rule_breaks_its_contract(copy):
    breaches = {
        "core/units.py": "import accounts.models",
        "videos/models/video.py": "import workouts.views.sets",
        "workouts/models/set.py": "import workouts.domain.sets",
        "videos/access.py": "import videos.views",
        "accounts/models.py": "import accounts.forms",
        "cues/domain/cues.py": "import cues.views.cues",
        "drills/gates/gate.py": "import drills.domain.logs",
        "biomech/synthetic.py": "import django",
        "workouts/domain/sets.py": "import biomech.pose",
    }
    (copy / "biomech" / "pose").mkdir(exist_ok=True)
    (copy / "biomech" / "pose" / "__init__.py").touch()
    for path, line in breaches.items():
        with (copy / path).open("a") as module:
            module.write(f"\n{line}\n")
    done = lint(copy)
    said = " ".join(done.stdout.split())
    assert done.returncode == 1, done.stdout + done.stderr
    kept = [rule["name"] for rule in RULES["contracts"] if f"{rule['name']} BROKEN" not in said]
    assert kept == [], done.stdout


def test_the_line_of_apps_is_the_one_of_the_design():
    layers = [rule["layers"] for rule in RULES["contracts"] if rule["type"] == "layers" and "containers" not in rule]
    assert layers == [LINE]
    assert set(RULES["root_packages"]) == {*LINE, "biomech"}


def test_movement_analysis_may_know_no_app_and_no_framework():
    (rule,) = [rule for rule in RULES["contracts"] if rule.get("source_modules") == ["biomech"]]
    assert set(rule["forbidden_modules"]) >= {*LINE, "django", "rest_framework", "celery", "redis"}
    assert "ignore_imports" not in rule


def test_only_the_analysis_domain_is_excused_for_reaching_the_estimators():
    (rule,) = [rule for rule in RULES["contracts"] if rule.get("forbidden_modules") == ["biomech.pose"]]
    assert set(rule["source_modules"]) == set(LINE)
    assert {line.split(" -> ")[0] for line in rule["ignore_imports"]} == {"videos.domain.analyse"}
