"""python -m biomech.bench: a folder of clips against its labels."""

import json

import pytest

from biomech import bench
from biomech.bench import Outcome, add_up, main, read_labels


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a folder of three clips with labels, analysed by somebody who knows the answers."""
    told = {
        "a.mp4": Outcome("a.mp4", 3, True, (), "hinge", ("rounded-back",), 1.0, 90),
        "b.mp4": Outcome("b.mp4", 2, True, (), "squat", ("squatting",), 1.0, 60),
        "c.mov": Outcome("c.mov", 1, False, ("Too dark.", "Too small. Come closer."), None, (), 1.0, 30),
    }
    for name in told:
        (tmp_path / name).write_bytes(b"not looked at")
    (tmp_path / "notes.txt").write_text("no clip")
    (tmp_path / "labels.toml").write_text(
        '[[clip]]\nfile = "a.mp4"\nexercise = "deadlift"\nreps = 3\njudgeable = true\nfaults = ["rounded-back"]\n'
        'pattern = "hinge"\n[[clip]]\nfile = "b.mp4"\nreps = 4\njudgeable = true\nfaults = []\npattern = "hinge"\n'
        '[[clip]]\nfile = "c.mov"\njudgeable = false\n'
    )

    class Now:
        def __init__(self, **_):
            self.asked = []

        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def map(self, _, jobs):
            return [told[path.name] for path, *_ in jobs]

    monkeypatch.setattr(bench, "ProcessPoolExecutor", Now)
    monkeypatch.setattr(bench, "ESTIMATORS", {"full": lambda models: None})
    return tmp_path


def test_json_names_every_clip_and_adds_up(folder, capsys):
    assert main([str(folder), "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert [clip["file"] for clip in result["clips"]] == ["a.mp4", "b.mp4", "c.mov"]
    assert result["clips"][2] == {
        "file": "c.mov",
        "reps": 1,
        "judged": False,
        "reasons": ["Too dark.", "Too small. Come closer."],
        "pattern": None,
        "faults": [],
        "seconds": 1.0,
        "frames": 30,
    }
    totals = result["totals"]
    assert (totals["clips"], totals["judged"], totals["frames"]) == (3, 2, 180)
    assert totals["reps"] == {"right": 1, "of": 2}
    assert totals["pattern"] == {"right": 1, "of": 2}
    assert totals["faults"] == {"right": 1, "of": 1}
    assert totals["no_false_alarm"] == {"right": 1, "of": 2}
    assert totals["abstained"] == {"right": 1, "of": 1}


def test_the_table_names_each_clip_with_what_was_found_or_why_not(folder, capsys):
    assert main([str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[1:4]] == ["a.mp4", "b.mp4", "c.mov"]
    assert lines[1].split()[1:] == ["3/3", "yes", "hinge", "rounded-back"]
    assert lines[3].endswith("Too dark. Too small.")


def test_only_file_and_exercise_reach_the_analysis(folder, monkeypatch):
    asked = []

    def listen(self, _, jobs):
        asked.extend(jobs)
        return []

    monkeypatch.setattr(bench.ProcessPoolExecutor, "map", listen)
    main([str(folder)])
    assert [(path.name, exercise) for path, exercise, *_ in asked] == [
        ("a.mp4", "deadlift"),
        ("b.mp4", None),
        ("c.mov", None),
    ]


def test_a_folder_without_labels_is_analysed_all_the_same(folder, capsys):
    (folder / "labels.toml").unlink()
    assert main([str(folder), "--json"]) == 0
    totals = json.loads(capsys.readouterr().out)["totals"]
    assert totals["clips"] == 3
    assert totals["reps"] == {"right": 0, "of": 0}


@pytest.mark.parametrize("text", ["clip = 3", "[[clip", "[[clip]]\nexercise = 'x'"])
def test_damaged_labels_are_said_or_passed_over_but_never_a_traceback(folder, capsys, text):
    (folder / "labels.toml").write_text(text)
    status = main([str(folder)])
    said = capsys.readouterr()
    assert (status == 1) == bool(said.err)
    assert "Traceback" not in said.err


def test_a_folder_that_is_not_there_is_said(tmp_path, capsys):
    assert main([str(tmp_path / "none")]) == 1
    assert str(tmp_path / "none") in capsys.readouterr().err


def test_an_abstention_without_a_reason_does_not_count():
    silent = Outcome("c.mov", 0, False, (), None, (), 1.0, 30)
    assert add_up([silent], {"c.mov": {"judgeable": False}}, 1.0)["abstained"] == {"right": 0, "of": 1}


def test_labels_are_read_by_file(folder):
    assert read_labels(folder)["b.mp4"]["reps"] == 4
