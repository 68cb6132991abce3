"""The built-in programme, and what becomes of edits when it is loaded again."""

import tomllib

import pytest

from drills.domain.library import load_drills
from drills.domain.programme_library import LIBRARY, load_programmes, phase_rows
from drills.domain.programmes import copy_programme, create_programme, save_programme
from drills.models import Phase, PhaseItem, Programme

DOSES = {
    ("pattern", "dowel-hinge"): (3, 15, "daily"),
    ("pattern", "wall-touch-hinge"): (3, 10, "daily"),
    ("light", "kettlebell-deadlift"): (3, 12, ""),
    ("light", "banded-hinge"): (3, 15, "training-days"),
    ("light", "romanian-deadlift"): (3, 10, ""),
    ("progressive", "romanian-deadlift"): (4, 8, ""),
    ("progressive", "deadlift"): (3, 5, ""),
}


@pytest.fixture
def changed(tmp_path):
    """Return a function that loads the library's file with something in it changed."""

    def load(old, new):
        text = LIBRARY.read_text()
        assert old in text
        path = tmp_path / "programmes.toml"
        path.write_text(text.replace(old, new))
        return load_programmes(path)

    return load


def test_every_dose_that_is_given_is_there_and_not_marked_as_ours(hinge):
    rows = {(item.phase.key, item.drill_id or item.exercise_id): item for item in PhaseItem.objects.filter(ours=False)}
    assert {key: (rows[key].sets, rows[key].reps, rows[key].when) for key in DOSES} == DOSES
    assert set(rows) == set(DOSES)


def test_phases_have_their_weeks_gates_and_loads_that_rise(hinge):
    rows = list(hinge.phases.values_list("key", "weeks", "most_weeks", "gates"))
    assert rows == [
        ("pattern", 2, 4, ["dowel-20"]),
        ("light", 2, None, []),
        ("progressive", 2, 4, ["technique-held"]),
        ("strength", None, None, []),
    ]
    rising = PhaseItem.objects.filter(phase__key="progressive", rises=True).values_list("exercise", flat=True)
    assert list(rising) == ["romanian-deadlift"]


def test_strength_keeps_unloaded_hinges_in_the_warm_up_and_adds_explosive_work(hinge):
    items = PhaseItem.objects.filter(phase__key="strength")
    assert set(items.filter(when="warm-up").values_list("drill", flat=True)) == {"dowel-hinge", "bodyweight-hinge"}
    assert {"kettlebell-swing", "box-jump", "deadlift"} <= set(items.values_list("exercise", flat=True))


def test_loading_again_writes_nothing(hinge):
    before = list(Phase.objects.values_list("pk", flat=True))
    assert (load_programmes().added, load_programmes().updated) == (0, 0)
    assert list(Phase.objects.values_list("pk", flat=True)) == before


def test_a_new_file_brings_its_phases(hinge, changed):
    assert changed("sets = 4\nreps = 8", "sets = 5\nreps = 8").updated == 1
    assert PhaseItem.objects.get(phase__key="progressive", rises=True).sets == 5


def test_an_own_copy_stays_as_it_was_edited(hinge, changed, athlete):
    twin = copy_programme(hinge, owner=athlete)
    rows = phase_rows(twin)
    rows[0]["items"][0]["reps"] = 7
    save_programme(twin, phases=rows[:2])
    changed("sets = 4\nreps = 8", "sets = 5\nreps = 8")
    kept = phase_rows(Programme.objects.get(pk=twin.pk))
    assert ([row["key"] for row in kept], kept[0]["items"][0]["reps"]) == (["pattern", "light"], 7)


def test_library_phases_that_somebody_edited_stay(hinge, changed):
    PhaseItem.objects.filter(phase__key="pattern", drill="dowel-hinge").update(reps=20)
    hinge.title = "Our gym's path"
    hinge.save()
    changed("sets = 4\nreps = 8", "sets = 5\nreps = 8")
    assert PhaseItem.objects.get(phase__key="pattern", drill="dowel-hinge").reps == 20
    assert Programme.objects.get(pk="hip-hinge").title == "Our gym's path"


def test_what_a_person_has_under_the_librarys_id_is_left_to_them(library, athlete):

    load_drills()
    create_programme(owner=athlete, slug="hip-hinge", title="Mine")
    load_programmes()
    mine = Programme.objects.get(pk="hip-hinge")
    assert (mine.title, mine.phases.get().key) == ("Mine", "phase-1")


def test_the_file_names_no_slug_twice():
    rows = tomllib.loads(LIBRARY.read_text())["programme"]
    assert len({row["slug"] for row in rows}) == len(rows)
    for row in rows:
        keys = [phase["key"] for phase in row["phases"]]
        assert len(set(keys)) == len(keys)
