from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.domain.tokens import create_token
from core.versions import next_version, version_of
from fitnessrec import changes
from fitnessrec.changes import KINDS
from tests.fitnessrec.changes.rows import AT, film, kinds, listed_ids, log, one_of_each, put
from tests.fitnessrec.mirror import CHANGES, Mirror, ask, listed
from workouts.domain import blocks
from workouts.domain.library import change_own_exercise, create_own_exercise
from workouts.domain.sessions import delete_session
from workouts.models import Bodyweight, Session


def test_a_person_without_rows_gets_an_empty_page_and_a_cursor_that_stays_good(api, mirror):
    page = mirror.read_page()
    assert (page["results"], page["next"]) == ([], None)
    session, row = log(api)
    assert [change["id"] for change in mirror.catch_up()] == [session, row]


def test_every_kind_comes_as_its_resource_shows_it(api, athlete, clip, mirror):
    one_of_each(api, athlete, clip, "Ada's")
    mirror.catch_up()
    assert {kind for kind, _ in mirror.rows} == set(KINDS)
    assert mirror.rows == listed(api)


def test_a_stranger_s_rows_never_come(api, sam, athlete, stranger, clip):
    _, row = one_of_each(sam, stranger, clip, "Sam's secret")
    sam.delete(f"/api/v1/sets/{row}")
    sam.delete(f"/api/v1/videos/{next(iter(listed_ids(sam, 'video')))}")
    assert set(kinds(ask(sam))) == set(KINDS)
    log(api)
    answer = api.get(CHANGES)
    assert kinds(answer.json()) == ["session", "set"]
    assert b"Sam" not in answer.content


def test_the_library_is_no_change_of_anybody_s(api):
    assert ask(api)["results"] == []
    assert len(api.get("/api/v1/exercises").json()["results"]) == 2


def test_changes_come_oldest_first_and_each_row_once_at_its_last_write(api):
    first, second = log(api), log(api)
    api.patch(f"/api/v1/sets/{first[1]}", {"reps": 6}, format="json")
    page = ask(api)
    assert [change["id"] for change in page["results"]] == [first[0], *second, first[1]]
    assert [change["v"] for change in page["results"]] == [1, 3, 4, 5]
    assert page["results"][-1]["row"]["reps"] == 6
    assert page["cursor"] == "5"


def test_only_what_is_newer_than_the_cursor_comes(api, mirror):
    log(api)
    mirror.catch_up()
    assert mirror.catch_up() == []
    pk = put(api, "bodyweights", {"weight_kg": 70})
    assert [(change["kind"], change["id"]) for change in mirror.catch_up()] == [("bodyweight", pk)]


def test_a_deleted_set_comes_without_its_row_and_comes_back_when_it_is_restored(api, mirror):
    _, row = log(api, note="do not tell")
    mirror.catch_up()
    api.delete(f"/api/v1/sets/{row}")
    [gone] = mirror.catch_up()
    assert (gone["kind"], gone["id"], gone["row"]) == ("set", row, None)
    assert abs(datetime.fromisoformat(gone["deleted_at"]) - timezone.now()) < timedelta(minutes=1)
    api.post(f"/api/v1/sets/{row}/restore")
    [back] = mirror.catch_up()
    assert (back["deleted_at"], back["row"]["note"]) == (None, "do not tell")


def test_a_deleted_session_takes_its_sets_along_both_ways(api, mirror):
    session, row = log(api)
    mirror.catch_up()
    api.delete(f"/api/v1/sessions/{session}")
    assert [(change["id"], change["row"]) for change in mirror.catch_up()] == [(session, None), (row, None)]
    api.post(f"/api/v1/sessions/{session}/restore")
    assert [change["id"] for change in mirror.catch_up()] == [session, row]
    assert mirror.rows == listed(api)


def test_a_video_that_was_removed_for_good_comes_as_deleted(api, athlete, clip, mirror):
    video = film(clip, athlete)
    mirror.catch_up()
    api.delete(f"/api/v1/videos/{video.pk}")
    [gone] = mirror.catch_up()
    assert (gone["kind"], gone["id"], gone["row"]) == ("video", str(video.pk), None)
    assert gone["deleted_at"] is not None
    assert kinds(ask(api)) == ["video"], "a client that starts hears of deletions too"


def test_a_page_may_end_inside_one_write(api, athlete, mirror):
    session = Session.objects.get(pk=log(api)[0])
    for _ in range(4):
        blocks.add_set(session, block=0, exercise="deadlift", at=AT)
    delete_session(session, at=timezone.now())
    assert len({change["v"] for change in ask(api)["results"]}) == 1
    seen = []
    for limit in (1, 2, 1, 2):
        page = mirror.read_page(limit)
        seen += page["results"]
        if page["next"]:
            assert page["cursor"].startswith(f"{version_of(athlete.pk)}.")
    assert seen == ask(api)["results"]
    assert mirror.cursor == str(version_of(athlete.pk))


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
def test_pages_of_any_size_hold_together_what_one_page_holds(api, athlete, clip, limit):
    session, _ = one_of_each(api, athlete, clip, "Ada's")
    api.delete(f"/api/v1/sessions/{session}")
    api.delete(f"/api/v1/videos/{listed_ids(api, 'video')[0]}")
    log(api)
    mirror = Mirror(api)
    assert mirror.catch_up(limit) == ask(api)["results"]
    assert mirror.rows == listed(api)


def test_next_leads_to_the_rest_and_keeps_the_limit(api):
    log(api), log(api)
    first = api.get(CHANGES, {"limit": 3}).json()
    assert parse_qs(urlsplit(first["next"]).query) == {"limit": ["3"], "cursor": [first["cursor"]]}
    rest = api.get(first["next"]).json()
    assert (first["results"] + rest["results"], rest["next"]) == (ask(api)["results"], None)


