"""`python -m biomech`: a report of a clip or a recording, or one sentence why not."""

import gzip
import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

import biomech.__main__ as command
from biomech import models
from biomech.pose.recorded import RecordedEstimator, read_recording, write_recording
from tests.biomech.numbered import write_numbered
from tests.biomech.tracks import Camera, Pace, film, lift

SIZE = (320, 320)
TRACK = film(lift(2, pace=Pace(pause=0.0)), Camera(rate_hz=15.0, size_px=SIZE, leg_px=120.0, floor_px=30.0))


@pytest.fixture
def recording(tmp_path):
    """Return the file of a recorded set of two reps."""
    write_recording(TRACK, tmp_path / "set.json.gz")
    return tmp_path / "set.json.gz"


@pytest.fixture
def clip(tmp_path, monkeypatch):
    """Return a clip of one grey picture in which the estimator sees that set."""
    monkeypatch.setitem(command.__dict__, "ESTIMATORS", {"full": lambda folder: RecordedEstimator(TRACK)})
    grey = np.full((*SIZE, 3), 120, np.uint8)
    return write_numbered(
        tmp_path / "my set.mp4", size_px=SIZE, rate=15, frames=len(TRACK.times_s), draw=lambda _: grey
    )


@pytest.fixture
def run(capsys):
    """Return a caller of the command that returns its exit status, output and errors."""

    def call(*arguments):
        status = command.main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def plain(text):
    """Return JSON read as strictly as other programs do."""

    def refuse(word):
        raise AssertionError(f"{word} is no JSON")

    return json.loads(text, parse_constant=refuse)


def test_a_recording_is_reported_as_text(run, recording):
    status, out, err = run(recording, "--exercise", "deadlift")
    assert (status, err) == (0, "")
    first, second, *rest = out.splitlines()
    assert first.startswith("set.json.gz: deadlift, ")
    assert second == "2 reps, pattern: hinge"
    assert len([line for line in rest if line.startswith(("  1 ", "  2 "))]) == 2


def test_json_is_valid_and_has_the_documented_keys(run, recording):
    status, out, err = run(recording, "--exercise", "deadlift", "--json")
    report = plain(out)
    assert (status, err) == (0, "")
    assert report.keys() == {
        "schema", "analysis_version", "estimator", "exercise", "movement", "duration_s", "frames", "judged",
        "pattern", "score", "quality", "reps", "findings", "series",
    }  # fmt: skip
    assert report["quality"].keys() == {
        "side_on", "jitter_deg", "seen", "height_px", "near", "facing", "reasons", "left_out",
    }  # fmt: skip
    assert [rep["number"] for rep in report["reps"]] == [0, 1]
    for rep in report["reps"]:
        assert rep.keys() == {
            "number", "start_s", "bottom_s", "top_s", "down_s", "pause_s", "up_s", "judged", "confidence", "score",
            "clean", "faults", "notes", "measurements",
        }  # fmt: skip
        for one in rep["measurements"].values():
            assert one.keys() == {"value", "unit", "confidence", "frames", "frame"}
    assert {len(column) for column in report["series"].values()} == {report["frames"]} == {len(TRACK.times_s)}


@pytest.mark.parametrize(
    "track",
    [
        film(lift(2), missing_s=[(0.0, 99.0)]),
        film(lift(2), missing_s=[(2.0, 3.5)]),
        film(lift(2), outline=False, hidden={"ankle": 0.1, "wrist": 0.1, "toe": 0.1}),
        film(lift(0, stand_s=0.1)),
        replace(film(lift(1)), light=np.zeros(len(film(lift(1)).times_s), np.float32), warning="Cut off."),
    ],
    ids=["nobody", "gone for a while", "half hidden", "a few frames", "dark"],
)
def test_json_is_valid_where_little_could_be_measured(run, tmp_path, track):
    write_recording(track, tmp_path / "poses.json")
    status, out, _ = run(tmp_path / "poses.json", "--json")
    assert status == 0
    assert plain(out)["frames"] == len(track.times_s)


