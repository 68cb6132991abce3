"""Requests drawn from the API's own schema, as three actors, every answer held against it: `python -m tools.fuzz`.

Each run has a database of its own. Requests of one operation are undone one by one, so that each finds the same
rows; in the stateful phase, where one answer leads to the next request, rows stay.
"""

import argparse
import base64
import json
import os
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

ADA, SAM, NOBODY = "athlete", "stranger", "anonymous"
LIFT, PROGRAMME = "romanian-deadlift", "hip-hinge"
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def main() -> int:
    """Run all actors; 1 where an answer broke the schema or a check."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--examples", type=int, default=10, help="drawn requests for each operation and actor")
    options.add_argument("--stateful", type=int, default=15, help="drawn chains of requests for each actor")
    options.add_argument("--at-least", type=int, default=10_000, help="fail where fewer cases were sent in all")
    options.add_argument("--phases", default="examples,coverage,fuzzing,stateful")
    options.add_argument("--actors", default=f"{ADA},{SAM},{NOBODY}")
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="fitnessrec-fuzz-") as folder:
        runs = Runs(Path(folder), asked)
        for actor in asked.actors.split(","):
            runs.run(actor)
        return runs.report()


def set_up(folder: Path) -> None:
    """Begin Django with a database and files of its own, and leave out what only slows requests down."""
    os.environ |= {"FITNESSREC_VAR": str(folder / "var"), "DJANGO_SETTINGS_MODULE": "fitnessrec.settings"}
    os.environ["DATABASE_URL"] = os.environ.get("FUZZ_DATABASE_URL") or f"sqlite:///{folder / 'db.sqlite3'}"
    os.environ |= {"API_READS_PER_MINUTE": "0", "API_WRITES_PER_MINUTE": "0", "UPLOADS_PER_HOUR": "0"}  # no limits here
    os.environ.setdefault("LOG_LEVEL", "ERROR")

    import django

    django.setup()

    from django.conf import settings
    from django.core.management import call_command
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # as in Django's test client: a request runs inside a transaction
    call_command("migrate", verbosity=0)


class Runs:
    """The runs of all actors and what came of them."""

    def __init__(self, folder: Path, asked: argparse.Namespace) -> None:
        self.folder, self.asked = folder, asked
        set_up(folder)

        from core import jobs
        from tools.fuzz_rows import seed
        from tools.fuzz_rules import leave_sockets_out, send_pieces

        jobs.publish = lambda job_id, kind: True  # type: ignore[assignment]  # no broker runs here
        self.known = seed(folder)
        self.counts: Counter[tuple[str, str, int]] = Counter()
        self.failures: dict[tuple[str, str, str], str] = {}
        self.errors: list[str] = []
        self.keeps_rows = False
        leave_sockets_out()
        send_pieces()

    def run(self, actor: str) -> None:
        """Send what the schema allows, and what it does not, as one actor."""
        import schemathesis
        from schemathesis.engine import events, from_schema
        from schemathesis.hooks import unregister_all

        from tools.fuzz_rules import draw_files, draw_times, excused

        unregister_all()
        draw_times()
        draw_files(self.known.clip)
        schema = schemathesis.openapi.from_wsgi("/api/schema/", self.app, config=self.config(actor))

        @schema.hook
        def after_call(context: Any, case: Any, response: Any) -> None:
            self.counts[actor, case.operation.label, response.status_code] += 1

        @schema.hook
        def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
            return not excused(failure, case, response)

        @schemathesis.hook
        def before_call(context: Any, case: Any, kwargs: Any) -> None:
            if case.meta is not None and not self.keeps_rows and actor != NOBODY:
                self.name_rows(case)

        for event in from_schema(schema).execute():
            if isinstance(event, events.PhaseStarted):
                self.keeps_rows = event.phase.name.value.lower().startswith("stateful")
            if isinstance(event, events.ScenarioFinished):
                self.note(actor, event.recorder)
            elif isinstance(event, events.NonFatalError):
                self.errors.append(f"{actor}: {event.label}: {event.value!r}"[:2000])
            elif isinstance(event, events.FatalError):
                raise event.exception

    def note(self, actor: str, recorder: Any) -> None:
        """Keep one example of each failure."""
        for pk, checks in recorder.checks.items():
            for check in checks:
                if check.failure_info is None:
                    continue
                failure, answer = check.failure_info.failure, recorder.find_response(case_id=pk)
                found = f"{answer.status_code} {answer.content[:400].decode(errors='replace')}" if answer else ""
                said = f"{failure.message}\n{check.failure_info.code_sample[:1500]}\n-> {found}"
                what = f"{failure.title} [{check.name}] {failure.message.splitlines()[-1:]} {found[:3]}"
                self.failures.setdefault((actor, failure.operation or recorder.label, what), said)

    def config(self, actor: str) -> Any:
        """Return what schemathesis is told: all checks, every phase, the actor's token, ids that are there."""
        from schemathesis.config import SchemathesisConfig

        from tools.fuzz_rules import CHECKS

        asked = self.asked
        generation = {
            "max-examples": asked.examples,
            "deterministic": True,
            "database": "none",
            "with-security-parameters": False,  # a drawn credential is none; the actor's own is sent
        }
        phases: dict[str, Any] = {
            name: {"enabled": name in asked.phases} for name in ("examples", "coverage", "fuzzing", "stateful")
        }
        for name in ("examples", "coverage", "fuzzing"):  # what is drawn hangs on the seed alone, never on answers
            phases[name]["extra-data-sources"] = {"responses": False}
        phases["fuzzing"]["error-feedback"] = {"enabled": False}
        phases["stateful"]["generation"] = {"max-examples": asked.stateful}
        told: dict[str, Any] = {
            "seed": asked.seed,
            "continue-on-failure": True,
            "cache": {"enabled": False},
            "generation": generation,
            "checks": CHECKS,
            "phases": phases,
            "operations": [],
        }
        if actor != NOBODY:
            login = base64.b64encode(f"{'ada' if actor == ADA else 'sam'}@example.org:a long enough password".encode())
            told["auth"] = {"wfc": {"path": str(self.write_people()), "user": actor, "peers": [ADA, SAM]}}
            told["operations"].append(
                {"include-name": "POST /api/v1/tokens", "headers": {"Authorization": f"Basic {login.decode()}"}}
            )
        return SchemathesisConfig.from_dict(told)

    def write_people(self) -> Path:
        """Write who signs requests, as schemathesis reads it; what one of them reads is asked for as the other, too."""
        tokens = {ADA: self.known.ada, SAM: self.known.sam}
        people = [
            {"name": name, "fixedHeaders": [{"name": "Authorization", "value": f"Token {token}"}]}
            for name, token in tokens.items()
        ]
        path = self.folder / "people.json"
        path.write_text(json.dumps({"auth": people}))
        return path

    def name_rows(self, case: Any) -> None:
        """Put what is there where what was drawn is sound, most of the time: a random id names nothing.

        What was drawn to be wrong stays as it is.
        """
        from schemathesis.core.parameters import ParameterLocation as Place

        from tools.fuzz_rules import Dice

        sound = {place: not case.meta.is_negative_at(place) for place in Place}
        resource = case.path.removeprefix("/api/v1/").partition("/")[0]
        dice = Dice((case.method, case.path, case.path_parameters, case.query, case.body))
        if sound[Place.PATH] and resource in self.known.ids and dice.mostly():
            for name in case.path_parameters or ():
                case.path_parameters[name] = self.known.ids[resource]
        if sound[Place.QUERY] and resource == "progress" and "exercise" in (case.query or {}) and dice.mostly():
            case.query["exercise"] = LIFT
        if sound[Place.QUERY] and resource == "progress" and "drill" in (case.query or {}) and dice.mostly():
            case.query["drill"] = self.known.ids["drills"]
        if sound[Place.HEADER] and "If-Match" in (case.headers or {}) and dice.mostly():
            case.headers["If-Match"] = "*"
        if isinstance(case.body, dict) and "file" not in case.body:  # bytes are no JSON to check
            case.body = self.named(dict(case.body), dice)

    def named(self, body: dict[str, Any], dice: Any) -> dict[str, Any]:
        """Return a body that names Ada's rows wherever it names some: what is wrong with it stays wrong."""
        ids = self.known.ids
        named = {"session": "sessions", "set": "sets", "template": "templates", "drill_log": "drill-logs"}
        for name, value in ((name, ids[resource]) for name, resource in named.items()):
            if isinstance(body.get(name), str) and UUID.fullmatch(body[name]) and dice.mostly():
                body[name] = value
        slugs = {"exercise": LIFT, "cue": ids["cues"], "drill": ids["drills"], "programme": PROGRAMME}
        for part in [body, *parts_of(body)]:
            for name, value in slugs.items():
                if isinstance(part.get(name), str) and dice.mostly():
                    part[name] = value
        cues = body.get("cues")
        if isinstance(cues, list) and cues and all(isinstance(cue, str) for cue in cues) and dice.mostly():
            body["cues"] = [ids["cues"]]
        if isinstance(body.get("loads"), dict) and body["loads"] and dice.mostly():
            body["loads"] = {LIFT: next(iter(body["loads"].values()))}
        return body

    def app(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer through Django, and undo what the request wrote unless rows are to stay."""
        from django.core.cache import cache
        from django.core.wsgi import get_wsgi_application
        from django.db import transaction

        environ["REMOTE_ADDR"] = "127.0.0.1"  # as any server says it; sign-ins are counted by it
        cache.clear()  # the limits on requests and sign-ins count there
        application = self.__dict__.setdefault("_application", get_wsgi_application())
        own_token = environ["REQUEST_METHOD"] == "DELETE" and environ["PATH_INFO"].startswith("/api/v1/tokens/")
        if self.keeps_rows and not own_token:  # without it, the rest of a chain would be nobody's
            return application(environ, start_response)
        with transaction.atomic():
            answer = application(environ, start_response)
            body = [b"".join(answer)]
            transaction.set_rollback(True)
        return body

    def report(self) -> int:
        """Print the counts and what failed."""
        total = sum(self.counts.values())
        operations = sorted({label for _, label, _ in self.counts})
        for actor in self.asked.actors.split(","):
            of_actor = sum(count for (who, _, _), count in self.counts.items() if who == actor)
            print(f"\n{actor}: {of_actor} cases")
            for label in operations:
                found = [(s, c) for (who, name, s), c in sorted(self.counts.items()) if (who, name) == (actor, label)]
                each = " ".join(f"{status}:{count}" for status, count in found)
                print(f"  {label:48} {sum(count for _, count in found):5}  {each}")
        for (actor, label, title), said in self.failures.items():
            print(f"\nFAILED {actor}: {label}: {title}\n{said}")
        for line in self.errors:
            print(f"\nERROR {line}")
        print(f"\n{total} cases, {len(self.failures)} violations, {len(self.errors)} errors")
        return 1 if self.failures or self.errors or total < self.asked.at_least else 0


def parts_of(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what lies in the lists of a body, such as the lines of a template and the items of a phase."""
    for name in ("lines", "phases", "items"):
        for part in body[name] if isinstance(body.get(name), list) else ():
            if isinstance(part, dict):
                yield part
                yield from parts_of(part)


if __name__ == "__main__":
    sys.exit(main())
