"""The exercise library: what the file holds, and loading it without losing what people did."""

import tomllib
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from workouts.domain import library as domain
from workouts.domain.library import LIBRARY, create_own_exercise, find_exercise, load_library
from workouts.models import Exercise, ExerciseMuscle
from workouts.models.exercise import Equipment, LoadKind, Measure, Muscle, Pattern

ROWS = tomllib.loads(LIBRARY.read_text())["exercise"]
SHARED = Path(__file__).resolve().parents[3] / "shared"
# Entries of the checklist and of the labels that are drills or stretches, which come with the drills.
DRILLS = {
    "hamstring-stretch",
    "hip-flexor-stretch",
    "ninety-ninety-hip-stretch",
    "toes-up-hinge",
    "bodyweight-hinge",
    "hip-hinge-drill",
    "dowel-hip-hinge",
}
beside_the_shared_folder = pytest.mark.skipif(not SHARED.is_dir(), reason="../shared is not on this machine")


@pytest.fixture
def toml(tmp_path):
    """Return a function that writes a library of some rows, and gives its path."""

    def write(*rows):
        lines = []
        for row in rows:
            lines.append("[[exercise]]")
            for key, value in row.items():
                lines.append(f"{key} = {str(value).lower() if isinstance(value, bool) else repr(value)}")
        path = tmp_path / "exercises.toml"
        path.write_text("\n".join(lines))
        return path

    return write


def test_the_library_holds_at_least_45_exercises(library):
    assert Exercise.objects.count() == len(ROWS) >= 45


@pytest.mark.parametrize("slug", ["deadlift", "romanian-deadlift", "kettlebell-swing", "good-morning"])
def test_the_four_hinge_lifts_of_the_article_are_hinges(library, slug):
    assert Exercise.objects.get(pk=slug).pattern == "hinge"


@pytest.mark.parametrize(
    "name",
    [
        "deadlift",
        "romanian-deadlift",
        "kettlebell-deadlift",
        "kettlebell-swing",
        "good-morning",
        "goblet-squat",
        "bodyweight-squat",
    ],
)
def test_a_name_that_the_analysis_uses_is_an_exercise(library, athlete, name):
    assert find_exercise(name, user=athlete).pk == name


@beside_the_shared_folder
def test_every_exercise_that_the_labelled_clips_show_is_known(library, athlete):
    labels = tomllib.loads((SHARED / "videos" / "labels.toml").read_text())["clip"]
    names = {label["exercise"] for label in labels} - DRILLS
    assert names
    assert [name for name in sorted(names) if find_exercise(name, user=athlete) is None] == []


@beside_the_shared_folder
def test_every_exercise_and_helper_of_the_checklist_is_known(library, athlete):
    checklist = tomllib.loads((SHARED / "article" / "checklist.toml").read_text())
    keys = {row["key"] for part in ("exercises", "helpers") for row in checklist[part]} - DRILLS
    assert len(keys) > 10
    assert [key for key in sorted(keys) if find_exercise(key, user=athlete) is None] == []


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("pattern", Pattern.values),
        ("equipment", Equipment.values),
        ("load", LoadKind.values),
        ("measure", Measure.values),
        ("unilateral", [True, False]),
        ("rest_s", range(3601)),
    ],
)
def test_every_value_of_the_file_is_known(key, known):
    assert [row["slug"] for row in ROWS if row[key] not in known] == []


def test_every_muscle_of_the_file_is_known_and_named_once():
    for row in ROWS:
        muscles = row["primary"] + row["secondary"]
        assert set(muscles) <= set(Muscle.values), row["slug"]
        assert len(set(muscles)) == len(muscles), row["slug"]
        assert row["primary"], row["slug"]


def test_every_row_of_the_file_has_the_same_keys():
    assert {tuple(sorted(row)) for row in ROWS} == {
        tuple(sorted({"slug", "primary", "secondary", *domain.PLAIN_FIELDS}))
    }


def test_no_name_slug_or_alias_leads_to_two_exercises():
    leads: dict[str, str] = {}
    for row in ROWS:
        for name in {row["slug"].replace("-", " "), row["name"].lower(), *row["aliases"]}:
            assert leads.setdefault(name.replace("-", " "), row["slug"]) == row["slug"], name


def test_every_text_fits_its_column(db):
    for row in ROWS:
        fields = {name: row[name] for name in ("slug", *domain.PLAIN_FIELDS)}
        Exercise(**fields).full_clean(validate_unique=False, validate_constraints=False)


def test_every_summary_is_one_short_sentence():
    for row in ROWS:
        assert row["summary"].endswith("."), row["slug"]
        assert len(row["summary"]) <= 110, row["slug"]


def test_every_alias_is_lower_case_and_finds_its_exercise(library, athlete):
    for row in ROWS:
        for alias in row["aliases"]:
            assert alias == alias.lower()
            assert find_exercise(alias, user=athlete).pk == row["slug"], alias


def test_loading_fills_rows_with_their_muscles(library):
    row = next(row for row in ROWS if row["slug"] == "romanian-deadlift")
    exercise = Exercise.objects.get(pk="romanian-deadlift")
    assert {name: getattr(exercise, name) for name in domain.PLAIN_FIELDS} == {
        name: row[name] for name in domain.PLAIN_FIELDS
    }
    for role in ("primary", "secondary"):
        assert set(exercise.muscles.filter(role=role).values_list("muscle", flat=True)) == set(row[role])


def everything():
    return list(Exercise.objects.order_by("pk").values()), list(ExerciseMuscle.objects.order_by("pk").values())


def test_loading_twice_changes_nothing(library):
    before = everything()
    loaded = load_library()
    assert (loaded.added, loaded.updated, loaded.unchanged) == (0, 0, len(ROWS))
    assert everything() == before