def test_an_exercise_nobody_knows_is_taken_for_a_hinge(run, recording):
    status, out, _ = run(recording, "--exercise", "no-such-lift", "--json")
    assert (status, plain(out)["exercise"], plain(out)["movement"]) == (0, "no-such-lift", "hinge")


def test_a_clip_is_reported_by_its_name(run, clip):
    status, out, err = run(clip, "--exercise", "deadlift")
    assert (status, err) == (0, "")
    assert out.startswith("my set.mp4: deadlift, ")


@pytest.mark.parametrize("name", ["poses.json", "poses.json.gz"])
def test_a_recording_gives_the_report_of_its_clip(run, clip, tmp_path, name):
    _, first, _ = run(clip, "--exercise", "deadlift", "--json", "--record", tmp_path / name)
    status, again, _ = run(tmp_path / name, "--exercise", "deadlift", "--json")
    first, again = plain(first), plain(again)
    assert (status, first["judged"]) == (0, True)
    assert [len(first[key]) for key in ("reps", "findings")] == [len(again[key]) for key in ("reps", "findings")]
    for key in ("estimator", "movement", "duration_s", "frames", "judged", "pattern", "score"):
        assert again[key] == first[key], key
    for one, other in zip(first["reps"], again["reps"], strict=True):
        assert (one["bottom_s"], one["faults"], one["clean"]) == (other["bottom_s"], other["faults"], other["clean"])
    for name, column in first["series"].items():
        ours, theirs = np.array(column, float), np.array(again["series"][name], float)
        assert ours == pytest.approx(theirs, abs=0.5, nan_ok=True), name


def test_a_recording_holds_no_more_than_it_needs(run, clip, tmp_path):
    run(clip, "--record", tmp_path / "poses.json.gz")
    assert (tmp_path / "poses.json.gz").stat().st_size < 1000 * len(TRACK.times_s)
    assert read_recording(tmp_path / "poses.json.gz").info.picture_px == SIZE


def test_only_the_seconds_asked_for_are_looked_at(run, clip):
    _, out, _ = run(clip, "--start", "1.0", "--end", "3.0", "--json")
    series = plain(out)["series"]["times_s"]
    assert (min(series), max(series)) == (1.0, 3.0)


def test_stills_of_each_rep_are_written_and_named(run, clip, tmp_path):
    status, _, err = run(clip, "--exercise", "deadlift", "--stills", tmp_path / "new" / "stills")
    paths = sorted((tmp_path / "new" / "stills").iterdir())
    assert (status, [path.name for path in paths]) == (0, ["my set-rep01.jpg", "my set-rep02.jpg"])
    assert err.splitlines() == [str(path) for path in paths]
    for path in paths:
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("JPEG", SIZE)


def unknown(tmp_path):
    return tmp_path / "none.mp4"


def text_by_the_name_of_a_video(tmp_path):
    (tmp_path / "text.mp4").write_text("just some words\n" * 20)
    return tmp_path / "text.mp4"


def folder(tmp_path):
    (tmp_path / "folder.mp4").mkdir()
    return tmp_path / "folder.mp4"


def symlink(tmp_path):
    (tmp_path / "link.mp4").symlink_to(write_numbered(tmp_path / "real.mp4", frames=3))
    return tmp_path / "link.mp4"


