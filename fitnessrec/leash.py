"""Start a command that dies with its starter: `leash.py <pid of the starter> <signal> <command>...`.

A program of its own, because calling into Python between fork and exec is not safe in a process with threads.
Only Linux has such leashes; elsewhere the command is just started.
"""

import ctypes
import os
import sys

PR_SET_PDEATHSIG = 1


def die_with(parent: int, signal: int) -> None:
    """Let the kernel send this process the signal when its parent dies, which may have happened already."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0)
        if os.getppid() != parent:
            sys.exit("The parent died before its child was on the leash.")


def main() -> None:
    """Put the leash on, and become the command."""
    parent, signal, *command = sys.argv[1:]
    die_with(int(parent), int(signal))
    os.execv(command[0], command)


if __name__ == "__main__":
    main()