def test_the_command_says_what_it_added_and_is_quiet_when_there_is_nothing(db):
    first, second = StringIO(), StringIO()
    call_command("load_exercises", stdout=first)
    call_command("load_exercises", stdout=second)
    assert first.getvalue() == f"Exercise library: {len(ROWS)} added, 0 updated.\n"
    assert second.getvalue() == ""


def test_a_newer_file_updates_what_nobody_edited(library, toml):
    newer = ROWS[0] | {"summary": "A newer sentence.", "rest_s": 200, "primary": ["glutes"], "secondary": []}
    loaded = load_library(toml(newer))
    exercise = Exercise.objects.get(pk=newer["slug"])
    assert (loaded.added, loaded.updated) == (0, 1)
    assert (exercise.summary, exercise.rest_s) == ("A newer sentence.", 200)
    assert list(exercise.muscles.values_list("muscle", "role")) == [("glutes", "primary")]


def test_a_persons_edit_survives_a_newer_file(library, toml):
    slug = ROWS[0]["slug"]
    Exercise.objects.filter(pk=slug).update(summary="As we do it here.")
    load_library(toml(ROWS[0] | {"summary": "A newer sentence.", "rest_s": 200}))
    exercise = Exercise.objects.get(pk=slug)
    assert (exercise.summary, exercise.rest_s) == ("As we do it here.", 200)


def test_a_persons_edit_survives_two_newer_files(library, toml):
    slug = ROWS[0]["slug"]
    Exercise.objects.filter(pk=slug).update(summary="As we do it here.")
    load_library(toml(ROWS[0] | {"summary": "A newer sentence."}))
    load_library(toml(ROWS[0] | {"summary": "The newest sentence."}))
    assert Exercise.objects.get(pk=slug).summary == "As we do it here."


def test_edited_muscles_survive_a_newer_file(library, toml):
    exercise = Exercise.objects.get(pk=ROWS[0]["slug"])
    domain.set_muscles(exercise, primary=["quads"], secondary=[])
    load_library(toml(ROWS[0] | {"primary": ["glutes"], "secondary": [], "rest_s": 200}))
    assert list(exercise.muscles.values_list("muscle", flat=True)) == ["quads"]


def test_an_exercise_that_left_the_file_stays(library, toml):
    load_library(toml(ROWS[0]))
    assert Exercise.objects.count() == len(ROWS)


def test_an_own_exercise_that_had_the_id_first_stays_the_persons(athlete, toml):
    own = create_own_exercise(
        owner=athlete, name=ROWS[0]["name"], pattern="core", equipment="box", primary=[], secondary=[]
    )
    load_library(toml(ROWS[0]))
    own.refresh_from_db()
    assert (own.owner, own.pattern) == (athlete, "core")


def own(athlete, name, **more):
    about = {"pattern": "hinge", "equipment": "box", "primary": [], "secondary": []} | more
    return create_own_exercise(owner=athlete, name=name, **about)


def test_an_own_exercise_with_a_library_name_gets_an_unused_slug(library, athlete):
    assert own(athlete, "Deadlift").pk == "deadlift-2"
    assert own(athlete, "Deadlift").pk == "deadlift-3"
    assert Exercise.objects.get(pk="deadlift").owner is None


@pytest.mark.parametrize("name", ["深蹲", "!!!", "🏋"])
def test_a_name_without_plain_letters_still_gets_a_slug(athlete, name):
    assert own(athlete, name).pk == "exercise"
    assert Exercise.objects.get().name == name


def test_an_own_exercise_keeps_each_muscle_once_and_primary_wins(athlete):
    row = own(athlete, "Hinge thing", primary=["glutes", "glutes"], secondary=["glutes", "quads"])
    assert set(row.muscles.values_list("muscle", "role")) == {("glutes", "primary"), ("quads", "secondary")}


def test_a_name_is_found_whatever_its_case_or_hyphens(library, athlete):
    for name in ("rdl", "RDL", "barbell-rdl", "Barbell RDL"):
        assert find_exercise(name, user=athlete).pk == "romanian-deadlift"


@pytest.mark.parametrize("name", ["", "dead", "deadlif", "no-such-lift", "a\0b", "%", "_"])
def test_part_of_a_name_or_nonsense_finds_no_exercise(library, athlete, name):
    assert find_exercise(name, user=athlete) is None


def test_a_slug_goes_before_another_exercises_alias(library, athlete):
    row = own(athlete, "Odd lift", aliases=["deadlift"])
    assert find_exercise("deadlift", user=athlete).pk == "deadlift"
    assert find_exercise("odd-lift", user=athlete) == row


def test_another_persons_exercise_is_not_found_by_any_name(athlete, stranger):
    own(stranger, "Odd lift", aliases=["oddity"])
    assert find_exercise("odd-lift", user=athlete) is None
    assert find_exercise("oddity", user=athlete) is None


def test_finding_an_exercise_costs_one_query_by_either_name(library, athlete, django_assert_num_queries):
    for name in ("romanian-deadlift", "rdl"):
        with django_assert_num_queries(1):
            find_exercise(name, user=athlete)


def test_a_search_needs_every_word_in_name_or_other_names(library, athlete):
    found = {row.pk for row in Exercise.objects.search("paused dead")}
    assert found == {"deadlift-lockout-pause", "romanian-deadlift-paused"}


def test_a_search_for_nothing_finds_everything(library):
    assert Exercise.objects.search("  ").count() == len(ROWS)


def test_available_are_the_library_and_ones_own(athlete, stranger, library):
    mine, theirs = own(athlete, "Mine"), own(stranger, "Theirs")
    available = set(Exercise.objects.available_to(athlete))
    assert mine in available and theirs not in available
    assert len(available) == len(ROWS) + 1
