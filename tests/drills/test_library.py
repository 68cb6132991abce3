"""The drill library: what the file holds, and loading it without losing what people did."""

import re
import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from drills.domain.library import (
    LIBRARY,
    RESERVED,
    change_own_drill,
    copy_drill,
    create_own_drill,
    delete_own_drill,
    load_drills,
    own_copy,
    read_library,
    restore_own_drill,
)
from drills.models import Drill
from drills.models.drill import DrillKind, Equipment, Level, Often
from workouts.faults import Fault
from workouts.models import Exercise

ROWS = {row["slug"]: row for row in read_library()}
CHECKLIST = Path(__file__).resolve().parents[3] / "shared" / "article" / "checklist.toml"
beside_the_shared_folder = pytest.mark.skipif(not CHECKLIST.is_file(), reason="../shared is not on this machine")
ARTICLE = tomllib.loads(CHECKLIST.read_text()) if CHECKLIST.is_file() else {"drills": [], "helpers": []}


def words_of(row):
    """Return all that a row says, with whitespace folded."""
    parts = [row["name"], row["summary"], row["setup"], *row["steps"], row["benefit"], row["progression"]]
    return re.sub(r"\s+", " ", " ".join(parts))


@pytest.mark.parametrize("wanted", ARTICLE["drills"], ids=lambda wanted: wanted["key"])
def test_a_drill_says_every_fact_that_the_article_gives(wanted):
    row = ROWS[wanted["key"]]
    missed = [fact["k"] for fact in wanted["facts"] if not re.search(fact["match"], words_of(row), re.IGNORECASE)]
    assert missed == []
    assert (row["level"], row["equipment"]) == (wanted["level"], wanted["equipment"])
    assert set(wanted["helps_faults"]) <= set(row["faults"])


@pytest.mark.parametrize("wanted", ARTICLE["helpers"], ids=lambda wanted: wanted["key"])
def test_a_helper_is_a_drill_or_an_exercise_and_serves_what_it_should(wanted, library):
    slug = wanted["key"]
    assert slug in ROWS or Exercise.objects.filter(pk=slug).exists()
    faults = {ref.split(":")[1] for ref in wanted["serves"] if ref.startswith("fault:")}
    assert faults <= set(ROWS.get(slug, {"faults": []})["faults"])
    assert ROWS.get(slug, wanted).get("level") == wanted.get("level", ROWS.get(slug, {}).get("level"))


@pytest.mark.parametrize(
    ("slug", "sets", "reps", "often"),
    [
        ("dowel-hinge", 3, 15, "daily"),
        ("wall-touch-hinge", 3, 10, "as-needed"),
        ("kettlebell-deadlift", 3, 12, "training-days"),
        ("banded-hinge", 3, 15, "training-days"),
        ("romanian-deadlift-light", 3, 10, "training-days"),
    ],
)
def test_a_dose_of_the_article_is_the_drills_own(slug, sets, reps, often, drill_library):
    drill = Drill.objects.get(pk=slug)
    assert (drill.sets, drill.reps, drill.often, drill.dose_source) == (sets, reps, often, "article")


def test_the_hamstring_stretch_takes_thirty_to_sixty_seconds_a_side_every_day(drill_library):
    drill = Drill.objects.get(pk="hamstring-stretch")
    assert (drill.hold_s, drill.hold_max_s, drill.per_side, drill.often) == (30, 60, True, "daily")
    assert (drill.measure, drill.dose_source) == ("time", "article")


def test_a_dose_that_the_article_leaves_open_is_marked_as_ours():
    said = {slug for slug, row in ROWS.items() if row["dose_source"] == "article"}
    assert said == {
        "dowel-hinge",
        "wall-touch-hinge",
        "kettlebell-deadlift",
        "banded-hinge",
        "romanian-deadlift-light",
        "hamstring-stretch",
    }


@pytest.mark.parametrize("slug", ROWS)
def test_a_row_is_complete_and_uses_known_words(slug):
    row = ROWS[slug]
    assert row["setup"] and len(row["steps"]) >= 3 and row["benefit"] and row["progression"]
    assert row["kind"] in DrillKind.values and row["level"] in Level.values and row["often"] in Often.values
    assert set(row["equipment"]) <= set(Equipment.values) and set(row["faults"]) <= set(Fault.values)
    assert len(row["summary"]) <= 110 and slug not in RESERVED
    for field in Drill._meta.fields:
        if field.name in row and field.max_length:
            assert len(str(row[field.name])) <= field.max_length, field.name


