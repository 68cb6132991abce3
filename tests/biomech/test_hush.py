"""What libraries write to standard error is kept apart from what the program says."""

import os
import sys

import pytest

from biomech.hush import hushed


def test_native_words_are_kept_and_our_own_pass(capfd):
    with hushed():
        os.write(2, b"a library's greeting\n")
        print("ours", file=sys.stderr)
    os.write(2, b"afterwards\n")
    assert capfd.readouterr().err == "ours\nafterwards\n"


def test_an_unforeseen_error_brings_them_out(capfd):
    with pytest.raises(RuntimeError), hushed():
        os.write(2, b"what went wrong inside\n")
        raise RuntimeError
    assert "what went wrong inside" in capfd.readouterr().err
