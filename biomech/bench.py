"""`python -m biomech.bench DIR`: what the analysis makes of a folder of clips, and how that compares with its labels.

A `labels.toml` in the folder lists `[[clip]]` tables. Only `file` and `exercise` reach the analysis; `reps`,
`judgeable`, `pattern` and `faults` serve the totals.
"""

import argparse
import json
import os
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from biomech.__main__ import add_engine
from biomech.clip import analyse_clip
from biomech.frames import VideoRejected
from biomech.hush import hushed
from biomech.models import ModelMissing, models_dir
from biomech.pose.registry import ESTIMATORS

VIDEOS = frozenset((".mp4", ".mov", ".m4v", ".webm", ".mkv"))
Label = dict[str, Any]
Job = tuple[Path, str | None, str, Path | None]

_KINDS: dict[str, type] = {
    "file": str,
    "exercise": str,
    "reps": int,
    "judgeable": bool,
    "pattern": str,
    "faults": list,
}


@dataclass(frozen=True)
class Outcome:
    """What one clip gave. `judged` false: it abstains; `reasons` are the sentences of every abstention and warning.

    `error` true: the clip could not be analysed at all, for a reason that is not the clip's.
    """

    file: str
    reps: int
    judged: bool
    reasons: tuple[str, ...]
    pattern: str | None
    faults: tuple[str, ...]
    seconds: float
    frames: int
    error: bool = False


def main(arguments: Sequence[str] | None = None) -> int:
    """Analyse every clip of a folder and print a table, or JSON; 1 if there is nothing to analyse, or no way to."""
    given = _parse(arguments)
    try:
        files = sorted(path for path in given.folder.iterdir() if path.suffix.lower() in VIDEOS and path.is_file())
        labels = read_labels(given.folder)
        if not files:
            raise ValueError(f"{given.folder} holds no clips ({', '.join(sorted(VIDEOS))})")
        ESTIMATORS[given.estimator](models_dir(given.models, os.environ))
    except (OSError, ValueError, ModelMissing) as error:
        print(error, file=sys.stderr)
        return 1
    if missing := sorted(labels.keys() - {path.name for path in files}):
        print(f"labels.toml names {len(missing)} files that are not here: {', '.join(missing)}", file=sys.stderr)
    began = time.perf_counter()
    jobs = [(path, labels.get(path.name, {}).get("exercise"), given.estimator, given.models) for path in files]
    try:
        outcomes = list(_shown(_analyse_all(jobs, given.jobs), len(files)))
    except KeyboardInterrupt:
        return 130
    totals = add_up(outcomes, labels, time.perf_counter() - began)
    if given.json:
        print(json.dumps({"clips": [_told(outcome) for outcome in outcomes], "totals": totals}, indent=1))
    else:
        print("\n".join(_table(outcomes, labels, totals)))
    return 0


def _told(outcome: Outcome) -> dict[str, Any]:
    return {name: value for name, value in asdict(outcome).items() if name != "error"}


def _analyse_all(jobs: Sequence[Job], processes: int) -> Iterator[Outcome]:
    with ProcessPoolExecutor(max_workers=processes, mp_context=get_context("spawn")) as pool:
        try:
            yield from pool.map(_analyse, jobs)
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            raise


def _shown(outcomes: Iterator[Outcome], total: int) -> Iterator[Outcome]:
    """Hand the outcomes on, counting them on a terminal."""
    for done, outcome in enumerate(outcomes, start=1):
        yield outcome
        if sys.stderr.isatty():
            print(f"\r{done} of {total} clips", end="\n" if done == total else "", file=sys.stderr, flush=True)


def read_labels(folder: Path) -> dict[str, Label]:
    """Return the labels of a folder by file name, none where it has none; raises ValueError for a damaged file."""
    path = folder / "labels.toml"
    if not path.exists():
        return {}
    try:
        clips = tomllib.loads(path.read_text()).get("clip", [])
    except ValueError as error:
        raise ValueError(f"{path}: {error}") from error
    if not isinstance(clips, list) or not all(isinstance(clip, dict) for clip in clips):
        raise ValueError(f"{path} has something else than [[clip]] tables")
    for clip in clips:
        for name, kind in _KINDS.items():
            if not isinstance(clip.get(name, kind()), kind):
                raise ValueError(f"{path}: {name} = {clip[name]!r} makes no sense")
    return {clip["file"]: clip for clip in clips if "file" in clip}


