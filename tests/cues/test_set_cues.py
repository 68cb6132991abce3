"""Cues that were in mind in a set: over the API, and by a form without scripts."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.versions import version_of
from cues.domain.attachments import attach
from cues.domain.cues import delete_cue
from cues.domain.set_cues import save_set_cues
from cues.models import SetCues
from tests.workouts.conftest import MONDAY
from workouts.domain.sessions import delete_session
from workouts.domain.sets import delete_set, save_set
from workouts.models import Set


@pytest.fixture
def row(session, new_set):
    """A set of Ada's."""
    return new_set(session)


@pytest.fixture
def tight(new_cue):
    """A cue of Ada's."""
    return new_cue("stay tight", slug="tight")


@pytest.fixture
def loose(new_cue):
    """Another."""
    return new_cue("stay loose", slug="loose")


def path(row):
    return f"/api/v1/sets/{row.pk}/cues"


def cues_of_sets(owner, session):
    """Return what is ticked off for each set of a session, where there is anything."""
    rows = SetCues.objects.filter(owner=owner, set__session=session).values_list("set", "cues")
    return {pk: cues for pk, cues in rows if cues}


def put(api, row, *cues):
    return api.put(path(row), {"cues": list(cues)}, format="json")


# --- over the API ---------------------------------------------------------------------------------------------


def test_nothing_is_ticked_off_at_first(api, row):
    assert api.get(path(row)).json() == {"id": str(row.pk), "cues": []}


def test_what_is_ticked_off_is_stored_in_its_order_each_once(api, athlete, session, row, tight, loose):
    assert put(api, row, "loose", "tight", "loose").json() == {"id": str(row.pk), "cues": ["loose", "tight"]}
    assert api.get(path(row)).json()["cues"] == ["loose", "tight"]
    assert cues_of_sets(athlete, session) == {row.pk: ["loose", "tight"]}


def test_a_second_put_replaces_and_an_empty_one_takes_all_off(api, athlete, session, row, tight, loose):
    tags = [put(api, row, *cues)["ETag"] for cues in (["tight"], ["loose"], [])]
    assert cues_of_sets(athlete, session) == {}
    assert SetCues.objects.get().cues == []  # a device hears of it
    assert len(set(tags)) == 3
    assert tags[-1] == f'"{version_of(athlete.pk)}-{athlete.pk}"'


def test_a_tag_guards_against_another_device(api, row, tight, loose):
    old = put(api, row, "tight")["ETag"]
    put(api, row, "loose")
    refused = api.put(path(row), {"cues": []}, format="json", headers={"If-Match": old})
    assert refused.json()["code"] == "changed_meanwhile"
    assert api.get(path(row)).json()["cues"] == ["loose"]
    assert api.get(path(row), headers={"If-None-Match": api.get(path(row))["ETag"]}).status_code == 304


def test_a_cue_that_was_deleted_meanwhile_can_still_be_ticked_off(api, athlete, session, row, tight):
    delete_cue(tight, at=MONDAY)
    assert put(api, row, "tight").status_code == 200
    assert cues_of_sets(athlete, session) == {row.pk: ["tight"]}


def test_of_a_deleted_set_what_was_ticked_off_is_gone_until_the_set_is_back(api, row, tight):
    put(api, row, "tight")
    delete_set(row, at=MONDAY)
    for answer in (api.get(path(row)), put(api, row)):
        assert (answer.status_code, answer.json()["code"]) == (410, "deleted")
    api.post(f"/api/v1/sets/{row.pk}/restore")
    assert api.get(path(row)).json()["cues"] == ["tight"]


def test_an_unknown_cue_and_somebody_elses_are_the_same_404(api, row, tight, new_cue, stranger):
    new_cue("sam's", owner=stranger, slug="sams")
    for slug in ("sams", "no-such-cue"):
        answer = put(api, row, "tight", slug)
        assert (answer.status_code, list(answer.json()["errors"])) == (404, ["cues"])
        assert slug in answer.json()["detail"]
    assert not SetCues.objects.exists()


@pytest.mark.parametrize(
    "cues", [None, "tight", [1], [None], ["a\0b"], [["tight"]], {"tight": 1}, ["x" * 81], ["tight"] * 21, [""]]
)
def test_what_is_no_list_of_ids_is_refused(api, row, tight, cues):
    answer = api.put(path(row), {"cues": cues}, format="json")
    assert answer.status_code == 400
    assert any(name.startswith("cues") for name in answer.json()["errors"])
    assert not SetCues.objects.exists()


def test_somebody_elses_set_and_a_deleted_one_are_not_there(api, theirs, new_set, session, row, tight):
    other = new_set(theirs)
    delete_set(row, at=MONDAY)
    gone = new_set(session)
    delete_session(session, at=MONDAY)
    for one, status in ((other.pk, 404), (row.pk, 410), (gone.pk, 410), (uuid.uuid4(), 404)):
        assert api.put(f"/api/v1/sets/{one}/cues", {"cues": ["tight"]}, format="json").status_code == status
    assert not SetCues.objects.exists()


