"""`python -m tools.validation DIR`: margins of the limits, and with --variants what changed copies of the clips give.

The figures of docs/analysis/validation.md come from here. `--keep` holds the poses of each clip and variant, so that a
second run after a change of the analysis takes seconds.
"""

import argparse
import os
import tempfile
from pathlib import Path

from tools.validation.cases import cases
from tools.validation.margins import angle_table, margin_table
from tools.validation.variants import VARIANTS


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--variants", nargs="*", choices=sorted(VARIANTS), help="all of them if none is named")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="keep the poses there, and take those already there")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        kept = asked.keep or Path(folder)
        plain = cases(asked.folder, kept, None, asked.jobs)
        print("\n".join(margin_table(plain)))
        if asked.variants is None:
            return
        names = asked.variants or list(VARIANTS)
        others = {name: cases(asked.folder, kept, name, asked.jobs) for name in names}
        print("\n" + "\n".join(angle_table(plain, others)))


if __name__ == "__main__":
    main()
