import random
from fractions import Fraction
from itertools import permutations

import pytest

from accounts.equipment import default_bars, default_plates

KG_PER = {"kg": Fraction(1), "lb": Fraction("0.45359237")}
KG = {"unit": "kg", "bars": default_bars(), "plates": default_plates()}
LB = {"unit": "lb", "bars": default_bars("lb"), "plates": default_plates("lb")}


def mass(plate) -> Fraction:
    return Fraction(str(plate["weight"])) * KG_PER[plate["unit"]]


def kg(*weights):
    return [{"weight": weight, "unit": "kg"} for weight in weights]


def weights(answer):
    return [plate["weight"] for plate in answer["side"]]


def show(answer):
    return weights(answer), answer["total"], answer["exact"], answer["under"], answer["over"]


# --- an oracle: every order of every choice of plates ------------------------------------------------------


def all_stacks(plates):
    """Return every stack that one side can hold, from the inside out; only for a handful of plates."""
    owned = [{"weight": p["weight"], "unit": p["unit"]} for p in plates for _ in range(p["pairs"])]
    found = {}
    for count in range(len(owned) + 1):
        for order in permutations(owned, count):
            found[tuple((plate["weight"], plate["unit"]) for plate in order)] = sum(map(mass, order), Fraction(0))
    return found


def moves(before, after) -> int:
    kept = 0
    while kept < min(len(before), len(after)) and before[kept] == after[kept]:
        kept += 1
    return len(before) + len(after) - 2 * kept


def right_sums(stacks, total, unit, bar):
    """Return the sums of one side that make the load: exact to what is shown, else the nearest, of equals the less."""
    target = (Fraction(str(total)) * KG_PER[unit] - mass(bar)) / 2
    slack = Fraction("0.0025") * KG_PER[unit]
    sums = set(stacks.values())
    exact = {one for one in sums if abs(one - target) <= slack}
    if exact or target < 0:
        return exact or {Fraction(0)}, bool(exact)
    return {min(sums, key=lambda one: (abs(one - target), one))}, False


def tuples(side):
    return tuple((plate["weight"], plate["unit"]) for plate in side)


SMALL = [
    [(20, "kg", 1), (10, "kg", 1), (5, "kg", 2), (2.5, "kg", 1)],
    [(25, "kg", 1), (20, "kg", 1), (15, "kg", 1), (10, "kg", 1), (5, "kg", 1)],
    [(45, "lb", 1), (25, "lb", 1), (10, "lb", 2), (2.5, "lb", 1)],
    [(20, "kg", 1), (45, "lb", 1), (5, "kg", 1), (10, "lb", 1), (1.25, "kg", 1)],
    [(10, "kg", 3), (1.25, "lb", 1), (0.5, "kg", 1)],
]


def owned(inventory):
    return [{"weight": weight, "unit": unit, "pairs": pairs} for weight, unit, pairs in inventory]


@pytest.mark.parametrize("inventory", SMALL)
@pytest.mark.parametrize("unit", ["kg", "lb"])
def test_a_load_takes_the_fewest_moves_there_are(js, inventory, unit):
    rng, plates, bar = random.Random(11), owned(inventory), {"weight": 20, "unit": "kg"}
    stacks = all_stacks(plates)
    choices = list(stacks)
    asked = []
    for _ in range(150):
        before = [{"weight": weight, "unit": of} for weight, of in rng.choice(choices)]
        total = rng.choice([rng.randrange(15, 160), rng.randrange(60, 640) / 4, 45 + 2 * rng.randrange(0, 60)])
        asked.append({"total": total, "unit": unit, "plates": plates, "bar": bar, "before": before})
    for given, answer in zip(asked, js("plates.js", "load", [[one] for one in asked]), strict=True):
        before, side = tuples(given["before"]), tuples(answer["side"])
        sums, exact = right_sums(stacks, given["total"], unit, bar)
        ways = [stack for stack, total in stacks.items() if total in sums]
        best = min(
            ways, key=lambda way: (moves(before, way), len(way), [-mass({"weight": w, "unit": u}) for w, u in way])
        )
        assert (side, answer["exact"]) == (best, exact), given
        assert answer["off"] + answer["on"] == moves(before, best), given
        assert answer["total"] == pytest.approx(float((mass(bar) + 2 * stacks[best]) / KG_PER[unit]), abs=0.0006)


@pytest.mark.parametrize("inventory", SMALL)
def test_a_whole_warm_up_takes_the_fewest_moves_there_are(js, inventory):
    rng, plates, bar = random.Random(13), owned(inventory), {"weight": 20, "unit": "kg"}
    stacks = all_stacks(plates)
    asked = [
        {
            "totals": sorted(rng.randrange(20, 120) for _ in range(rng.randrange(1, 5))),
            "unit": "kg",
            "plates": plates,
            "bar": bar,
        }
        for _ in range(12)
    ] + [{"totals": [80, 60, 40, 60], "unit": "kg", "plates": plates, "bar": bar}]
    for given, answers in zip(asked, js("plates.js", "plan", [[one] for one in asked]), strict=True):
        ways = {(): 0}
        for total in given["totals"]:
            sums, _ = right_sums(stacks, total, "kg", bar)
            reached = [stack for stack, weight in stacks.items() if weight in sums]
            ways = {stack: min(cost + moves(before, stack) for before, cost in ways.items()) for stack in reached}
        assert sum(answer["off"] + answer["on"] for answer in answers) == min(ways.values()), given


