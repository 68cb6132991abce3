"""Pages of drills: the library, one drill, own ones, copies."""

import re
import tomllib

import pytest

from cues.domain.faults import faults
from drills.domain.library import copy_drill, create_own_drill
from drills.models import Drill
from tests.drills.test_library import ARTICLE, CHECKLIST
from tests.drills.words import text

OWN = {
    "name": "Towel hinge", "kind": "hinge", "level": "bodyweight", "measure": "reps", "sets": "2", "reps": "8",
    "often": "daily", "steps": "Hold a towel.\n\n Hinge. ", "equipment": ["wall"], "faults": ["squatting"],
}  # fmt: skip


def test_the_library_is_grouped_by_what_it_is_for_and_how_much_it_asks(page, drill_library):
    groups = page.get("/drills/library").context["kinds"]
    assert [group["name"] for group in groups] == ["Hinge practice", "Strength accessory", "Mobility"]
    assert [level["name"] for level in groups[1]["levels"]] == ["Bodyweight", "Loaded", "Explosive"]
    assert [drill.slug for drill, _ in groups[0]["levels"][0]["drills"]][:2] == ["wall-touch-hinge", "dowel-hinge"]
    said = text(page.get("/drills/library"))
    assert "Dowel hip hinge 3 × 15 · daily" in said and "Hamstring stretch 1 × 30–60 s a side · daily" in said


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?search=STICK", ["dowel-hinge"]),
        ("?kind=mobility", ["hamstring-stretch", "hip-flexor-stretch", "ninety-ninety-hip-stretch"]),
        ("?search=stretch+hip&kind=mobility", ["hip-flexor-stretch", "ninety-ninety-hip-stretch"]),
        ("?search=%00", []),
        ("?search=zumba", []),
    ],
)
def test_a_search_narrows_the_library(page, drill_library, query, found):
    kinds = page.get(f"/drills/library{query}").context["kinds"]
    shown = [drill.slug for kind in kinds for level in kind["levels"] for drill, _ in level["drills"]]
    assert shown == found or query == "?search=%00"


def test_a_search_without_a_hit_offers_an_own_drill_of_that_name(page, drill_library):
    answer = page.get("/drills/library?search=zumba")
    assert "No drill of that name" in text(answer) and 'href="/drills/new?name=zumba"' in answer.text


def test_the_library_and_own_drills_are_found_and_others_are_not(page, athlete, stranger, drill_library):
    create_own_drill(owner=athlete, name="Ada's towel", reps=5)
    create_own_drill(owner=stranger, name="Sam's secret", reps=5)
    said = text(page.get("/drills/library"))
    assert "Ada's towel own" in said and "Sam's" not in said
    assert page.get("/drills/sams-secret").status_code == 404


@pytest.mark.parametrize("wanted", ARTICLE["drills"], ids=lambda wanted: wanted["key"])
def test_the_page_of_a_drill_says_every_fact_of_the_article(page, drill_library, wanted):
    said = text(page.get(f"/drills/{wanted['key']}"))
    assert [fact["k"] for fact in wanted["facts"] if not re.search(fact["match"], said, re.IGNORECASE)] == []


def test_every_dose_of_the_article_that_is_a_drills_own_stands_on_its_page(page, drill_library):
    if not CHECKLIST.is_file():
        pytest.skip("../shared is not on this machine")
    doses = {
        dose["key"].split("/")[1]: dose for dose in tomllib.loads(CHECKLIST.read_text())["doses"] if "reps" in dose
    }
    for slug in ("dowel-hinge", "wall-touch-hinge", "kettlebell-deadlift", "banded-hinge"):
        said = text(page.get(f"/drills/{slug}"))
        assert f"Dose {doses[slug]['sets']} × {doses[slug]['reps']}" in said and "our dose" not in said


def test_a_dose_of_ours_is_marked(page, drill_library):
    assert "2 × 10 our dose" in text(page.get("/drills/toes-up-hinge"))
    assert "How often When you want to ours" in text(page.get("/drills/wall-touch-hinge"))
    assert "How often Daily Equipment" in text(page.get("/drills/dowel-hinge"))


def test_the_page_links_faults_the_exercise_and_the_gate(page, drill_library):
    links = re.findall(r'href="([^"]+)"', page.get("/drills/kettlebell-deadlift").text)
    assert {"/faults/squatting", "/faults/rounded-back", "/exercises/kettlebell-deadlift"} <= set(links)
    assert "/gates/dowel-20" in page.get("/drills/dowel-hinge").text


