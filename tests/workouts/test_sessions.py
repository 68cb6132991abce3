"""Sessions: start, finish, delete, take back, and the local day they belong to."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.versions import UserVersion
from workouts.domain.sessions import (
    FORGOTTEN_AFTER,
    check_session,
    delete_session,
    finish_session,
    reopen_session,
    restore_session,
    save_session,
    start_session,
)
from workouts.domain.sets import delete_set
from workouts.models import Session, Set

NOW = datetime(2026, 3, 9, 17, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_session_starts_empty_and_running(athlete):
    session = start_session(owner=athlete, at=NOW)
    stored = Session.objects.get(pk=session.pk)
    assert (stored.owner, stored.started_at, stored.finished_at, stored.sets.count()) == (athlete, NOW, None, 0)


def test_starting_like_an_earlier_session_plans_its_done_sets(athlete, session, new_set):
    new_set(session, kind="warmup", load_kg=60, reps=5, rest_s=60)
    new_set(session, load_kg=100, reps=5, side="left", superset=1)
    new_set(session, "plank", load_kg=None, reps=None, duration_s=45)
    new_set(session, "farmers-carry", load_kg=30, reps=None, distance_m=40)
    started = start_session(owner=athlete, at=NOW, like=session)
    shape = [
        "exercise_id", "block", "position", "superset", "kind", "load_kg", "reps", "side", "duration_s",
        "distance_m", "rest_s",
    ]  # fmt: skip
    assert list(started.sets.in_order().values(*shape)) == list(session.sets.in_order().values(*shape))


def test_a_plan_is_not_done_and_carries_nothing_of_how_it_went(athlete, session, new_set):
    new_set(session, rpe=9, rir=1, note="heavy", form_rating=2, faults=["rounded-back"], felt=["glutes"])
    (row,) = start_session(owner=athlete, at=NOW, like=session).sets.all()
    assert (row.done, row.performed_at, row.owner) == (False, NOW, athlete)
    assert (row.rpe, row.rir, row.note, row.form_rating, row.faults, row.felt) == (None, None, "", None, [], [])


def test_what_was_planned_or_deleted_is_not_copied(athlete, session, new_set):
    new_set(session, done=False)
    delete_set(new_set(session), at=NOW)
    assert start_session(owner=athlete, at=NOW, like=session).sets.count() == 0


def test_a_missed_lift_is_planned_to_succeed(athlete, session, new_set):
    new_set(session, kind="failure", reps=0)
    assert start_session(owner=athlete, at=NOW, like=session).sets.get().reps == 1


def test_starting_like_a_session_leaves_that_session_alone(athlete, session, new_set):
    new_set(session)
    before = list(Set.objects.values().order_by("pk"))
    start_session(owner=athlete, at=NOW, like=session)
    assert list(session.sets.values().order_by("pk")) == before


def test_a_copy_keeps_the_title_unless_it_gets_its_own(athlete, new_session):
    hinge = new_session(title="Hinge day")
    assert start_session(owner=athlete, at=NOW, like=hinge).title == "Hinge day"
    assert start_session(owner=athlete, at=NOW, like=hinge, title="Light").title == "Light"


def test_a_session_finished_in_time_ends_now(new_session, new_set):
    running = new_session(NOW, running=True)
    new_set(running, performed_at=NOW + HOUR)
    finish_session(running, at=NOW + HOUR + timedelta(minutes=10))
    assert Session.objects.get().finished_at == NOW + HOUR + timedelta(minutes=10)


def test_a_session_forgotten_for_long_ends_at_its_last_set(new_session, new_set):
    running = new_session(NOW, running=True)
    new_set(running, performed_at=NOW + HOUR)
    new_set(running, performed_at=NOW + HOUR / 2)
    finish_session(running, at=NOW + HOUR + FORGOTTEN_AFTER + timedelta(seconds=1))
    assert Session.objects.get().finished_at == NOW + HOUR


def test_two_hours_after_the_last_set_are_not_forgotten_yet(new_session, new_set):
    running = new_session(NOW, running=True)
    new_set(running, performed_at=NOW + HOUR)
    finish_session(running, at=NOW + HOUR + FORGOTTEN_AFTER)
    assert Session.objects.get().finished_at == NOW + HOUR + FORGOTTEN_AFTER


def test_planned_and_deleted_sets_do_not_say_when_a_forgotten_session_ended(new_session, new_set):
    running = new_session(NOW, running=True)
    new_set(running, performed_at=NOW + HOUR)
    new_set(running, performed_at=NOW + 5 * HOUR, done=False)
    delete_set(new_set(running, performed_at=NOW + 6 * HOUR), at=NOW)
    finish_session(running, at=NOW + 30 * HOUR)
    assert Session.objects.get().finished_at == NOW + HOUR


def test_a_forgotten_session_without_sets_ends_where_it_began(new_session):
    finish_session(new_session(NOW, running=True), at=NOW + 30 * HOUR)
    assert Session.objects.get().finished_at == NOW


def test_a_forgotten_session_with_backdated_sets_does_not_end_before_it_began(new_session, new_set):
    running = new_session(NOW, running=True)
    new_set(running, performed_at=NOW - HOUR)
    finish_session(running, at=NOW + 30 * HOUR)
    assert Session.objects.get().finished_at == NOW


def test_a_session_that_a_fast_clock_started_in_the_future_can_be_finished(new_session):
    finish_session(new_session(NOW + HOUR, running=True), at=NOW)
    assert Session.objects.get().finished_at == NOW + HOUR


def test_finishing_twice_keeps_the_first_end(session):
    finish_session(session, at=session.finished_at + HOUR)
    assert Session.objects.get().finished_at == session.started_at + HOUR


def test_reopening_makes_a_session_the_running_one(session):
    reopen_session(session)
    assert list(Session.objects.running()) == [session]


def test_deleting_a_session_hides_it_and_its_sets(session, new_set):
    new_set(session)
    delete_session(session, at=NOW)
    assert (list(Session.objects.alive()), list(Set.objects.alive())) == ([], [])


def test_taking_a_deletion_back_brings_exactly_the_sets_that_went_with_it(session, new_set):
    stays = [new_set(session), new_set(session)]
    gone_before = new_set(session)
    delete_set(gone_before, at=NOW - HOUR)
    delete_session(session, at=NOW)
    restore_session(Session.objects.get(pk=session.pk))
    assert set(Session.objects.get().sets.alive()) == set(stays)


def test_deleting_one_session_leaves_the_others(session, new_session, theirs, new_set):
    other = new_session(NOW)
    kept = {new_set(other), new_set(theirs)}
    new_set(session)
    delete_session(session, at=NOW)
    assert set(Session.objects.alive()) == {other, theirs}
    assert set(Set.objects.alive()) == kept


def test_every_write_takes_the_owners_next_version(athlete, session, new_set):
    row = new_set(session)
    before = UserVersion.objects.get(user=athlete).v
    delete_session(session, at=NOW)
    row.refresh_from_db()
    assert session.v == row.v == before + 1
    restore_session(session)
    row.refresh_from_db()
    assert session.v == row.v == UserVersion.objects.get(user=athlete).v == before + 2


def test_one_persons_writes_leave_anothers_version_alone(session, theirs):
    before = theirs.v
    save_session(session)
    assert UserVersion.objects.get(user=theirs.owner).v == before


@pytest.mark.parametrize(
    ("utc", "day"),
    [
        (datetime(2026, 1, 15, 22, 30, tzinfo=UTC), date(2026, 1, 15)),
        (datetime(2026, 1, 15, 23, 30, tzinfo=UTC), date(2026, 1, 16)),
        (datetime(2026, 7, 15, 21, 30, tzinfo=UTC), date(2026, 7, 15)),
        (datetime(2026, 7, 15, 22, 30, tzinfo=UTC), date(2026, 7, 16)),
        (datetime(2026, 3, 28, 23, 30, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 21, 30, tzinfo=UTC), date(2026, 3, 29)),
        (datetime(2026, 3, 29, 22, 0, tzinfo=UTC), date(2026, 3, 30)),
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 22, 59, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2026, 10, 25, 23, 0, tzinfo=UTC), date(2026, 10, 26)),
    ],
    ids=[
        "winter 23:30", "winter 0:30", "summer 23:30", "summer 0:30", "spring day 0:30", "spring day 23:30",
        "after the spring day", "autumn day 0:00", "autumn day 23:59", "after the autumn day",
    ],
)  # fmt: skip
def test_a_session_belongs_to_the_athletes_local_day_in_berlin(new_session, utc, day):
    assert Session.objects.get(pk=new_session(utc).pk).day == day


def test_the_same_instant_is_another_day_for_somebody_elsewhere(new_session, stranger):
    stranger.time_zone = "Pacific/Auckland"
    at = datetime(2026, 1, 15, 12, 30, tzinfo=UTC)
    assert (new_session(at).day, new_session(at, owner=stranger).day) == (date(2026, 1, 15), date(2026, 1, 16))


def test_the_day_follows_when_the_start_is_changed(session):
    session.started_at = datetime(2026, 1, 15, 23, 30, tzinfo=UTC)
    save_session(session, moved=True)
    assert Session.objects.get().day == date(2026, 1, 16)


def test_a_new_time_zone_in_the_profile_moves_no_old_session(athlete, new_session):
    session = new_session(datetime(2026, 1, 1, 23, 30, tzinfo=UTC))  # 2 January in Berlin
    athlete.time_zone = "America/New_York"
    athlete.save()
    session = Session.objects.get(pk=session.pk)
    session.note = "edited over there"
    save_session(session)
    assert Session.objects.get().day == date(2026, 1, 2)


def test_a_second_tap_on_start_opens_the_same_session(athlete):
    first = start_session(owner=athlete, at=NOW)
    assert start_session(owner=athlete, at=NOW + timedelta(seconds=2)) == first
    assert Session.objects.count() == 1


def test_a_second_tap_on_repeat_opens_the_same_session(athlete, new_session, new_set):
    old = new_session(NOW - timedelta(days=7), title="Lower A")
    new_set(old)
    first = start_session(owner=athlete, at=NOW, like=old)
    assert start_session(owner=athlete, at=NOW + timedelta(seconds=2), like=old) == first
    assert Session.objects.running().count() == 1


def test_an_end_before_the_start_is_refused_in_a_sentence():
    assert check_session({"started_at": NOW, "finished_at": NOW - HOUR}) == {
        "finished_at": "A session ends after it starts."
    }


@pytest.mark.parametrize("end", [None, NOW, NOW + HOUR])
def test_no_end_or_one_from_the_start_on_is_fine(end):
    assert check_session({"started_at": NOW, "finished_at": end}) == {}


def test_a_session_is_called_by_its_title_or_its_local_weekday(new_session):
    assert str(new_session(title="Hinge day")) == "Hinge day"
    assert str(new_session(datetime(2026, 3, 1, 23, 30, tzinfo=UTC))) == "Session of Monday"


def test_a_session_knows_how_long_it_took(session, new_session):
    assert session.length == HOUR
    assert new_session(NOW, running=True).length is None
