"""Sessions over the API: PUT and PATCH, lists, and what is refused."""

import json
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from workouts.domain.sessions import delete_session
from workouts.models import Session, Set

URL = "/api/v1/sessions"
FULL = {
    "title": "Hinge day",
    "started_at": "2026-03-02T17:00:00Z",
    "finished_at": "2026-03-02T18:00:00Z",
    "note": "slept well",
    "bodyweight_kg": 82.5,
}
WRITTEN = tuple(FULL)


def put(api, body, pk=None):
    pk = pk or uuid.uuid4()
    return pk, api.put(f"{URL}/{pk}", body)


def rows():
    return list(Session.objects.order_by("pk").values())


def test_a_session_is_made_and_answers_with_its_local_day(api, athlete):
    answer = api.post(URL, FULL | {"started_at": "2026-03-02T23:30:00Z", "finished_at": None})
    assert answer.status_code == 201
    session = Session.objects.get()
    assert session.owner == athlete
    assert answer.json()["id"] == str(session.pk)
    assert answer.json()["day"] == "2026-03-03"


def test_a_session_answers_with_everything_it_was_given(api):
    answer = api.post(URL, FULL).json()
    assert {name: answer[name] for name in WRITTEN} == FULL
    assert api.get(f"{URL}/{answer['id']}").json() == answer


def test_a_session_without_a_start_starts_now(api):
    before = datetime.now(UTC)
    api.post(URL, {})
    assert before <= Session.objects.get().started_at <= datetime.now(UTC)


def test_a_start_with_an_offset_is_kept_as_its_instant(api):
    answer = api.post(URL, {"started_at": "2026-03-02T18:00:00+01:00"})
    assert answer.json()["started_at"] == "2026-03-02T17:00:00Z"


def test_put_makes_the_session_under_the_clients_id_with_201(api, athlete):
    pk, answer = put(api, FULL)
    assert (answer.status_code, answer.json()["id"]) == (201, str(pk))
    assert Session.objects.get(pk=pk).owner == athlete


def test_the_same_put_again_is_harmless_with_200(api):
    pk, first = put(api, FULL)
    _, second = put(api, FULL, pk)
    assert second.status_code == 200
    changed = {"updated_at"}
    assert {k: v for k, v in second.json().items() if k not in changed} == {
        k: v for k, v in first.json().items() if k not in changed
    }
    assert Session.objects.count() == 1


@pytest.mark.parametrize(
    "pk",
    [
        "00000000-0000-0000-0000-000000000000",
        "2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d",
        "6fa459ea-ee8a-3ca4-894e-db77e160355e",
        "16fd2706-8baf-433b-82eb-8c7fada847da",
        "886313e1-3b8a-5372-9b90-0c9aee199e5d",
        "1e7126af-f130-6780-adb4-8bbe7368fc2f",
        "01956c5e-2f4a-7cc1-8f0e-52b1a1d0a5d1",
        "320c3d4d-cc00-875b-8ec9-32d5f69181c0",
        "ffffffff-ffff-ffff-ffff-ffffffffffff",
    ],
)
def test_an_id_of_any_uuid_version_is_taken(api, pk):
    _, answer = put(api, FULL, pk)
    assert answer.status_code == 201
    assert Session.objects.get().pk == uuid.UUID(pk)


def test_an_id_in_capitals_is_the_same_id(api):
    pk, _ = put(api, FULL)
    _, answer = put(api, FULL | {"title": "Again"}, str(pk).upper())
    assert (answer.status_code, answer.json()["id"]) == (200, str(pk))
    assert Session.objects.get().title == "Again"
    new = uuid.uuid4()
    assert put(api, FULL, str(new).upper())[1].json()["id"] == str(new)


@pytest.mark.parametrize(
    "pk", ["1", "nope", "2c5ea4c0406711e98bad9b1deb4d3b7d", "2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7g"]
)
@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_what_is_no_id_leads_nowhere(api, pk, method):
    answer = getattr(api, method)(f"{URL}/{pk}")
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert not Session.objects.exists()