def test_a_device_hears_of_it(api, row, tight):
    cursor = api.get("/api/v1/changes").json()["cursor"]
    put(api, row, "tight")
    changes = api.get(f"/api/v1/changes?cursor={cursor}").json()["results"]
    assert [(one["kind"], one["id"], one["row"]["cues"]) for one in changes] == [("set-cues", str(row.pk), ["tight"])]


def test_reading_on_in_the_middle_of_one_version_works_for_this_kind_too(api, athlete, session, new_set, tight):
    rows = [new_set(session) for _ in range(3)]
    SetCues.objects.bulk_create(SetCues(set=row, owner=athlete, cues=["tight"], v=1) for row in rows)
    found, cursor = [], ""
    for _ in range(40):
        page = api.get(f"/api/v1/changes?limit=1&cursor={cursor}").json()
        found += [one["id"] for one in page["results"] if one["kind"] == "set-cues"]
        cursor = page["cursor"]
        if not page["next"]:
            break
    assert sorted(found) == sorted(str(row.pk) for row in rows)


# --- by a form ------------------------------------------------------------------------------------------------


def test_a_form_stores_it_and_leads_back_to_the_set(page, athlete, session, row, tight):
    answer = page.post(f"/sets/{row.pk}/cues", {"cues": ["tight"]})
    assert answer["Location"] == f"/sessions/{session.pk}#set-{row.pk}"
    assert cues_of_sets(athlete, session) == {row.pk: ["tight"]}
    page.post(f"/sets/{row.pk}/cues", {})
    assert cues_of_sets(athlete, session) == {}


def test_it_leads_to_the_page_that_it_stood_on_but_never_to_another_site(page, row, tight):
    form = {"cues": ["tight"]}
    assert page.post(f"/sets/{row.pk}/cues", form | {"next": "/sessions/log"})["Location"] == "/sessions/log"
    for elsewhere in ("https://evil.example/", "//evil.example/x", "javascript:alert(1)"):
        assert "evil" not in page.post(f"/sets/{row.pk}/cues", form | {"next": elsewhere})["Location"]
        assert "script" not in page.post(f"/sets/{row.pk}/cues", form | {"next": elsewhere})["Location"]


def test_a_cue_that_is_not_there_is_refused_with_a_sentence_and_nothing_is_lost(page, athlete, session, row, tight):
    answer = page.post(f"/sets/{row.pk}/cues", {"cues": ["tight", "no-such"]})
    assert answer.status_code == 400
    assert "There is no such cue." in answer.content.decode()
    assert 'value="tight" autocomplete="off" checked' in answer.content.decode()
    assert cues_of_sets(athlete, session) == {}


def test_the_page_offers_all_cues_with_those_of_the_exercise_first(cue_library, page, athlete, new_session):

    row = Set.objects.create(owner=athlete, session=new_session(), exercise_id="deadlift", reps=5, performed_at=MONDAY)
    save_set_cues(row, cues=["bar-close"])
    shown = page.get(f"/sets/{row.pk}/cues").content.decode()
    values = [part.split('"')[0] for part in shown.split('name="cues" value="')[1:]]
    assert len(values) == 21
    assert 'value="bar-close" autocomplete="off" checked' in shown


def test_the_page_of_a_set_shows_its_cues_and_what_was_ticked(page, lifts, athlete, row, tight, loose):

    attach(owner=athlete, cue=tight, exercise=lifts["deadlift"])
    save_set_cues(row, cues=["loose"])
    shown = page.get(f"/sets/{row.pk}").content.decode()
    assert 'value="tight" autocomplete="off">' in shown
    assert 'value="loose" autocomplete="off" checked>' in shown  # not on the exercise, and not lost by a save


def test_a_device_hears_that_it_goes_and_comes_back_with_its_set(api, session, row, tight):
    put(api, row, "tight")
    cursor = api.get("/api/v1/changes").json()["cursor"]
    for path in (f"/api/v1/sets/{row.pk}", f"/api/v1/sessions/{session.pk}"):
        api.delete(path)
        gone = api.get(f"/api/v1/changes?cursor={cursor}").json()
        assert [one["row"] for one in gone["results"] if one["kind"] == "set-cues"] == [None]
        api.post(f"{path}/restore")
        back = api.get(f"/api/v1/changes?cursor={gone['cursor']}").json()
        assert [one["row"]["cues"] for one in back["results"] if one["kind"] == "set-cues"] == [["tight"]]
        cursor = back["cursor"]


def test_a_set_that_only_changes_costs_no_query_for_its_cues(athlete, row, tight):
    v = save_set_cues(row, cues=["tight"]).v
    row.reps = 8
    with CaptureQueriesContext(connection) as queries:
        save_set(row)
    assert not [query for query in queries if "cues_setcues" in query["sql"]]
    assert SetCues.objects.get().v == v < row.v
