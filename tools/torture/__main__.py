"""Run them all, or those that are named."""

import argparse
import importlib
import pkgutil
import signal
import sys
import time
import traceback

import tools.torture


def names() -> list[str]:
    """Return what can be run: each module here with a `run`."""
    found = [module.name for module in pkgutil.iter_modules(tools.torture.__path__) if module.name != "__main__"]
    return [name for name in found if hasattr(importlib.import_module(f"tools.torture.{name}"), "run")]


def main() -> int:
    """Run them one after the other; return how many broke their promise."""
    known = names()
    parser = argparse.ArgumentParser(prog="python -m tools.torture", description=tools.torture.__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which to run (all): {', '.join(known)}")
    parser.add_argument("--seed", type=int, default=1, help="what chance begins with (1)")
    options = parser.parse_args()
    if unknown := set(options.names) - set(known):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(known)}")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and with us the program that we started
    broken = 0
    for name in options.names or known:
        print(f"== {name}, seed {options.seed}", flush=True)
        began = time.monotonic()
        try:
            lines = importlib.import_module(f"tools.torture.{name}").run(seed=options.seed)
        except AssertionError:
            broken += 1
            traceback.print_exc()
            lines = ["BROKEN"]
        for line in [*lines, f"took {time.monotonic() - began:.0f} s"]:
            print(f"   {line}", flush=True)
    return min(broken, 1)


if __name__ == "__main__":
    sys.exit(main())
