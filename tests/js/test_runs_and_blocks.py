"""The browser (static/js/session/runs.js) and the server (workouts/domain/blocks.py) arrange a session the same."""

import json
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import needs
from tests.js.rows import BLANK, NAMES, STEPS
from tests.workouts.conftest import lift
from workouts.domain import blocks
from workouts.domain.next_load import Suggestion
from workouts.domain.planning import planned_values
from workouts.domain.sessions import save_session
from workouts.domain.sets import save_set
from workouts.models import Exercise, Session, Set

NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)
SLUGS = sorted(NAMES.values())
PROGRAM = """
import { createInterface } from "node:readline";
const { play } = await import(process.argv[1]);
for await (const line of createInterface({ input: process.stdin })) {
  console.log(JSON.stringify(play(...JSON.parse(line))));
}
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Callable[[list, list], list]]:
    """Return a function that plays steps in one Node.js that stays, so that hundreds of sessions take seconds."""
    command = [str(needs.node()), "--input-type=module", "--eval", PROGRAM, "--", f"file://{STEPS}"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as node:

        def play(rows: list, steps: list) -> list:
            node.stdin.write(json.dumps([rows, steps]) + "\n")
            node.stdin.flush()
            answer = node.stdout.readline()
            assert answer, "Node.js gave up; its reason stands above"
            return json.loads(answer)

        yield play
        node.stdin.close()


rows_of_a_run = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["warmup", "working", "working", "drop", "amrap"]),
            "load_kg": st.sampled_from([None, 60.0, 100.0]),
            "reps": st.sampled_from([None, 3, 5]),
            "planned_reps": st.sampled_from([None, 5]),
            "rest_s": st.sampled_from([None, 90]),
            "side": st.sampled_from(["both", "left"]),
            "done": st.booleans(),
        }
    ).map(lambda row: row | {"reps": row["reps"] or 4} if row["done"] else row)
    | st.just({"kind": "failure", "load_kg": 140.0, "reps": 0, "done": True}),
    min_size=1,
    max_size=4,
)
run = st.fixed_dictionaries(
    {"exercise": st.sampled_from(SLUGS), "superset": st.sampled_from([None, None, 1, 2]), "rows": rows_of_a_run}
)
ramp = st.lists(st.tuples(st.sampled_from([20.0, 40.0, 60.0]), st.integers(1, 5)), max_size=3)
a_run = st.integers(0, 9)
suggestion = st.fixed_dictionaries(
    {
        "load_kg": st.sampled_from([None, 105.0]),
        "reps": st.sampled_from([None, 6]),
        "duration_s": st.sampled_from([None, 50.0]),
        "base_kg": st.sampled_from([None, 60.0, 100.0]),
    }
)
step = st.one_of(
    st.tuples(st.sampled_from(["up", "down", "bind", "unbind", "remove", "add-set"]), a_run),
    st.tuples(st.just("warm-up"), a_run, ramp),
    st.tuples(st.just("suggestion"), a_run, suggestion),
    st.tuples(st.just("swap"), a_run, st.sampled_from(SLUGS)),
    st.tuples(st.just("add-exercise"), a_run, st.sampled_from(SLUGS)),
)


def plan(slug: str, before: Session) -> list[dict[str, Any]]:
    """Return the rows to prefill as the page and the kit say them."""
    last = blocks.last_sets(before.owner, [slug], before=before).get(slug) or [Set()]
    return [planned_values(row) for row in last]


def do(session: Session, name: str, at: blocks.Run, more: list) -> None:
    """Take one step with the server's own functions."""
    here = {"block": at.block, "exercise": at.exercise}
    if name in ("up", "down"):
        blocks.move(session, by=-1 if name == "up" else 1, **here)
    elif name == "add-exercise":
        blocks.add_exercise(session, exercise=Exercise.objects.get(pk=more[0]), at=NOW)
    elif name == "swap":
        blocks.swap(session, other=Exercise.objects.get(pk=more[0]), at=NOW, **here)
    elif name == "warm-up":
        blocks.add_warmups(session, steps=more[0], at=NOW, **here)
    elif name == "remove":
        blocks.remove_exercise(session, at=NOW, **here)
    elif name == "suggestion":
        blocks.take_suggestion(session, exercise=at.exercise, suggestion=Suggestion("up", "Go up.", **more[1]))
    elif name == "add-set":
        blocks.add_set(session, at=NOW, **here)
    else:
        {"bind": blocks.bind, "unbind": blocks.unbind}[name](session, **here)


def told(session: Session) -> list[dict[str, Any]]:
    """Return the rows as the browser holds them, in order."""
    rows = session.sets.alive().in_order()
    return [
        {"id": row.pk.hex, "exercise": row.exercise_id} | {name: getattr(row, name) for name in BLANK} for row in rows
    ]


def nameless(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows in order without their ids, which differ for new ones."""
    ordered = sorted(rows, key=lambda row: (row["block"], row["position"], row["id"]))
    return [{name: value for name, value in row.items() if name != "id"} for row in ordered]


@pytest.fixture
def history(athlete) -> None:
    """Two of the exercises have a last time, with a warm-up, a missed lift and a set that fell short."""
    Exercise.objects.bulk_create(lift(slug) for slug in SLUGS)
    at = NOW - timedelta(days=7)
    last = save_session(Session(owner=athlete, started_at=at, finished_at=at + timedelta(hours=1)))
    for position, (slug, values) in enumerate(
        [
            ("deadlift", {"kind": "warmup", "load_kg": 60, "reps": 5}),
            ("deadlift", {"load_kg": 100, "reps": 4, "planned_reps": 5}),
            ("deadlift", {"load_kg": 140, "kind": "failure", "reps": 0}),
            ("plank", {"duration_s": 45.0}),
        ]
    ):
        about = {"exercise_id": slug, "position": position, "performed_at": at} | values
        save_set(Set(owner=athlete, session=last, **about))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=st.lists(run, min_size=1, max_size=5), steps=st.lists(step, min_size=1, max_size=5))
def test_any_steps_give_the_same_session_on_both_sides(athlete, history, browser, drawn, steps):
    session = Session.objects.create(owner=athlete, started_at=NOW, day=NOW.date())
    for block, one in enumerate(drawn):
        place = {"block": block, "superset": one["superset"], "exercise_id": one["exercise"]}
        for position, values in enumerate(one["rows"]):
            about = place | values | {"position": position, "performed_at": NOW}
            save_set(Set(owner=athlete, session=session, **about))
    before, asked, states = told(session), [], []
    for name, number, *more in steps:
        order = blocks.runs(session)
        if not order:
            break
        at = order[number % len(order)]
        if name in ("swap", "add-exercise"):
            more = [more[0], plan(more[0], session)]
        elif name == "suggestion":
            more = [at.exercise, more[0]]
        asked.append([name, f"{at.block}-{at.exercise}", *more])
        do(session, name, at, more)
        states.append(told(session))
    for one, here, there in zip(asked, browser(before, asked), states, strict=True):
        assert nameless(here) == nameless(there), one
