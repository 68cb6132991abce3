"""Pages of faults and their API: what is seen, why, and links that lead on."""

import html

import pytest

from cues.domain.faults import faults


def shown(page, path):
    return html.unescape(" ".join(page.get(path).content.decode().split()))


def test_all_faults_are_listed_with_a_way_in(page):
    text = shown(page, "/faults")
    for fault in faults().values():
        assert f'href="/faults/{fault.code}"' in text
        assert fault.title in text


@pytest.mark.parametrize("code", list(faults()))
def test_a_fault_says_why_and_every_fix_is_a_link(cue_library, page, code):
    fault, text = faults()[code], shown(page, f"/faults/{code}")
    assert fault.what in text
    assert all(cause.text in text for cause in fault.causes)
    for fix in fault.fixes:
        line = text.partition(fix.text)[0].rpartition('<a class="line" href="')[2]
        kind, _, slug = fix.to.partition(":")
        assert line.startswith("/")
        assert slug in line.partition('"')[0], kind
    for cue in fault.cues:
        assert f'href="/cues/{cue}"' in text
    for other in fault.related:
        assert f'href="/faults/{other}"' in text


def test_what_is_ours_is_marked_as_ours(cue_library, page):
    assert "These causes and fixes are ours" in shown(page, "/faults/bar-drift")
    assert "These causes and fixes are ours" not in shown(page, "/faults/rounded-back")


def test_own_cues_against_it_come_first_and_others_never(cue_library, page, new_cue, stranger):
    new_cue("zip up the jacket")
    new_cue("sam's secret", owner=stranger)
    text = shown(page, "/faults/rounded-back")
    assert 0 < text.index("Zip up the jacket") < text.index("Maintain neutral spine")
    assert "secret" not in text.lower()


def test_a_code_that_is_none_is_not_there(page, api):
    assert page.get("/faults/clumsy").status_code == 404
    assert api.get("/api/v1/faults/clumsy").json()["code"] == "not_found"


def test_the_api_lists_them_all_and_names_the_pages_of_fixes(api):
    rows = api.get("/api/v1/faults").json()["results"]
    assert [row["id"] for row in rows] == list(faults())
    one = api.get("/api/v1/faults/squatting")
    assert one.json() == rows[1]
    film = next(fix for fix in one.json()["fixes"] if fix["key"] == "film")
    assert (film["to"], film["url"]) == ("learn:filming", "/learn/filming")
    assert api.get("/api/v1/faults/squatting", headers={"If-None-Match": one["ETag"]}).status_code == 304


def test_faults_are_only_read(api):
    assert api.put("/api/v1/faults/squatting", {}, format="json").status_code == 405
    assert api.post("/api/v1/faults", {}, format="json").status_code == 405
    assert faults()["squatting"].title
