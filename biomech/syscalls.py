"""The system calls a locked-down decoder may make, as numbers per architecture and as a seccomp filter.

An allow-list: what is not named here is refused with EPERM, also what later kernels add. Numbers are from the
Linux headers `asm/unistd_64.h` (x86-64) and `asm-generic/unistd.h` (aarch64); the filter's layout from
`linux/filter.h`, `linux/seccomp.h` and `linux/audit.h`.
"""

import errno
import struct
from dataclasses import dataclass

#: name: (x86-64, aarch64). Reading, writing and seeking what is open already; memory; threads; time; leaving.
ALLOWED: dict[str, tuple[int, int]] = {
    "read": (0, 63),
    "write": (1, 64),
    "lseek": (8, 62),
    "close": (3, 57),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mprotect": (10, 226),
    "mremap": (25, 216),
    "madvise": (28, 233),
    "brk": (12, 214),
    "futex": (202, 98),
    "set_robust_list": (273, 99),
    "rseq": (334, 293),
    "membarrier": (324, 283),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getcpu": (309, 168),
    "gettid": (186, 178),
    "getpid": (39, 172),
    "getrusage": (98, 165),
    "getrandom": (318, 278),
    "clock_gettime": (228, 113),
    "clock_nanosleep": (230, 115),
    "gettimeofday": (96, 169),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "sigaltstack": (131, 132),
    "restart_syscall": (219, 128),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
#: Starts threads as well as processes; allowed for threads only.
CLONE = (56, 220)
#: Its flags lie in memory, where a filter cannot look; "not there" makes the C library fall back to clone.
CLONE3 = (435, 435)
#: Installs a filter for every thread of the process at once.
SECCOMP = (317, 277)

CLONE_THREAD = 0x0001_0000

_LOAD, _IF_EQUAL, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x45, 0x06
_NUMBER_AT, _ARCH_AT, _FIRST_ARGUMENT_AT = 0, 4, 16
_ALLOW, _KILL_PROCESS, _FAIL_WITH = 0x7FFF_0000, 0x8000_0000, 0x0005_0000


@dataclass(frozen=True)
class Architecture:
    """What the kernel calls a machine (`AUDIT_ARCH_…`) and which column of the tables is its own."""

    audit_code: int
    column: int


ARCHITECTURES = {"x86_64": Architecture(0xC000_003E, 0), "aarch64": Architecture(0xC000_00B7, 1)}


def build_filter(arch: Architecture) -> bytes:
    """Return the filter as packed `struct sock_filter` instructions of 8 bytes each."""

    def step(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
        return struct.pack("HBBI", code, if_true, if_false, value)

    program = [
        # A call in another architecture's convention (32-bit code) would mean other numbers.
        step(_LOAD, _ARCH_AT),
        step(_IF_EQUAL, arch.audit_code, if_true=1),
        step(_RETURN, _KILL_PROCESS),
        step(_LOAD, _NUMBER_AT),
    ]
    for numbers in ALLOWED.values():
        program += [step(_IF_EQUAL, numbers[arch.column], if_false=1), step(_RETURN, _ALLOW)]
    program += [
        step(_IF_EQUAL, CLONE3[arch.column], if_false=1),
        step(_RETURN, _FAIL_WITH | errno.ENOSYS),
        step(_IF_EQUAL, CLONE[arch.column], if_false=3),
        step(_LOAD, _FIRST_ARGUMENT_AT),
        step(_IF_ANY_BIT, CLONE_THREAD, if_false=1),
        step(_RETURN, _ALLOW),
        step(_RETURN, _FAIL_WITH | errno.EPERM),
    ]
    return b"".join(program)
