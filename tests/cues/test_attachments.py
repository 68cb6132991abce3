"""Cues on exercises: put on, ordered, taken off and put back, and what a device hears of it."""

from datetime import UTC, datetime

import pytest

from core.versions import version_of
from cues.domain.attachments import AlreadyAttached, attach, attached_cues, detach, move, restore_attachment
from cues.domain.cues import copy_cue, delete_cue, restore_cue
from cues.models import Cue, CueAttachment
from workouts.models import Exercise

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def on(owner, exercise="deadlift"):
    return [cue.text for cue in attached_cues(owner).get(exercise, [])]


@pytest.fixture
def put_on(athlete, lifts, new_cue):
    """Return a function that puts fresh cues of these texts on an exercise of Ada's."""

    def put(*texts, exercise="deadlift"):
        return [attach(owner=athlete, cue=new_cue(text), exercise=lifts[exercise]) for text in texts]

    return put


def test_cues_stand_in_the_order_in_which_they_were_put_on(athlete, put_on):
    put_on("one", "two", "three")
    put_on("else", exercise="romanian-deadlift")
    assert on(athlete) == ["one", "two", "three"]
    assert on(athlete, "romanian-deadlift") == ["else"]


def test_all_of_a_persons_cost_one_query(athlete, put_on, django_assert_num_queries):
    put_on("one", "two")
    put_on("three", exercise="romanian-deadlift")
    with django_assert_num_queries(1):
        assert [cue.text for cues in attached_cues(athlete).values() for cue in cues] == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("which", "by", "after"),
    [(0, 1, "bac"), (0, -1, "abc"), (1, -1, "bac"), (1, 1, "acb"), (2, 1, "abc"), (2, -1, "acb"), (0, 0, "abc")],
)
def test_a_cue_moves_one_place_and_stays_at_the_ends(athlete, put_on, which, by, after):
    rows = put_on("a", "b", "c")
    move(rows[which], by=by)
    assert "".join(on(athlete)) == after


def test_only_what_moved_is_new_to_a_device(athlete, put_on):
    rows = put_on("a", "b", "c")
    before = version_of(athlete.pk)
    move(rows[0], by=1)
    stamps = {row.cue.text: row.v for row in CueAttachment.objects.select_related("cue")}
    assert stamps["a"] == stamps["b"] == before + 1
    assert stamps["c"] == before


def test_places_that_devices_gave_twice_are_put_right_by_a_move(athlete, put_on):
    rows = put_on("a", "b", "c")
    CueAttachment.objects.update(position=4)
    first = on(athlete)
    last = next(row for row in rows if row.cue.text == first[2])
    move(last, by=-1)
    assert on(athlete) == [first[0], first[2], first[1]]
    assert sorted(CueAttachment.objects.values_list("position", flat=True)) == [0, 1, 2]


def test_a_cue_stands_on_an_exercise_once(athlete, lifts, put_on):
    row = put_on("one")[0]
    with pytest.raises(AlreadyAttached):
        attach(owner=athlete, cue=row.cue, exercise=lifts["deadlift"])
    assert on(athlete) == ["one"]
    attach(owner=athlete, cue=row.cue, exercise=lifts["romanian-deadlift"])
    assert on(athlete, "romanian-deadlift") == ["one"]


def test_taken_off_and_put_back_it_stands_where_it_was(athlete, put_on):
    rows = put_on("a", "b", "c")
    detach(rows[1], at=NOON)
    assert on(athlete) == ["a", "c"]
    restore_attachment(rows[1])
    assert on(athlete) == ["a", "b", "c"]


def test_it_is_not_put_back_beside_itself(athlete, lifts, put_on):
    row = put_on("a")[0]
    detach(row, at=NOON)
    attach(owner=athlete, cue=row.cue, exercise=lifts["deadlift"])
    with pytest.raises(AlreadyAttached):
        restore_attachment(CueAttachment.objects.get(pk=row.pk))
    assert on(athlete) == ["a"]


def test_a_deleted_cue_is_off_its_exercises_and_comes_back_onto_them(athlete, lifts, put_on):
    first = put_on("a", "b")[0]
    attach(owner=athlete, cue=first.cue, exercise=lifts["romanian-deadlift"])
    other = put_on("c")[0]
    detach(other, at=NOON)
    gone = delete_cue(first.cue, at=NOON)
    assert on(athlete) == ["b"]
    assert on(athlete, "romanian-deadlift") == []
    assert set(CueAttachment.objects.filter(cue=first.cue).values_list("v", flat=True)) == {gone.v}
    back = restore_cue(first.cue)
    assert on(athlete) == ["a", "b"]
    assert on(athlete, "romanian-deadlift") == ["a"]
    assert set(CueAttachment.objects.filter(cue=first.cue).values_list("v", flat=True)) == {back.v}


def test_what_was_taken_off_before_does_not_come_back_with_its_cue(athlete, put_on):
    row = put_on("a")[0]
    detach(row, at=NOON)
    delete_cue(row.cue, at=NOON.replace(hour=13))
    restore_cue(row.cue)
    assert on(athlete) == []


def test_an_own_copy_takes_the_place_of_the_librarys_where_that_is_wanted(cue_library, athlete):
    swing = Exercise.objects.get(pk="kettlebell-swing")
    library = Cue.objects.get(pk="bar-close")
    attach(owner=athlete, cue=library, exercise=swing)
    copy_cue(library, owner=athlete, text="shave the legs")
    assert on(athlete, "kettlebell-swing") == ["keep the bar close"]
    copy = copy_cue(library, owner=athlete, replacing=True, text="paint the legs")
    assert on(athlete, "kettlebell-swing") == ["paint the legs"]
    assert (copy.copy_of, copy.phase, copy.fault, copy.why) == ("bar-close", "up", "bar-drift", library.why)
    assert CueAttachment.objects.get(owner=athlete, cue=copy).v == copy.v


def test_a_person_can_be_removed_with_own_cues_that_are_on_exercises(athlete, put_on):
    put_on("one")
    athlete.delete()
    assert not CueAttachment.objects.exists() and not Cue.objects.exists()