def test_a_plain_version_such_as_an_etag_s_means_everything_after_it(api):
    session, _ = log(api)
    tag = api.get(f"/api/v1/sessions/{session}").headers["ETag"].strip('"')
    assert kinds(ask(api, cursor=tag)) == ["set"]
    assert kinds(ask(api, cursor="0")) == ["session", "set"]


def test_the_cursor_passes_versions_that_left_no_row_behind(api, athlete, mirror):
    log(api)
    next_version(athlete.pk)
    mirror.catch_up()
    assert mirror.cursor == "3"
    assert mirror.catch_up() == []


@pytest.mark.parametrize(
    "cursor",
    ["x", "-1", "1.5", "1.", "1.set", "1.set.", "1.set.no-uuid", "1.song.7", "1.set.\0", "٣", " 1", "1.video.deadlift"],
)
def test_a_cursor_that_cannot_be_read_is_said_to_be_one(api, cursor):
    log(api)
    answer = api.get(CHANGES, {"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


@pytest.mark.parametrize("cursor", ["3", "3.set.0196f2c4-0000-7000-8000-000000000000", "9" * 19, "9" * 30])
def test_a_cursor_from_the_future_means_starting_over(api, cursor):
    log(api)
    answer = api.get(CHANGES, {"cursor": cursor})
    assert (answer.status_code, answer.json()["code"]) == (410, "start_over")
    assert api.get(CHANGES, {"cursor": "2"}).status_code == 200


@pytest.mark.parametrize("limit", ["0", "-1", "many", "1.5", ""])
def test_a_limit_that_is_no_number_of_rows_is_refused(api, limit):
    answer = api.get(CHANGES, {"limit": limit})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["limit"])


def test_a_page_holds_500_rows_and_not_one_more(api, athlete):
    at = timezone.now()
    rows = [Bodyweight(owner=athlete, measured_at=at, day=at.date(), weight_kg=70, v=1) for _ in range(501)]
    next_version(athlete.pk)
    Bodyweight.objects.bulk_create(rows)
    page = ask(api, limit=1000)
    assert (len(page["results"]), len(ask(api)["results"])) == (500, 500)
    assert len(ask(api, cursor=page["cursor"])["results"]) == 1


def test_an_own_exercise_comes_when_it_is_made_and_when_it_is_changed(api, athlete, mirror):
    about = {"pattern": "hinge", "equipment": "barbell", "secondary": []}
    own = create_own_exercise(owner=athlete, name="Jefferson curl", primary=["erectors"], **about)
    assert [(change["kind"], change["id"]) for change in mirror.catch_up()] == [("exercise", "jefferson-curl")]
    change_own_exercise(own, name="Slow Jefferson curl", primary=["hamstrings"], **about)
    [change] = mirror.catch_up()
    assert (change["row"]["name"], change["row"]["primary"]) == ("Slow Jefferson curl", ["hamstrings"])


def test_settings_come_under_the_id_of_their_exercise(api, mirror):
    api.put("/api/v1/exercises/deadlift/settings", {"rest_s": 240}, format="json")
    api.put("/api/v1/exercises/deadlift/settings", {"step_kg": 5}, format="json")
    [change] = mirror.catch_up()
    assert (change["kind"], change["id"]) == ("exercise-settings", "deadlift")
    assert change["row"] == {"id": "deadlift", "rest_s": None, "step_kg": 5.0}


def test_nothing_new_is_told_without_a_body(api, athlete):
    log(api)
    tag = api.get(CHANGES).headers["ETag"]
    known = api.get(CHANGES, headers={"If-None-Match": tag})
    assert (known.status_code, known.content) == (304, b"")
    next_version(athlete.pk)
    assert api.get(CHANGES, headers={"If-None-Match": tag}).status_code == 200


def test_a_device_with_a_token_that_may_only_read_can_follow(athlete, api):
    log(api)
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {create_token(user=athlete, name='watch', scope='read')[1]}")
    assert kinds(ask(client)) == ["session", "set"]
    assert APIClient().get(CHANGES).status_code == 401


def test_what_is_written_between_one_kind_and_the_next_is_not_skipped(api, athlete, mirror, monkeypatch):
    read_keys, written = changes._keys, []

    def meanwhile(kind, *more, **and_more):
        keys = read_keys(kind, *more, **and_more)
        if kind.name == "bodyweight" and not written:
            written.append(put(api, "bodyweights", {"weight_kg": 70}))  # of a kind that was read already
            written.append(put(api, "sessions", {"title": "Later"}))  # of kinds that come next
            written.append(put(api, "templates", {"title": "Last"}))
        return keys

    monkeypatch.setattr(changes, "_keys", meanwhile)
    log(api)
    mirror.catch_up(3)  # the page has room for the session but not for the template
    mirror.catch_up(3)
    assert {("bodyweight", written[0]), ("session", written[1]), ("template", written[2])} <= mirror.rows.keys()
    assert mirror.rows == listed(api)


def test_a_row_that_changes_while_its_page_is_read_comes_at_its_new_place(api, mirror, monkeypatch):
    _, row = log(api)
    read_facts, corrected = changes._facts, []

    def meanwhile(kind, *more):
        if kind.name == "set" and not corrected:
            corrected.append(api.patch(f"/api/v1/sets/{row}", {"reps": 9}, format="json"))
        return read_facts(kind, *more)

    monkeypatch.setattr(changes, "_facts", meanwhile)
    assert [change["kind"] for change in mirror.catch_up()] == ["session"]
    [change] = mirror.catch_up()
    assert (change["id"], change["v"], change["row"]["reps"]) == (row, 3, 9)