def add_up(outcomes: Sequence[Outcome], labels: dict[str, Label], seconds: float) -> dict[str, Any]:
    """Return the totals over all clips; the shares against labels count only clips whose label says something."""
    frames = sum(outcome.frames for outcome in outcomes)
    totals: dict[str, Any] = {
        "clips": len(outcomes),
        "judged": sum(outcome.judged for outcome in outcomes),
        "errors": sum(outcome.error for outcome in outcomes),
        "frames": frames,
        "seconds": round(seconds, 1),
        "frames_per_second": round(frames / seconds, 1) if seconds else 0.0,
    }
    checks = [(outcome, labels[outcome.file]) for outcome in outcomes if outcome.file in labels]
    for name, result in _against(checks).items():
        totals[name] = {"right": sum(result), "of": len(result)}
    return totals


def _against(checks: Sequence[tuple[Outcome, Label]]) -> dict[str, list[bool]]:
    judgeable = [(outcome, label) for outcome, label in checks if label.get("judgeable", True)]
    other = [outcome for outcome, label in checks if not label.get("judgeable", True)]
    named = [(outcome, set(label["faults"])) for outcome, label in judgeable if "faults" in label]
    return {
        "reps": [outcome.reps == label["reps"] for outcome, label in judgeable if "reps" in label],
        "pattern": [outcome.pattern == label["pattern"] for outcome, label in checks if "pattern" in label],
        "faults": [outcome.judged and faults <= set(outcome.faults) for outcome, faults in named if faults],
        "no_false_alarm": [set(outcome.faults) <= faults for outcome, faults in named],
        "judgeable_judged": [outcome.judged for outcome, _ in judgeable],
        "abstained": [not (outcome.judged or outcome.error) and bool(outcome.reasons) for outcome in other],
    }


def _analyse(job: Job) -> Outcome:
    path, exercise, estimator, models = job
    began = time.perf_counter()
    try:
        with hushed(VideoRejected):
            engine = ESTIMATORS[estimator](models_dir(models, os.environ))
            report, _ = analyse_clip(path.resolve(), engine, exercise=exercise)
    except VideoRejected as refused:
        return Outcome(path.name, 0, False, (str(refused),), None, (), round(time.perf_counter() - began, 2), 0)
    except Exception as error:  # one clip's trouble must not lose the others' results
        why = f"This clip could not be analysed: {error}"
        return Outcome(path.name, 0, False, (why,), None, (), round(time.perf_counter() - began, 2), 0, error=True)
    return Outcome(
        file=path.name,
        reps=len(report.reps),
        judged=report.judged,
        reasons=tuple(reason.text for reason in report.reasons),
        pattern=report.pattern,
        faults=tuple(finding.code for finding in report.findings),
        seconds=round(time.perf_counter() - began, 2),
        frames=report.frames,
    )


def _table(outcomes: Sequence[Outcome], labels: dict[str, Label], totals: dict[str, Any]) -> Iterator[str]:
    width = max((len(outcome.file) for outcome in outcomes), default=4)
    yield f"{'clip':{width}}  reps  judged  pattern  found"
    for outcome in outcomes:
        label = labels.get(outcome.file, {})
        wanted = f"/{label['reps']}" if "reps" in label else ""
        why = " ".join(reason.split(". ")[0].rstrip(".") + "." for reason in outcome.reasons)
        found = ", ".join(outcome.faults) or ("nothing" if outcome.judged else why)
        judged = "yes" if outcome.judged else "no"
        yield f"{outcome.file:{width}}  {f'{outcome.reps}{wanted}':5} {judged:6}  {outcome.pattern or '-':7}  {found}"
    yield ""
    for name, value in totals.items():
        yield f"{name}: {value['right']} of {value['of']}" if isinstance(value, dict) else f"{name}: {value}"


def _at_least_one(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError
    return number


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m biomech.bench", description="Analyse every clip of a folder.")
    parser.add_argument("folder", type=Path, metavar="DIR", help="clips, and labels.toml if there are labels")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    parser.add_argument(
        "--jobs",
        type=_at_least_one,
        default=os.cpu_count() or 1,
        metavar="N",
        help="processes, %(default)s if not given",
    )
    add_engine(parser)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