def video_that_stops_at_its_head(tmp_path):
    (tmp_path / "head.mp4").write_bytes(b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom" + bytes(500))
    return tmp_path / "head.mp4"


def unknown_recording(tmp_path):
    return tmp_path / "none.json"


def folder_by_the_name_of_a_recording(tmp_path):
    (tmp_path / "folder.json").mkdir()
    return tmp_path / "folder.json"


def recording_of_something_else(tmp_path):
    (tmp_path / "list.json").write_text("[]")
    return tmp_path / "list.json"


def recording_with_a_gap(tmp_path):
    data = TRACK.to_dict()
    del data["confidence"]
    (tmp_path / "gap.json").write_text(json.dumps(data))
    return tmp_path / "gap.json"


def recording_of_bytes(tmp_path):
    (tmp_path / "bytes.json").write_bytes(bytes(range(256)))
    return tmp_path / "bytes.json"


def recording_that_is_not_packed(tmp_path):
    (tmp_path / "plain.json.gz").write_text("{}")
    return tmp_path / "plain.json.gz"


def packed_nothing(tmp_path):
    (tmp_path / "nothing.json.gz").write_bytes(gzip.compress(b""))
    return tmp_path / "nothing.json.gz"


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (unknown, "No such file"),
        (text_by_the_name_of_a_video, "not a video that FitnessRec can read"),
        (folder, "is not a regular file"),
        (video_that_stops_at_its_head, "cut off or damaged"),
        (unknown_recording, "No such file"),
        (folder_by_the_name_of_a_recording, "folder.json: "),
        (recording_of_something_else, "another version of FitnessRec"),
        (recording_with_a_gap, "is damaged"),
        (recording_of_bytes, "bytes.json: "),
        (recording_that_is_not_packed, "plain.json.gz: "),
        (packed_nothing, "nothing.json.gz: "),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_exit_status_1(run, clip, tmp_path, make, says):
    status, out, err = run(make(tmp_path))
    assert (status, out) == (1, "")
    assert says in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("wishes", [("--start", "5", "--end", "2"), ("--start", "-1")])
def test_a_range_that_holds_nothing_is_one_sentence_too(run, clip, wishes):
    status, out, err = run(clip, "--exercise", "deadlift", *wishes)
    assert (status, out, len(err.splitlines())) == (1, "", 1)
    assert "holds nothing" in err


@pytest.mark.parametrize("wishes", [("--record", "/none/poses.json"), ("--stills", "/dev/null/stills")])
def test_a_place_that_cannot_be_written_to_is_said_after_the_report(run, clip, wishes):
    status, out, err = run(clip, "--exercise", "deadlift", *wishes)
    assert (status, len(err.splitlines())) == (1, 1)
    assert wishes[1].rsplit("/", 1)[0] in err
    assert "2 reps" in out


def test_a_link_to_a_clip_is_followed(run, tmp_path):
    status, out, _ = run(symlink(tmp_path), "--exercise", "deadlift")
    assert (status, out.startswith("link.mp4: deadlift")) == (0, True)


def test_a_recording_is_not_written_under_a_name_that_would_be_read_as_a_video(run, clip, capsys):
    with pytest.raises(SystemExit):
        run(clip, "--record", "poses.txt")
    assert ".json" in capsys.readouterr().err


def test_stills_of_a_recording_are_refused(run, recording, tmp_path):
    status, out, err = run(recording, "--stills", tmp_path / "stills")
    assert (status, out, err) == (1, "", f"{recording}: --stills, --start and --end need the video itself\n")
    assert not (tmp_path / "stills").exists()


def test_without_the_model_and_what_it_is_built_from_a_sentence_says_what_to_run(run, monkeypatch, tmp_path):
    monkeypatch.setattr(models, "PACKAGE", tmp_path / "none")
    status, out, err = run(tmp_path / "clip.mp4", "--models", tmp_path / "models", "--estimator", "heavy")
    assert (status, out) == (1, "")
    assert err.startswith("The pose model heavy is missing, and so is ")
    assert "run `make setup`" in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments", [[], ["clip.mp4", "--estimator", "crystal-ball"], ["clip.mp4", "--start", "soon"]]
)
def test_a_wrong_call_shows_how_to_call_it(run, capsys, arguments):
    with pytest.raises(SystemExit) as left:
        run(*arguments)
    assert left.value.code == 2
    assert "usage: python -m biomech" in capsys.readouterr().err


def test_it_runs_as_a_program(recording, tmp_path):
    for path, status in ((recording, 0), (text_by_the_name_of_a_recording(tmp_path), 1)):
        ran = subprocess.run(
            [sys.executable, "-m", "biomech", str(path)],
            cwd=models.PROJECT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == status
        assert len(ran.stderr.splitlines()) == status
        assert bool(ran.stdout) is (status == 0)


def text_by_the_name_of_a_recording(tmp_path):
    (tmp_path / "text.json").write_text("just some words")
    return tmp_path / "text.json"
