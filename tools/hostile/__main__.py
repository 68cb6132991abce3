"""Write every hostile file into a folder, and say what each is: `python -m tools.hostile FOLDER`."""

import argparse
from pathlib import Path

from tools.hostile.case import Lure
from tools.hostile.table import CASES


def main() -> None:
    """Write them; addresses in them are of a port of this machine where nothing listens unless you do."""
    options = argparse.ArgumentParser(prog="python -m tools.hostile", description=__doc__)
    options.add_argument("folder", type=Path, help="where the files go; made if it is not there")
    options.add_argument("--port", type=int, default=9, help="the port that files which call out are aimed at")
    asked = options.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    lure = Lure(asked.port, str(asked.folder.resolve()))
    for case in CASES:
        content = case.make(lure)
        (asked.folder / case.name).write_bytes(content)
        print(f"{case.name:36} {len(content):>9,} B  {case.what}: {' or '.join(sorted(case.verdict.codes))}")


main()
