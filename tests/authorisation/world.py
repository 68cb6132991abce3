"""Ada's rows, each with her secret in it, and who comes to look."""

import hashlib
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from allauth.account.internal.flows import login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher, make_password
from django.core.files.base import ContentFile
from django.db import connection, models
from django.test import Client

from accounts.domain.tokens import create_token
from accounts.models import User
from tests.authorisation.rules import ACTORS
from tests.authorisation.tables_practice import make_practice
from videos.domain.uploads.beginning import begin
from videos.domain.uploads.words import packed
from videos.models import Video, Viewing
from workouts.domain.bodyweight import delete_bodyweight, save_bodyweight
from workouts.domain.library import create_own_exercise, search_text
from workouts.domain.sessions import delete_session, save_session
from workouts.domain.sets import delete_set, save_set
from workouts.domain.templates import delete_template, save_template
from workouts.models import Bodyweight, Exercise, ExerciseMuscle, Session, Set, Template, TemplateLine

SECRET = "adas-secret"
LOAD_KG, REPS = 137.25, 5  # nobody else lifts this: columns of numbers tell it, too
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
PEOPLE = {"athlete": "ada@example.org", "other": "sam@example.org", "staff": "root@example.org"}
PASSWORD = "a long enough password"


def tells(said: str) -> bool:
    """Tell whether an answer holds anything of Ada's: her word, her load, or the volume of it."""
    return any(secret in said for secret in (SECRET, f"{LOAD_KG}", f"{LOAD_KG * REPS}"))


