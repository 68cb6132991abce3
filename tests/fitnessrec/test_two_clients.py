"""Two clients that are offline for long, whose requests and answers get lost, come to hold the same as the server."""

import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from rest_framework.test import APIClient

from accounts.domain.tokens import create_token
from accounts.models import User
from tests.fitnessrec.mirror import PATHS, Mirror, listed
from videos.models import Video
from workouts.domain import blocks
from workouts.domain.sessions import move_session
from workouts.models import Bodyweight, Exercise, Session, Set, Template

AT = datetime(2026, 3, 2, 17, tzinfo=UTC)
LIFTS = ("deadlift", "good-morning")
REFUSED = {404, 409, 410}  # what another device did meanwhile; the write is dropped
LUCK = ("arrives", "arrives", "answer lost", "request lost")


@dataclass
class Write:
    """A request that waits on a device."""

    method: str
    path: str
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


class Device(Mirror):
    """An app that writes into an outbox and keeps what the changes tell it."""

    def __init__(self, owner: User) -> None:
        api = APIClient()
        api.credentials(HTTP_AUTHORIZATION=f"Token {create_token(user=owner, name='phone', scope='write')[1]}")
        super().__init__(api)
        self.outbox: list[Write] = []
        self.deleted: set[tuple[str, str]] = set()
        self.made: dict[str, list[str]] = {kind: [] for kind in PATHS}

    def knows(self, kind: str) -> list[str]:
        """Return the ids of a kind, in an order that is the same each time: those read, then those only written."""
        return [pk for of, pk in self.rows if of == kind] + [
            pk for pk in self.made[kind] if (kind, pk) not in self.rows
        ]

    def read_page(self, limit: int = 500) -> dict[str, Any]:
        page = super().read_page(limit)
        self.deleted |= {(change["kind"], change["id"]) for change in page["results"] if change["row"] is None}
        return page

    def write(self, method: str, kind: str, pk: str = "", body: Any = None, **headers: str) -> None:
        self.outbox.append(Write(method, f"{PATHS[kind]}/{pk}".rstrip("/"), body, headers))

    def send(self, luck: str) -> int:
        """Send the first write that waits; only an answer that is heard takes it off."""
        if luck == "request lost":
            return 0
        first = self.outbox[0]
        call = getattr(self.api, first.method)
        answer = call(first.path, first.body, format="json", headers=first.headers)
        assert answer.status_code in {200, 201, 204} | REFUSED, (first, answer.content)
        if luck == "arrives":
            self.outbox.pop(0)
        return answer.status_code


