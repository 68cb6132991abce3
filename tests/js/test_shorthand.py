import random

from tests.js.conftest import LIB
from tests.workouts.shorthand_cases import CASES
from workouts.domain.shorthand import TAKES, parse


def test_the_browser_reads_typed_sets_as_the_server_does(js):
    assert js("shorthand.js", "parse", [[text, unit] for text, unit, _ in CASES]) == [said for *_, said in CASES]


def test_the_browser_and_the_server_agree_on_whatever_is_typed(js):
    rng = random.Random(7)
    pieces = [
        "100",
        "8",
        "2.5",
        "102,5",
        "x",
        "×",
        "@",
        "9",
        "rir",
        "rpe",
        "kg",
        "lb",
        "lbs",
        " ",
        "s",
        "m",
        ":",
        "30",
        "-",
    ]
    typed = ["".join(rng.choices(pieces, k=rng.randrange(1, 7))) for _ in range(5000)]
    read = [parse(text, "lb") for text in typed]
    assert js("shorthand.js", "parse", [[text, "lb"] for text in typed]) == read
    assert sum(said is not None for said in read) > 100


def test_both_say_what_the_field_takes(js):
    source = (LIB / "shorthand.js").read_text()
    assert f'"{TAKES}"' in source
