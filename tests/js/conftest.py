"""Browser modules that need no page are run by Node.js and compared with what Python says."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests import needs

LIB = Path(__file__).resolve().parent.parent.parent / "static" / "js" / "lib"
PROGRAM = """
const [address, name] = process.argv.slice(1);
const found = await import(address);
let text = "";
for await (const piece of process.stdin) text += piece;
process.stdout.write(JSON.stringify(JSON.parse(text).map((given) => found[name](...given) ?? null)));
"""


@pytest.fixture(scope="session")
def js() -> Callable[[str, str, list[Any]], list[Any]]:
    """Return a function that calls a function of a module once for each list of arguments, and returns the answers."""
    node = needs.node()

    def call(module: str, name: str, cases: list[Any]) -> list[Any]:
        address = (LIB / module).as_uri()
        command = [str(node), "--input-type=module", "--eval", PROGRAM, "--", address, name]
        ran = subprocess.run(command, input=json.dumps(cases), capture_output=True, text=True, timeout=120)
        assert ran.returncode == 0, ran.stderr
        answers: list[Any] = json.loads(ran.stdout)
        return answers

    return call