def test_put_replaces_what_it_leaves_out_but_the_start(api):
    pk, _ = put(api, FULL)
    put(api, {"title": "Only this"}, pk)
    session = Session.objects.get()
    assert session.title == "Only this"
    assert (session.finished_at, session.note, session.bodyweight_kg) == (None, "", None)
    assert session.started_at == datetime(2026, 3, 2, 17, tzinfo=UTC)


def test_patch_keeps_what_it_leaves_out(api):
    pk, made = put(api, FULL)
    answer = api.patch(f"{URL}/{pk}", {"note": "new"})
    assert {k: v for k, v in answer.json().items() if k not in ("note", "updated_at")} == {
        k: v for k, v in made.json().items() if k not in ("note", "updated_at")
    }
    assert Session.objects.get().note == "new"


def test_the_day_follows_a_changed_start(api, session):
    answer = api.patch(f"{URL}/{session.pk}", {"started_at": "2026-01-15T23:30:00Z"})
    assert answer.json()["day"] == "2026-01-16"


def test_what_the_server_decides_is_not_taken_from_the_body(api, stranger, athlete):
    body = FULL | {
        "id": str(uuid.uuid4()),
        "owner": stranger.pk,
        "day": "1999-01-01",
        "v": 7,
        "deleted_at": "2026-01-01",
    }
    pk, answer = put(api, body)
    session = Session.objects.get()
    assert (session.pk, session.owner, str(session.day), session.deleted_at) == (pk, athlete, "2026-03-02", None)
    assert answer.json()["day"] == "2026-03-02"


def test_another_persons_id_is_taken(api, theirs):
    before = rows()
    _, answer = put(api, FULL, theirs.pk)
    assert (answer.status_code, answer.json()["code"]) == (409, "id_taken")
    assert rows() == before


def test_another_persons_session_is_not_there(api, theirs):
    before = rows()
    url = f"{URL}/{theirs.pk}"
    for answer in (api.get(url), api.patch(url, {"title": "mine now"}), api.delete(url)):
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
        assert theirs.title not in answer.content.decode()
    assert rows() == before


def test_a_deleted_id_is_gone_for_every_method(api, session):
    url = f"{URL}/{session.pk}"
    assert api.delete(url).status_code == 204
    before = rows()
    for answer in (api.get(url), api.put(url, FULL), api.patch(url, {}), api.delete(url)):
        assert (answer.status_code, answer.json()["code"]) == (410, "deleted")
    assert rows() == before


def test_deleting_a_session_takes_its_sets_along(api, session, new_set):
    row = new_set(session)
    api.delete(f"{URL}/{session.pk}")
    assert not Set.objects.alive().exists()
    assert api.get(f"/api/v1/sets/{row.pk}").status_code == 410


def test_another_persons_deleted_session_is_taken_and_not_told_about(api, theirs):
    delete_session(theirs, at=theirs.started_at)
    assert api.get(f"{URL}/{theirs.pk}").status_code == 404
    assert put(api, FULL, theirs.pk)[1].status_code == 409
    assert list(Session.objects.alive()) == []


@pytest.mark.parametrize("method", ["post", "put"])
def test_an_end_before_the_start_is_refused_in_a_sentence(api, method):
    url = URL if method == "post" else f"{URL}/{uuid.uuid4()}"
    answer = getattr(api, method)(url, FULL | {"finished_at": "2026-03-02T16:59:59Z"})
    assert answer.status_code == 400
    assert answer.json()["errors"] == {"finished_at": ["A session ends after it starts."]}
    assert not Session.objects.exists()