# --- cases that a lifter knows ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rack", "total", "expected"),
    [
        (KG, 100, ([25, 15], 100, True, None, None)),
        (KG, 60, ([20], 60, True, None, None)),
        (KG, 20, ([], 20, True, None, None)),
        (KG, 102.5, ([25, 15, 1.25], 102.5, True, None, None)),
        (KG, 101.3, ([25, 15, 0.5], 101, False, 101, 102.5)),
        (KG, 10, ([], 20, False, None, 20)),
        (KG, 500, ([25, 25, 20, 20, 15, 10, 5, 2.5, 1.25, 0.5], 268.5, False, 268.5, None)),
        (LB, 225, ([45, 45], 225, True, None, None)),
        (LB, 135, ([45], 135, True, None, None)),
        (LB, 230, ([45, 45, 2.5], 230, True, None, None)),
        (LB, 226, ([45, 45], 225, False, 225, 227.5)),
    ],
)
def test_the_plates_that_everybody_would_take(js, rack, total, expected):
    assert show(js("plates.js", "load", [[rack | {"total": total}]])[0]) == expected


def test_225_lb_stored_in_kilograms_is_two_45s_a_side(js):
    answer = js("plates.js", "load", [[LB | {"unit": "kg", "total": 102.06}]])[0]
    assert (weights(answer), answer["exact"]) == ([45, 45], True)


def test_kilogram_and_pound_plates_go_on_one_bar(js):
    plates = kg(20)[0] | {"pairs": 1}, {"weight": 45, "unit": "lb", "pairs": 1}
    answer = js("plates.js", "load", [[KG | {"plates": plates, "total": 100.82}]])[0]
    assert (weights(answer), answer["exact"]) == ([45, 20], True)


def test_what_is_on_stays_on_where_that_saves_moves(js):
    answer = js("plates.js", "load", [[KG | {"total": 100, "before": kg(10, 5)}]])[0]
    assert (weights(answer), answer["keep"], answer["off"], answer["on"]) == ([10, 5, 25], 2, 0, 1)


def test_a_load_below_the_bar_says_so(js):
    below, above = js("plates.js", "load", [[KG | {"total": 15}], [KG | {"total": 25}]])
    assert (below["belowBar"], above["belowBar"]) == (True, False)


def test_without_plates_there_is_the_bar(js):
    assert show(js("plates.js", "load", [[{"total": 60, "unit": "kg"}]])[0]) == ([], 20, False, 20, None)


def test_a_lift_without_a_bar_takes_plates_alone(js):
    assert show(js("plates.js", "load", [[KG | {"total": 50, "bar": None}]])[0]) == ([25], 50, True, None, None)


@pytest.mark.parametrize(
    ("bars", "unit", "weight"),
    [
        ([(15, "kg"), (20, "kg")], "kg", 20),
        ([(45, "lb"), (15, "kg")], "kg", 45),
        ([(10, "kg"), (15, "kg")], "lb", 15),
        ([], "lb", 45),
    ],
)
def test_of_my_bars_the_most_usual_one_is_taken(js, bars, unit, weight):
    bars = [{"weight": one, "unit": of} for one, of in bars]
    assert js("plates.js", "barOf", [[bars, unit]])[0]["weight"] == weight


def test_nothing_drifts_over_every_load_of_a_full_rack(js):
    plates = [{"weight": weight, "unit": "kg", "pairs": 4} for weight in (20, 10, 5, 2.5, 1.25, 0.5, 0.25)]
    totals = [20 + half / 2 for half in range(400)]
    answers = js("plates.js", "load", [[KG | {"plates": plates, "total": total}] for total in totals])
    assert [answer["total"] for answer in answers] == totals
    assert all(answer["exact"] for answer in answers)


def test_a_ramp_to_the_work_is_loaded_in_few_moves(js):
    answers = js("plates.js", "plan", [[KG | {"totals": [20, 40, 60, 80, 100]}]])[0]
    assert [answer["total"] for answer in answers] == [20, 40, 60, 80, 100]
    assert sum(answer["off"] + answer["on"] for answer in answers) == 6


def test_a_large_collection_is_worked_out_in_time(js):
    plates = [plate | {"pairs": 20} for plate in default_plates() + default_plates("lb")]
    answer = js("plates.js", "load", [[KG | {"plates": plates, "total": 333.3}]])[0]
    assert abs(answer["total"] - 333.3) < 0.01