def test_the_page_of_a_fault_shows_the_drills_that_help_own_ones_too(page, athlete, drill_library):
    create_own_drill(owner=athlete, name="Heel hinge", reps=5, faults=["weight-on-toes"])
    said = text(page.get("/faults/weight-on-toes"))
    assert said.index("Drills that help") < said.index("Toes-up hinge") < said.index("Heel hinge own")
    assert "Box jump" not in said


def test_drills_and_faults_name_each_other(drill_library):
    for code, fault in faults().items():
        helping = {drill.slug for drill in Drill.objects.all() if code in drill.faults}
        assert set(fault.drills) == helping, code


def test_an_own_drill_is_made_and_its_page_opens(page, athlete, library):
    answer = page.post("/drills/new", OWN)
    drill = Drill.objects.get()
    assert answer["Location"] == "/drills/towel-hinge"
    assert (drill.owner, drill.steps, drill.reps, drill.v) == (athlete, ["Hold a towel.", "Hinge."], 8, 1)
    said = text(page.get("/drills/towel-hinge"))
    assert "2 × 8" in said and "our dose" not in said and "Wall" in said


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"name": ""}, "Give the drill a name."),
        ({"sets": ""}, "Enter how many sets."),
        ({"reps": ""}, "Enter how many reps."),
        ({"measure": "time"}, "Enter how many seconds."),
        ({"sets": "0"}, "between 1 and 50"),
        ({"steps": "x\n" * 13}, "At most 12 steps"),
        ({"faults": ["laziness"]}, "laziness"),
    ],
)
def test_a_drill_that_makes_no_sense_is_refused_and_nothing_is_lost(page, body, said):
    answer = page.post("/drills/new", OWN | {"benefit": "my words"} | body)
    assert answer.status_code == 400 and said in text(answer) and "my words" in text(answer)
    assert not Drill.objects.exists()


def test_a_library_drill_is_made_ones_own_and_changed_there(page, athlete, drill_library):
    answer = page.post("/drills/hamstring-stretch/copy")
    assert answer["Location"] == "/drills/hamstring-stretch-mine/edit"
    form = page.get(answer["Location"]).context["form"]
    body = {name: value for name in form.fields if (value := form[name].value())}
    page.post(answer["Location"], body | {"hold_s": "45", "name": "My stretch"})
    mine, theirs = Drill.objects.get(pk="hamstring-stretch-mine"), Drill.objects.get(pk="hamstring-stretch")
    assert (mine.hold_s, mine.hold_max_s, mine.name, mine.copy_of) == (45, 60, "My stretch", "hamstring-stretch")
    assert (theirs.hold_s, theirs.owner) == (30, None)
    assert "Your own version: My stretch" in text(page.get("/drills/hamstring-stretch"))
    assert "Copy of Hamstring stretch" in text(page.get(f"/drills/{mine.slug}"))


def test_the_library_is_not_changed_by_anybody(page, drill_library):
    assert page.get("/drills/dowel-hinge/edit").status_code == 404
    assert page.post("/drills/dowel-hinge/delete").status_code == 404
    assert Drill.objects.get(pk="dowel-hinge").deleted_at is None


def test_a_deleted_drill_keeps_what_was_logged_and_comes_back(page, athlete, own_drill, new_log):
    new_log(20, drill=own_drill)
    answer = page.post("/drills/towel-hinge/delete", follow=True)
    assert "Towel hinge deleted. What you logged of it stays." in text(answer)
    assert page.get("/drills/towel-hinge").status_code == 404
    assert "Towel hinge 20 reps" in text(page.get("/drills/logs"))
    assert page.post("/drills/towel-hinge/restore")["Location"] == "/drills/towel-hinge"
    assert page.get("/drills/towel-hinge").status_code == 200


def test_an_own_drill_is_nobody_elses(client, stranger, athlete, drill_library):
    mine = copy_drill(Drill.objects.get(pk="dowel-hinge"), owner=athlete)
    client.force_login(stranger)
    for path in ("", "/log", "/edit"):
        assert client.get(f"/drills/{mine.slug}{path}").status_code == 404
    for path in ("/copy", "/delete", "/log"):
        assert client.post(f"/drills/{mine.slug}{path}", {"reps": "5"}).status_code == 404


def test_the_library_costs_the_same_however_many_drills_there_are(
    page, athlete, drill_library, django_assert_max_num_queries
):
    for number in range(20):
        create_own_drill(owner=athlete, name=f"Drill {number}", reps=5)
    with django_assert_max_num_queries(4):
        page.get("/drills/library")


def test_a_search_of_very_many_words_is_answered(page, api, own_drill):
    words = "towel " * 1500
    assert "Towel hinge" in text(page.get("/drills/library", {"search": words}))
    assert [row["id"] for row in api.get("/api/v1/drills", {"search": words}).json()["results"]] == ["towel-hinge"]