@pytest.mark.parametrize("body", [{"started_at": "2026-03-02T18:00:01Z"}, {"finished_at": "2026-03-02T16:00:00Z"}])
def test_patching_one_end_past_the_other_is_refused(api, body):
    pk, _ = put(api, FULL)
    before = rows()
    answer = api.patch(f"{URL}/{pk}", body)
    assert answer.json()["errors"] == {"finished_at": ["A session ends after it starts."]}
    assert rows() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("started_at", None),
        ("started_at", ""),
        ("started_at", "yesterday"),
        ("started_at", 1772470800),
        ("started_at", "2026-02-30T10:00:00Z"),
        ("started_at", "0001-01-01T00:00:00Z"),
        ("started_at", "0001-01-01T00:00:00+14:00"),
        ("started_at", "0001-01-01T00:00:00"),
        ("started_at", "9999-12-31T23:59:59-12:00"),
        ("started_at", "1969-12-31T23:59:59Z"),
        ("started_at", "2200-01-01T00:00:01Z"),
        ("started_at", []),
        ("finished_at", "0001-01-01T00:00:00+23:59"),
        ("finished_at", "9999-12-31T23:59:59-23:59"),
        ("finished_at", {}),
        ("title", "x" * 121),
        ("title", None),
        ("title", ["x"]),
        ("title", True),
        ("title", "a\0b"),
        ("note", "x" * 4001),
        ("note", "x" * 2**20),
        ("note", "a\0b"),
        ("note", {"a": 1}),
        ("bodyweight_kg", 19.9),
        ("bodyweight_kg", 501),
        ("bodyweight_kg", "nan"),
        ("bodyweight_kg", "Infinity"),
        ("bodyweight_kg", "-inf"),
        ("bodyweight_kg", 10**400),
        ("bodyweight_kg", "eighty"),
        ("bodyweight_kg", [80]),
    ],
)
def test_what_is_no_value_of_a_field_is_refused_by_its_name(api, field, value):
    _, answer = put(api, FULL | {field: value})
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [field]
    assert answer["Content-Type"] == "application/problem+json"
    assert not Session.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "{'title': 'x'}",
        '{"bodyweight_kg": NaN}',
        '{"bodyweight_kg": Infinity}',
        '{"bodyweight_kg": -Infinity}',
        '{"bodyweight_kg": ' + "9" * 5000 + "}",
        '{"title": "\\ud800"}',
        "[" * 100_000,
        b'{"title": "\xff"}',
        "[]",
        "null",
        '"session"',
        "5",
        "[{}]",
    ],
    ids=lambda body: repr(body[:24]),
)
def test_a_body_that_is_no_object_is_refused_in_a_problem(api, body):
    pk = uuid.uuid4()
    answer = api.generic("PUT", f"{URL}/{pk}", body, content_type="application/json")
    if body == "":  # no body at all says nothing, which is a session that starts now
        assert answer.status_code == 201
        return
    assert answer.status_code == 400
    assert answer.json()["status"] == 400
    assert len(answer.json()["detail"]) > 10
    assert not Session.objects.exists()


def test_a_body_in_another_format_is_refused_by_name(api):
    answer = api.generic("POST", URL, "title=x", content_type="application/x-www-form-urlencoded")
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
    assert not Session.objects.exists()


# --- lists ---------------------------------------------------------------------------------------------------


@pytest.fixture
def many(new_session, theirs):
    """Nine sessions of Ada's, oldest first, two of them at one instant; and Sam's in between."""
    start = theirs.started_at - timedelta(days=4)
    found = [new_session(start + timedelta(days=number)) for number in range(8)]
    return [*found, new_session(found[-1].started_at)]


def walk(api, url, link="next"):
    pages = []
    while url:
        answer = api.get(url).json()
        pages.append([row["id"] for row in answer["results"]])
        url = answer[link]
    return pages


@pytest.mark.parametrize("limit", [1, 2, 4, 9, 500])
def test_next_leads_through_everything_once_newest_first(api, many, limit):
    expected = [str(row.pk) for row in Session.objects.filter(owner=many[0].owner).newest_first()]
    pages = walk(api, f"{URL}?limit={limit}")
    assert [pk for page in pages for pk in page] == expected
    assert all(len(page) == limit for page in pages[:-1])


def test_previous_leads_back_through_everything_once(api, many):
    url = f"{URL}?limit=2"
    while True:
        answer = api.get(url).json()
        if answer["next"] is None:
            break
        url = answer["next"]
    pages = walk(api, url, "previous")
    expected = [str(row.pk) for row in Session.objects.filter(owner=many[0].owner).newest_first()]
    assert [pk for page in reversed(pages) for pk in page] == expected


def test_a_new_session_while_paging_repeats_and_skips_nothing(api, many, new_session):
    first = api.get(f"{URL}?limit=4").json()
    new_session(many[-1].started_at + timedelta(days=1))
    rest = walk(api, first["next"])
    seen = [row["id"] for row in first["results"]] + [pk for page in rest for pk in page]
    assert sorted(seen) == sorted(str(row.pk) for row in many)


