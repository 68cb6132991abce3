import os
from datetime import UTC, datetime

import pytest

from accounts import demo
from accounts.models import User
from fitnessrec import preparation
from fitnessrec.reaper import Reaper
from workouts.domain.sessions import save_session
from workouts.domain.sets import save_set
from workouts.models import Session, SessionBest, Set


@pytest.mark.parametrize(
    ("asked", "host", "production", "wanted"),
    [
        (None, "127.0.0.1", False, True),
        ("", "localhost", False, True),
        ("1", "127.0.0.1", False, True),
        ("0", "127.0.0.1", False, False),
        (None, "0.0.0.0", False, False),
        (None, "192.168.1.7", False, False),
        ("1", "0.0.0.0", False, True),
        (None, "127.0.0.1", True, False),
        ("1", "127.0.0.1", True, False),
    ],
)
def test_demo_data_is_for_machines_nobody_else_reaches(settings, monkeypatch, asked, host, production, wanted):
    settings.HOST, settings.PRODUCTION = host, production
    monkeypatch.delenv("DEMO", raising=False)
    if asked is not None:
        monkeypatch.setenv("DEMO", asked)
    said = []
    assert preparation.demo_wanted(said.append) is wanted
    assert bool(said) is (production and asked == "1")


def test_demo_logins_are_shown_only_while_they_work(db):
    assert not preparation.demo_is_there()
    athlete = User.objects.create_user(demo.ATHLETE_EMAIL, demo.PASSWORD)
    assert preparation.demo_is_there()
    athlete.is_active = False
    athlete.save()
    assert not preparation.demo_is_there()


def test_static_files_are_collected_when_one_has_changed(settings, monkeypatch, tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "app.css").write_text("a {}")
    settings.DEBUG = False
    settings.STATICFILES_DIRS = [source]
    settings.STATIC_ROOT = tmp_path / "static"
    monkeypatch.setattr(preparation, "STATIC_STAMP", tmp_path / "stamp")
    monkeypatch.setattr(preparation, "get_finders", lambda: [finder(source)])
    calls = []

    def collect(name, **options):
        calls.append(name)
        settings.STATIC_ROOT.mkdir(exist_ok=True)

    monkeypatch.setattr(preparation, "call_command", collect)
    for _ in range(2):
        preparation.collect_static(calls.append)
    assert calls == ["Collecting static files.", "collectstatic"]
    os.utime(source / "app.css", (1, 1))
    preparation.collect_static(calls.append)
    assert calls[2:] == ["Collecting static files.", "collectstatic"]
    settings.STATIC_ROOT.rmdir()
    preparation.collect_static(calls.append)
    assert len(calls) == 6, "the stamp is not believed when the files are gone"


def finder(folder):
    from django.contrib.staticfiles.finders import FileSystemFinder  # noqa: PLC0415 -- reads settings when imported

    return FileSystemFinder([folder])


def test_a_reaper_that_fails_says_so_once_and_goes_on(monkeypatch, caplog):
    answers = [OSError("no disk"), OSError("no disk"), None, OSError("no disk")]

    def reap():
        answer = answers.pop(0)
        if answer:
            raise answer

    monkeypatch.setattr("core.jobs.reap", reap)
    monkeypatch.setattr("core.ticks.run", lambda at: None)
    monkeypatch.setattr("fitnessrec.reaper.close_old_connections", lambda: None)
    reaper = Reaper()
    for _ in range(4):
        reaper.tick()
    assert [record.message for record in caplog.records] == [
        "Overdue jobs could not be sent again; trying every 5 s."
    ] * 2


def test_demo_accounts_of_an_earlier_start_are_closed_where_they_are_not_wanted_and_opened_again(db, client):
    User.objects.create_user(demo.ATHLETE_EMAIL, demo.PASSWORD)
    User.objects.create_user("ada@example.org", demo.PASSWORD)
    login = {"login": demo.ATHLETE_EMAIL, "password": demo.PASSWORD}

    preparation.open_or_close_demo(False)
    client.post("/accounts/login/", login)
    assert "_auth_user_id" not in client.session
    assert list(User.objects.filter(is_active=True).values_list("email", flat=True)) == ["ada@example.org"]

    preparation.open_or_close_demo(True)
    client.post("/accounts/login/", login)
    assert "_auth_user_id" in client.session


def test_bests_are_worked_out_once_where_the_table_is_new(athlete, library):
    session = save_session(Session(owner=athlete, started_at=datetime(2026, 3, 2, 17, tzinfo=UTC)))
    row = Set(owner=athlete, session=session, exercise_id="deadlift", load_kg=100, reps=5)
    row.performed_at = session.started_at
    save_set(row)
    SessionBest.objects.all().delete()  # as it is after the migration that brought the table
    said = []
    for _ in range(2):
        preparation.refresh_bests(said.append)
    assert SessionBest.objects.get().top_set == row.pk
    assert said == ["Working out the best sets of each session."]
