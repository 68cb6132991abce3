"""Shut the door behind a process that is about to read a file somebody uploaded.

No privilege and no package is needed: resource limits everywhere, and on Linux (x86-64, aarch64) a seccomp
filter after which nothing can be opened, connected to, started or signalled. There is no way back for the
process.
"""

import ctypes
import os
import resource
import signal
import sys

from biomech import syscalls

# linux/prctl.h
_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NO_NEW_PRIVS = 38
# linux/seccomp.h
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_TSYNC = 1


class _FilterProgram(ctypes.Structure):
    """`struct sock_fprog` of linux/filter.h."""

    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


def describe() -> str:
    """Say in one sentence how far decoding is locked away, for the app to print at start."""
    if _architecture() is not None:
        return "Videos are decoded in a process that can open no file, use no network and start no program."
    return (
        f"We know no seccomp filter for this system ({sys.platform}, {os.uname().machine}): videos are"
        " decoded in a process with limits on memory, time and formats, but it could still open files and"
        " connections."
    )


def lock_down(*, address_space_bytes: int, cpu_s: int) -> None:
    """Take from this process, for good, all that decoding an open file into an open pipe does not need.

    Import everything first: afterwards no module can be loaded. SIGXCPU ends the process after `cpu_s`
    seconds of processor time; the file-size limit of 0 leaves pipes alone but ends it when it writes to a
    regular file. The process dies with the thread that started it. Raises OSError where Linux refuses the
    filter.
    """
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, 0)
    _limit(resource.RLIMIT_NOFILE, 16)
    # One second between the two limits: at the first the kernel says why (SIGXCPU), at the second it just
    # kills.
    _limit(resource.RLIMIT_CPU, cpu_s, grace=1)
    _limit(resource.RLIMIT_AS, address_space_bytes)
    arch = _architecture()
    if arch is not None:
        _filter_system_calls(arch)


def _architecture() -> syscalls.Architecture | None:
    """Return this machine's row of the system call table, None where there is no filter for it."""
    if not sys.platform.startswith("linux") or sys.maxsize < 2**32:
        return None
    return syscalls.ARCHITECTURES.get(os.uname().machine)


def _limit(which: int, value: int, *, grace: int = 0) -> None:
    """Lower one resource limit; a limit that is tighter already stays."""
    _, hard = resource.getrlimit(which)
    ceiling = value + grace if hard == resource.RLIM_INFINITY else min(value + grace, hard)
    try:
        resource.setrlimit(which, (min(value, ceiling), ceiling))
    except (ValueError, OSError):
        if sys.platform.startswith("linux"):
            raise
        # macOS refuses some limits, the address space above all; describe() has said that less holds there.


def _filter_system_calls(arch: syscalls.Architecture) -> None:
    """Install the seccomp filter on every thread of this process."""
    libc = ctypes.CDLL(None, use_errno=True)
    for option, value in (
        (_PR_SET_NO_NEW_PRIVS, 1),
        (_PR_SET_DUMPABLE, 0),
        (_PR_SET_PDEATHSIG, int(signal.SIGKILL)),
    ):
        if libc.prctl(option, ctypes.c_ulong(value), 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), f"prctl({option}) was refused")
    instructions = syscalls.build_filter(arch)
    buffer = ctypes.create_string_buffer(instructions, len(instructions))
    program = _FilterProgram(len(instructions) // 8, ctypes.addressof(buffer))
    # Threads of libraries (a BLAS pool) started before this moment are bound by the filter as well.
    refused = libc.syscall(
        ctypes.c_long(syscalls.SECCOMP[arch.column]),
        ctypes.c_ulong(_SECCOMP_SET_MODE_FILTER),
        ctypes.c_ulong(_SECCOMP_FILTER_FLAG_TSYNC),
        ctypes.byref(program),
    )
    if refused != 0:
        raise OSError(ctypes.get_errno(), "the seccomp filter was refused")