class TwoDevices(RuleBasedStateMachine):
    """Ada's two phones, and her browser beside them."""

    @initialize()
    def begin(self) -> None:
        self.owner = User.objects.create(email=f"{uuid.uuid4()}@example.org")
        self.number = 0
        self.devices = [Device(self.owner), Device(self.owner)]
        self.arrived: dict[str, set[str]] = {kind: set() for kind in ("session", "set", "template", "bodyweight")}
        for lift in LIFTS:  # both begin with a history, so that every step can meet something
            self.log_a_session(0, "Before")
            self.log_sets(0, len(self.arrived["session"]), lift, 5, 2)
            while self.devices[0].outbox:
                self.deliver(self.devices[0], "arrives")
        self.plan(0, list(LIFTS), 0)
        self.weigh(0, 70)
        self.invent_an_exercise(0)
        self.film(0)
        self.connect(0, ["arrives"] * 9)
        for device in self.devices:
            device.catch_up()

    def new_id(self, device: Device, kind: str) -> str:
        self.number += 1
        pk = str(uuid.UUID(int=(uuid.uuid5(uuid.NAMESPACE_OID, str(self.number)).int ^ self.owner.pk)))
        device.made[kind].append(pk)
        return pk

    who = st.integers(0, 1)
    pick = st.integers(0, 9)

    # What a device writes, connected or not.

    @rule(who=who, title=st.sampled_from(["Pull", "Legs", ""]))
    def log_a_session(self, who, title):
        device = self.devices[who]
        device.write("put", "session", self.new_id(device, "session"), {"title": title, "started_at": AT.isoformat()})

    @precondition(lambda self: any(device.knows("session") for device in self.devices))
    @rule(who=who, pick=pick, lift=st.sampled_from([*LIFTS, "own"]), reps=st.integers(1, 12), count=st.integers(1, 3))
    def log_sets(self, who, pick, lift, reps, count):
        device = self.devices[who]
        if not (sessions := device.knows("session")):
            return
        slug = next(iter(device.knows("exercise")), "deadlift") if lift == "own" else lift
        for _ in range(count):
            body = {"session": sessions[pick % len(sessions)], "exercise": slug, "reps": reps, "load_kg": 10 * reps}
            device.write("put", "set", self.new_id(device, "set"), body)

    @rule(who=who, lines=st.lists(st.sampled_from(LIFTS), max_size=3), day=st.integers(0, 6))
    def plan(self, who, lines, day):
        device = self.devices[who]
        body = {"title": "Plan", "weekdays": [day], "lines": [{"exercise": slug, "sets": 3} for slug in lines]}
        device.write("put", "template", self.new_id(device, "template"), body)

    @rule(who=who, weight=st.integers(60, 90))
    def weigh(self, who, weight):
        self.number += 1
        self.devices[who].write(
            "post", "bodyweight", "", {"weight_kg": weight}, **{"Idempotency-Key": str(self.number)}
        )

    @rule(who=who)
    def invent_an_exercise(self, who):
        device = self.devices[who]
        slug = f"own-{self.owner.pk}-{len(device.made['exercise'])}-{who}"
        device.made["exercise"].append(slug)
        body = {"name": "Own lift", "pattern": "hinge", "equipment": "barbell", "primary": ["glutes"]}
        device.write("put", "exercise", slug, body)

    @rule(who=who, pick=pick, muscle=st.sampled_from(["hamstrings", "erectors"]))
    def change_an_exercise(self, who, pick, muscle):
        device = self.devices[who]
        if own := device.knows("exercise"):
            device.write("patch", "exercise", own[pick % len(own)], {"primary": [muscle]})

    @rule(who=who, lift=st.sampled_from(LIFTS), rest_s=st.sampled_from([60, 90, 180]))
    def set_a_rest(self, who, lift, rest_s):
        self.devices[who].outbox.append(Write("put", f"/api/v1/exercises/{lift}/settings", {"rest_s": rest_s}))

    @rule(
        who=who, pick=pick, kind=st.sampled_from(["session", "set", "template", "bodyweight"]), value=st.integers(1, 9)
    )
    def correct(self, who, pick, kind, value):
        device = self.devices[who]
        bodies = {
            "session": {"title": str(value), "started_at": (AT + timedelta(days=value)).isoformat()},
            "set": {"reps": value, "load_kg": 20 * value, "exercise": LIFTS[value % 2]},
            "template": {"lines": [{"exercise": LIFTS[value % 2], "reps": value}]},
            "bodyweight": {"note": str(value)},
        }
        if known := device.knows(kind):
            device.write("patch", kind, known[pick % len(known)], bodies[kind])

    @rule(who=who, pick=pick, kind=st.sampled_from(["session", "set", "template", "bodyweight", "video"]))
    def delete(self, who, pick, kind):
        device = self.devices[who]
        if known := device.knows(kind):
            device.write("delete", kind, known[pick % len(known)])

    @rule(who=who, pick=pick)
    def restore(self, who, pick):
        device = self.devices[who]
        if gone := sorted(key for key in device.deleted if key[0] != "video"):
            kind, pk = gone[pick % len(gone)]
            device.write("post", kind, f"{pk}/restore")

    @rule(who=who, pick=pick, kind=st.sampled_from(["session", "set"]))
    def delete_and_think_better_of_it(self, who, pick, kind):
        device = self.devices[who]
        if known := device.knows(kind):
            pk = known[pick % len(known)]
            device.write("delete", kind, pk)
            self.connect(who, ["arrives"] * len(device.outbox))
            self.devices[pick % 2].catch_up()
            device.write("post", kind, f"{pk}/restore")

    # The way to the server and back.

    def deliver(self, device: Device, luck: str) -> None:
        first = device.outbox[0]
        status = device.send(luck)
        kind = next(kind for kind, path in PATHS.items() if first.path.startswith(path))
        if kind in self.arrived and status == 201:
            name = first.headers.get("Idempotency-Key", first.path)
            assert name not in self.arrived[kind], "it was created twice"
            self.arrived[kind].add(name)

    @rule(who=who, lucks=st.lists(st.sampled_from(LUCK), min_size=1, max_size=12))
    def connect(self, who, lucks):
        device = self.devices[who]
        for luck in lucks:
            if device.outbox:
                self.deliver(device, luck)

    @rule(who=who, limit=st.integers(1, 5), lost=st.booleans())
    def read_a_page(self, who, limit, lost):
        device = self.devices[who]
        before = device.cursor, dict(device.rows)
        device.read_page(limit)
        if lost:
            device.cursor, device.rows = before

    @rule(who=who, limit=st.integers(1, 8))
    def catch_up(self, who, limit):
        device = self.devices[who]
        device.catch_up(limit)
        assert device.rows == listed(device.api)

    # The browser, whose tools change many rows in one write, and clips, which follow their sets.

    def session_of_the_page(self, pick: int) -> tuple[Session, list[blocks.Run]] | None:
        sessions = list(Session.objects.for_user(self.owner).order_by("created_at", "id"))
        session = sessions[pick % len(sessions)] if sessions else None
        order = blocks.runs(session) if session else []
        return (session, order) if session and order else None

    @rule(pick=pick, tool=st.sampled_from(["remove", "bring back", "warm up", "bind", "swap", "move"]))
    def use_the_page(self, pick, tool):
        if not (found := self.session_of_the_page(pick)):
            return
        session, order = found
        run = order[pick % len(order)]
        where = {"block": run.block, "exercise": run.exercise}
        self.devices[pick % 2].catch_up()
        at = timezone.now()
        if tool == "remove":
            blocks.remove_exercise(session, at=at, **where)
        elif tool == "bring back":
            blocks.bring_back_exercise(session, **where)
        elif tool == "warm up":
            blocks.add_warmups(session, steps=[(20.0, 5), (40.0, 3)], at=at, **where)
        elif tool == "bind":
            blocks.bind(session, **where)
        elif tool == "swap":
            blocks.swap(session, other=Exercise.objects.get(pk=LIFTS[pick % 2]), at=at, **where)
        else:
            session.started_at += timedelta(hours=1)
            move_session(session, by=timedelta(hours=1))

    @rule(pick=pick)
    def film(self, pick):
        if not (found := self.session_of_the_page(pick)):
            return
        row = found[1][0].sets[0]
        video = Video(
            owner=self.owner, set=row, exercise_id=row.exercise_id, load_kg=row.load_kg, recorded_at=AT,
            original="x.bin", container="video/mp4", size=1, sha256="0" * 64, status="ready",
        )  # fmt: skip
        video.stamp()
        video.save()

    def teardown(self) -> None:
        """Everything is sent, both have read on: then all hold the same."""
        if not hasattr(self, "devices"):
            return
        for device in self.devices:
            while device.outbox:
                self.deliver(device, "arrives")
        first, second = self.devices
        first.catch_up(1 + self.number % 3)
        second.catch_up(500)
        server = listed(first.api)
        assert first.rows == server
        assert second.rows == server
        assert self.stored(Session) == len(self.arrived["session"])
        assert self.stored(Template) == len(self.arrived["template"])
        assert self.stored(Bodyweight) == len(self.arrived["bodyweight"])
        made = {path.rpartition("/")[2] for path in self.arrived["set"]}
        assert made <= {str(pk) for pk in Set.objects.filter(owner=self.owner).values_list("pk", flat=True)}

    def stored(self, model: Any) -> int:
        return model.objects.filter(owner=self.owner).count()


@pytest.mark.django_db
def test_two_devices_with_a_bad_connection_come_to_hold_what_the_server_holds():
    Exercise.objects.bulk_create(Exercise(slug=slug, name=slug, pattern="hinge", equipment="barbell") for slug in LIFTS)
    run_state_machine_as_test(
        TwoDevices,
        settings=settings(max_examples=25, stateful_step_count=25, suppress_health_check=list(HealthCheck)),
    )
