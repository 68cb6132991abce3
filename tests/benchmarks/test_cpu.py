"""CPU time is that of the processes named and all below them, and of nobody else."""

import subprocess
import sys
import time

import pytest

from benchmarks.cpu import cpu_seconds

BUSY = "import time\nwhile time.process_time() < 0.3: pass\ninput()"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells")
def test_a_process_is_counted_with_those_below_it_and_nobody_else():
    below = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {BUSY!r}])"
    with subprocess.Popen([sys.executable, "-c", below], stdin=subprocess.PIPE) as process:
        until = time.monotonic() + 60
        while cpu_seconds((process.pid,)) < 0.3 and time.monotonic() < until:
            time.sleep(0.05)
        assert 0.3 <= cpu_seconds((process.pid,)) < 3
        assert cpu_seconds(()) == 0
        process.communicate(b"\n")