def test_the_article_says_none_of_it_in_these_words():
    article = CHECKLIST.parent / "hip-hinge-technique.txt"
    if not article.is_file():
        pytest.skip("../shared is not on this machine")
    theirs = {" ".join(run) for run in runs_of_eight(article.read_text())}
    assert [run for row in ROWS.values() for run in map(" ".join, runs_of_eight(words_of(row))) if run in theirs] == []


def runs_of_eight(text):
    words = re.findall(r"[a-z0-9]+", text.lower())
    return zip(*(words[start:] for start in range(8)), strict=False)


def test_loading_adds_all_rows_once_and_says_so(library):
    told = StringIO()
    call_command("load_drills", stdout=told)
    assert told.getvalue().strip() == f"Drill library: {len(ROWS)} added, 0 updated."
    told = StringIO()
    call_command("load_drills", stdout=told)
    assert told.getvalue() == "" and Drill.objects.count() == len(ROWS)


def test_a_drill_leads_to_the_same_movement_as_planned_work(drill_library):
    led = dict(Drill.objects.exclude(exercise=None).values_list("slug", "exercise"))
    assert led["kettlebell-deadlift"] == "kettlebell-deadlift"
    assert led["romanian-deadlift-light"] == "romanian-deadlift"
    assert {slug for slug in ROWS if Exercise.objects.filter(pk=slug).exists()} <= set(led)


def test_an_edit_of_a_library_row_survives_the_next_load(drill_library, tmp_path):
    Drill.objects.filter(pk="dowel-hinge").update(setup="As my physio says.")
    path = tmp_path / "drills.toml"
    path.write_text(
        LIBRARY.read_text().replace("Lay a dowel along", "Put a stick along").replace("reps = 15", "reps = 16")
    )
    loaded = load_drills(path)
    drill = Drill.objects.get(pk="dowel-hinge")
    assert loaded.updated == 2  # the banded hinge has 15 reps too
    assert (drill.setup, drill.reps) == ("As my physio says.", 16)


def test_a_drill_made_under_an_id_before_the_library_had_it_stays_its_owners(athlete, library):
    create_own_drill(owner=athlete, slug="bird-dog", name="My bird dog", reps=5)
    load_drills()
    drill = Drill.objects.get(pk="bird-dog")
    assert (drill.owner, drill.name, drill.reps) == (athlete, "My bird dog", 5)


def test_a_copy_is_the_persons_own_and_the_next_load_leaves_its_edits(athlete, drill_library):
    mine = copy_drill(Drill.objects.get(pk="dowel-hinge"), owner=athlete)
    change_own_drill(mine, reps=8, setup="With a broom.")
    load_drills()
    kept, theirs = Drill.objects.get(pk=mine.pk), Drill.objects.get(pk="dowel-hinge")
    assert (kept.reps, kept.setup, kept.copy_of, kept.figure) == (8, "With a broom.", "dowel-hinge", "dowel-hinge")
    assert (theirs.reps, theirs.owner) == (15, None)


def test_a_second_copy_is_the_first_one(athlete, stranger, drill_library):
    drill = Drill.objects.get(pk="dowel-hinge")
    mine = copy_drill(drill, owner=athlete)
    assert copy_drill(drill, owner=athlete) == copy_drill(mine, owner=athlete) == mine
    assert own_copy("dowel-hinge", owner=stranger) is None


def test_own_drills_take_ids_that_no_page_and_no_other_drill_has(athlete, drill_library):
    slugs = [create_own_drill(owner=athlete, name=name, reps=5).slug for name in ("Logs", "Dowel hinge", "Dowel hinge")]
    assert slugs == ["logs-2", "dowel-hinge-2", "dowel-hinge-3"]


def test_each_write_of_an_own_drill_takes_a_new_version(athlete):
    drill = create_own_drill(owner=athlete, name="Towel hinge", reps=5)
    versions = [drill.v]
    versions.append(change_own_drill(drill, reps=6).v)
    versions.append(delete_own_drill(drill, at=drill.created_at).v)
    assert not Drill.objects.available_to(athlete).filter(pk=drill.pk).exists()
    versions.append(restore_own_drill(drill).v)
    assert versions == sorted(set(versions))
    assert Drill.objects.available_to(athlete).get(pk=drill.pk).reps == 6


def test_others_do_not_see_an_own_drill(athlete, stranger):
    drill = create_own_drill(owner=athlete, name="Towel hinge", reps=5)
    assert list(Drill.objects.available_to(stranger)) == []
    assert list(Drill.objects.available_to(athlete)) == [drill]
