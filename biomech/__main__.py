"""`python -m biomech CLIP --exercise SLUG`: what a side-view clip shows, as text or JSON."""

import argparse
import json
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from biomech.analysis import analyse
from biomech.clip import analyse_clip
from biomech.frames import VideoRejected
from biomech.hush import hushed
from biomech.models import ModelMissing, models_dir
from biomech.movements.registry import MOVEMENTS
from biomech.pose.recorded import read_recording, write_recording
from biomech.pose.registry import DEFAULT_ESTIMATOR, ESTIMATORS
from biomech.render_text import render
from biomech.report import Report
from biomech.stills import draw_bottoms
from biomech.track import PoseTrack


def main(arguments: Sequence[str] | None = None) -> int:
    """Analyse one clip and print the report; 0 if it was read, whatever it shows, 1 with a sentence if not."""
    given = _parse(arguments)
    try:
        with hushed(VideoRejected, ModelMissing, OSError, ValueError):
            report, track = _read(given)
        _print(json.dumps(report.to_dict(), indent=1) if given.json else render(report, given.clip.name))
        if given.record:
            write_recording(track, given.record)
        if given.stills:
            _draw(given, report, track)
    except (VideoRejected, ModelMissing) as refused:
        return _fail(str(refused))
    except OSError as error:
        return _fail(f"{error.filename or given.clip}: {error.strerror or error}")
    except ValueError as error:
        return _fail(f"{given.clip}: {error}")
    except KeyboardInterrupt:
        return 130
    return 0


def add_engine(parser: argparse.ArgumentParser) -> None:
    """Add the options that choose an estimator."""
    parser.add_argument(
        "--estimator", choices=sorted(ESTIMATORS), default=DEFAULT_ESTIMATOR, help="%(default)s if not given"
    )
    parser.add_argument(
        "--models", type=Path, metavar="DIR", help="where the models are; else $FITNESSREC_VAR/models, else var/models"
    )


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m biomech", description="Say what a side-view clip of a hinge shows."
    )
    parser.add_argument(
        "clip", type=Path, metavar="CLIP", help="a video, or poses that --record wrote (.json, .json.gz)"
    )
    known = ", ".join(movement.slug for movement in MOVEMENTS)
    parser.add_argument("--exercise", metavar="SLUG", help=f"{known}; else any hinge")
    parser.add_argument("--start", type=float, metavar="S", help="look only from this second on")
    parser.add_argument("--end", type=float, metavar="S", help="look only up to this second")
    parser.add_argument("--json", action="store_true", help="print the whole report with its series")
    parser.add_argument("--stills", type=Path, metavar="DIR", help="write a picture of each rep's bottom there")
    parser.add_argument("--record", type=Path, metavar="FILE", help="write the poses there, to be analysed again")
    add_engine(parser)
    given = parser.parse_args(arguments)
    if given.record and not _is_recording(given.record):
        parser.error("--record needs a name that ends in .json or .json.gz")
    return given


def _is_recording(path: Path) -> bool:
    return path.suffix == ".json" or path.suffixes[-2:] == [".json", ".gz"]


def _read(given: argparse.Namespace) -> tuple[Report, PoseTrack]:
    if _is_recording(given.clip):
        if given.stills or given.start is not None or given.end is not None:
            raise ValueError("--stills, --start and --end need the video itself")
        track = read_recording(given.clip)
        return analyse(track, given.exercise), track
    estimator = ESTIMATORS[given.estimator](models_dir(given.models, os.environ))
    return analyse_clip(
        given.clip.resolve(),  # a link of one's own is no harm; the decoder takes none
        estimator,
        exercise=given.exercise,
        start_s=given.start,
        end_s=given.end,
        progress=_progress() if sys.stderr.isatty() else None,
    )


def _draw(given: argparse.Namespace, report: Report, track: PoseTrack) -> None:
    given.stills.mkdir(parents=True, exist_ok=True)
    for still in draw_bottoms(given.clip.resolve(), report, track):
        path = given.stills / f"{given.clip.stem}-rep{still.number + 1:02d}.jpg"
        still.picture.save(path, quality=90)
        print(path, file=sys.stderr)


def _progress() -> Callable[[int, int], None]:
    def show(done: int, total: int) -> None:
        if done % 15 == 0 or done == total:
            print(f"\r{done} of {total} frames", end="\n" if done == total else "", file=sys.stderr, flush=True)

    return show


def _print(text: str) -> None:
    """Print; a reader that has seen enough, such as head, is no error."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def _fail(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