def test_a_page_has_fifty_unless_asked_and_five_hundred_at_most(api, athlete):
    start = datetime(2020, 1, 1, tzinfo=UTC)
    Session.objects.bulk_create(
        Session(owner=athlete, started_at=start + timedelta(hours=number), day=start.date()) for number in range(501)
    )
    assert len(api.get(URL).json()["results"]) == 50
    assert len(api.get(f"{URL}?limit=500").json()["results"]) == 500
    assert len(api.get(f"{URL}?limit=1000000").json()["results"]) == 500


@pytest.mark.parametrize("limit", ["nonsense", "", "0", "00", "-1", "1.5", "٣", "+5"])
def test_a_limit_that_is_no_number_of_rows_is_said(api, session, limit):
    answer = api.get(URL, {"limit": limit})
    assert (answer.status_code, list(answer.json()["errors"])) == (400, ["limit"])


def test_a_list_answers_results_next_and_previous_only(api, session):
    assert set(api.get(URL).json()) == {"results", "next", "previous"}


@pytest.mark.parametrize("cursor", ["x", "cD1ub3RhZGF0ZQ==", "%C3%A4", "cD0lMDA=", "bz05OTk5OTk5OTk5OTk5OTk5OTk5"])
def test_a_tampered_cursor_is_said(api, many, cursor):
    answer = api.get(f"{URL}?cursor={cursor}")
    assert (answer.status_code, answer.json()["code"]) == (400, "bad_cursor")


def test_the_list_counts_nothing_and_costs_at_most_three_queries(device, many):
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = device.get(URL)
    assert len(answer.json()["results"]) == 9
    assert len(queries) <= 3
    assert not [query for query in queries if "COUNT(" in query["sql"].upper()]


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("from=2026-03-05", ["2026-03-05", "2026-03-05"]),
        ("to=2026-02-27", ["2026-02-27", "2026-02-26"]),
        ("from=2026-03-01&to=2026-03-02", ["2026-03-02", "2026-03-01"]),
        ("from=2027-01-01", []),
    ],
)
def test_from_and_to_filter_by_the_local_day(api, many, query, days):
    assert [row["day"] for row in api.get(f"{URL}?{query}").json()["results"]] == days


def test_finished_and_running_sessions_can_be_asked_for(api, session, new_session):
    running = new_session(session.started_at + timedelta(days=1), running=True)
    assert walk(api, f"{URL}?finished=true") == [[str(session.pk)]]
    assert walk(api, f"{URL}?finished=false") == [[str(running.pk)]]


@pytest.mark.parametrize("name", ["from", "to"])
@pytest.mark.parametrize("value", ["yesterday", "2026-02-30", "10000-01-01"])
def test_a_filter_that_is_no_date_is_refused_by_name(api, session, name, value):
    answer = api.get(f"{URL}?{name}={value}")
    assert answer.status_code == 400
    assert list(answer.json()["errors"]) == [name]


def test_deleted_sessions_and_others_are_not_in_the_list(api, session, theirs, new_session):
    delete_session(new_session(session.started_at + timedelta(days=1)), at=session.started_at)
    assert walk(api, URL) == [[str(session.pk)]]


def test_a_token_that_may_only_read_writes_nothing(reader, session):
    before = rows()
    url = f"{URL}/{session.pk}"
    for answer in (reader.post(URL, FULL), reader.put(url, FULL), reader.patch(url, FULL), reader.delete(url)):
        assert (answer.status_code, answer.json()["code"]) == (403, "read_only_token")
    assert rows() == before
    assert reader.get(url).json()["id"] == str(session.pk)


def test_a_fuzzed_body_never_breaks_the_server(api, session, odd_values):
    for field in (*WRITTEN, "day", "id", "nonsense"):
        for value in odd_values:
            body = json.dumps(FULL | {field: value})
            answer = api.generic("PUT", f"{URL}/{session.pk}", body, content_type="application/json")
            assert answer.status_code in (200, 400), (field, value)
            if answer.status_code == 400:
                assert answer.json()["errors"][field], (field, value)
            stored = Session.objects.get()
            stored.full_clean(exclude=["owner"])