class World:
    """The rows of Ada by name, a signed-in client for each actor, and a way to see whether a row of Ada's changed."""

    def __init__(self) -> None:
        password = make_password(PASSWORD, hasher=MD5PasswordHasher())
        boss = {"is_staff": True, "is_superuser": True}
        self.people = {
            actor: User.objects.create(email=email, password=password, name=actor, **(boss if actor == "staff" else {}))
            for actor, email in PEOPLE.items()
        }
        self.ada = self.people["athlete"]
        self.rows: dict[str, Any] = {}
        self._log()
        self._clip()
        self._keys()
        self.rows |= make_practice(self.ada, SECRET, NOON)
        self._before: dict[str, list[Any]] | None = None
        self._questions = self._about_ada()
        self.cookies: dict[str, str] = {}
        self.clients = {actor: self._client(actor) for actor in ACTORS}

    def _client(self, actor: str) -> Client:
        client = Client()
        if actor in self.people:
            client.force_login(self.people[actor])
            _, token = create_token(user=self.people[actor], name=f"script of {actor}", scope="write")
            client.token = token
            session = client.session  # signed in a moment ago: no page asks for the password again
            session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(self.people[actor].pk)
            sure = {"method": "password", "reauthenticated": True, "at": time.time() + 3600}
            session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [sure]
            session.save()
            EmailAddress.objects.create(user=self.people[actor], email=PEOPLE[actor], primary=True, verified=True)
            self.cookies[actor] = session.session_key
        return client

    def _log(self) -> None:
        lift = Exercise(slug="deadlift", name="Deadlift", pattern="hinge", equipment="barbell")
        lift.search_text = search_text(lift)
        lift.save()
        ExerciseMuscle.objects.create(exercise=lift, muscle="hamstrings", role="primary")
        own = create_own_exercise(
            owner=self.ada,
            slug="own-lift",
            name=f"{SECRET} lift",
            pattern="hinge",
            equipment="barbell",
            primary=["glutes"],
            secondary=[],
        )
        self.rows |= {"lift": lift.pk, "own_lift": own.pk}
        done = {"started_at": NOON, "finished_at": NOON + timedelta(hours=1), "note": SECRET, "bodyweight_kg": 71.5}
        self.rows["session"] = self._save(save_session, Session, title=f"{SECRET} session", **done)
        self.rows["gone_session"] = self._save(save_session, Session, title=SECRET, **done)
        self.rows["running"] = self._save(save_session, Session, title=SECRET, started_at=NOON + timedelta(days=1))
        about = {"note": SECRET, "load_kg": LOAD_KG, "reps": REPS, "performed_at": NOON}
        for name, session, exercise, more in (
            ("set", "session", "deadlift", {}),
            ("own_set", "session", own.pk, {"block": 1}),
            ("planned", "running", "deadlift", {"done": False}),
            ("gone_set", "session", "deadlift", {"position": 7}),
            ("gone_run", "session", "deadlift", {"block": 4}),
            ("lost", "gone_session", "deadlift", {}),
        ):
            values = about | {"session_id": self.rows[session], "exercise_id": exercise} | more
            self.rows[name] = self._save(save_set, Set, **values)
        self.rows["template"] = self._template(f"{SECRET} template")
        self.rows["gone_template"] = self._template(SECRET)
        for name in ("bodyweight", "gone_bodyweight"):
            when = {"measured_at": NOON if name == "bodyweight" else NOON + timedelta(hours=2)}
            self.rows[name] = self._save(save_bodyweight, Bodyweight, weight_kg=71.5, note=SECRET, **when)
        self._delete()

    def _delete(self) -> None:
        later = NOON + timedelta(days=2)
        delete_set(Set.objects.get(pk=self.rows["gone_set"]), at=later)
        delete_set(Set.objects.get(pk=self.rows["gone_run"]), at=later)
        delete_session(Session.objects.get(pk=self.rows["gone_session"]), at=later)
        delete_template(Template.objects.get(pk=self.rows["gone_template"]), at=later)
        delete_bodyweight(Bodyweight.objects.get(pk=self.rows["gone_bodyweight"]), at=later)

    def _save(self, save: Any, model: Any, **values: Any) -> Any:
        return save(model(owner=self.ada, **values)).pk

    def _template(self, title: str) -> Any:
        row = save_template(Template(owner=self.ada, title=title, note=SECRET))
        TemplateLine.objects.create(template=row, exercise_id="deadlift", position=0, reps=REPS, load_kg=LOAD_KG)
        return row.pk

    def _clip(self) -> None:
        content = SECRET.encode()
        for name, status in (("video", "ready"), ("failed_video", "failed")):
            row = Video(
                owner=self.ada, set_id=self.rows["set"], name=f"{SECRET}.mp4", recorded_at=NOON, container="video/mp4",
                size=len(content), sha256=hashlib.sha256(content).hexdigest(), status=status, reason=SECRET,
            )  # fmt: skip
            row.original.save(f"{name}.mp4", ContentFile(content), save=False)
            if status == "ready":
                storage = row.original.storage
                for kind in ("poster", "sprite"):
                    stem = f"{row.original.name}-{kind}"
                    setattr(row, kind, stem)
                    for ending in (".webp", ".jpg"):
                        storage.save(stem + ending, ContentFile(content))
                row.rendition = storage.save(f"{row.original.name}-rendition-1.mp4", ContentFile(content))
            row.save()
            self.rows[name] = row.pk
            Viewing.objects.create(video=row, viewer_name=SECRET, what="watched", first_at=NOON, last_at=NOON)

        about = {"recorded_at": NOON}
        upload = begin(owner=self.ada, length=100, metadata="", about=packed(about, filename=f"{SECRET}.mp4", pk=None))
        self.rows["upload"] = upload.pk

    def _keys(self) -> None:
        row, _ = create_token(user=self.ada, name=f"{SECRET} token", scope="read")
        self.rows["token"] = row.pk
        key = Authenticator.objects.create(user=self.ada, type="webauthn", data={"name": f"{SECRET} key"})
        self.rows["key"] = key.pk

    def as_signed_in(self, actor: str) -> Client:
        """Return the actor's browser with the cookie it had at first: a request may have signed it out."""
        client = self.clients[actor]
        client.cookies.clear()
        if actor in self.cookies:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[actor]
        return client

    def rows_before(self, *, fresh: bool) -> dict[str, list[Any]]:
        """Return Ada's rows as they are between requests, each of which is undone; read anew where they are others."""
        if fresh:
            return self.adas_rows()
        self._before = self._before or self.adas_rows()
        return self._before

    def adas_rows(self) -> dict[str, list[Any]]:
        """Return everything that is hers, whole, but for when she was here last."""
        found = {}
        with connection.cursor() as cursor:
            for label, (sql, params) in self._questions.items():
                cursor.execute(sql, params)
                found[label] = sorted(map(repr, cursor.fetchall()))
        return found

    def _about_ada(self) -> dict[str, tuple[str, Any]]:
        """Return the questions for her rows as SQL: they are asked some thousand times."""
        rows = {model: model.objects.filter(**{path: self.ada.pk}) for model, path in PATHS.items()}
        rows[User] = User.objects.filter(pk=self.ada.pk)
        return {
            model._meta.label: found.order_by().values_list(*_columns(model)).query.sql_with_params()
            for model, found in rows.items()
        }


def _columns(model: Any) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.name not in ("last_used_at", "last_login")]


def _path_to_owner(model: Any, depth: int = 0) -> str | None:
    """Return how a row leads to whose it is."""
    if depth > 2:
        return None
    keys = [
        field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey | models.OneToOneField)
    ]
    for key in keys:
        if key.related_model is User:
            return key.name
    for key in keys:
        path = _path_to_owner(key.related_model, depth + 1)
        if path:
            return f"{key.name}__{path}"
    return None


PATHS = {
    model: path
    for model in apps.get_models()
    if model._meta.label not in ("admin.LogEntry", "auth.Permission")
    if (path := _path_to_owner(model))
}
