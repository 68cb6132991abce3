"""The schema tells the whole truth: requests drawn from it, and others, answered as it says, for three actors.

`make fuzz` runs more of the same. tools/fuzz_rules.py lists the rules that JSON Schema cannot say, each with why.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# What each actor sends: every value at the edge of what the schema allows once, then some drawn ones and some chains.
SENT = {
    "athlete": ["--phases=examples,coverage,stateful", "--stateful=3"],
    "stranger": ["--phases=fuzzing", "--examples=4"],
    "anonymous": ["--phases=fuzzing", "--examples=3"],
}
CASES = {"athlete": 2000, "stranger": 200, "anonymous": 150}


@pytest.mark.parametrize("actor", list(SENT))
def test_every_answer_is_one_that_the_schema_describes(actor):
    command = [sys.executable, "-W", "ignore", "-m", "tools.fuzz", f"--actors={actor}", *SENT[actor]]
    done = subprocess.run(
        [*command, f"--at-least={CASES[actor]}"],
        cwd=ROOT, env=os.environ | {"LOG_LEVEL": "CRITICAL"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, (done.stdout + done.stderr)[-12_000:]
    answered = bool(re.search(r" 2\d\d:\d", done.stdout))
    assert answered is (actor != "anonymous"), done.stdout
