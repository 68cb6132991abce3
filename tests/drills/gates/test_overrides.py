"""Gates opened by hand: kept with who, when and why, also once withdrawn; and what unmet gates say about exercises."""

import pytest

from core.versions import version_of
from drills import gates
from drills.domain.gates import NewerOverride, override, overrides_of, restore, withdraw, words_for
from drills.models import GateOverride
from tests.drills.conftest import MONDAY
from tests.drills.gates.conftest import TODAY


@pytest.fixture
def opened(athlete):
    """Return a function that opens a gate of Ada's."""

    def make(gate="dowel-20", reason="Years of clean pulls.", by=None):
        return override(owner=athlete, gate=gate, by=by or athlete, reason=reason, at=MONDAY)

    return make


def test_an_override_opens_the_gate_and_does_not_pass_it(athlete, opened):
    row = opened()
    found = gates.evaluate("dowel-20", athlete, on=TODAY)
    assert (found.open, found.passed, found.progress, found.override) == (True, False, 0, row)
    assert (row.by, row.reason, row.v) == (athlete, "Years of clean pulls.", version_of(athlete.pk))
    assert not gates.evaluate("good-morning", athlete, on=TODAY).open


def test_passing_later_keeps_it(athlete, opened, new_log):
    row = opened()
    new_log(20, clean_reps=20)
    assert gates.evaluate("dowel-20", athlete, on=TODAY).override == row


def test_the_same_again_changes_nothing_and_another_reason_makes_the_first_history(athlete, stranger, opened):
    first = opened()
    assert opened() == first
    second, third = opened(reason="My coach saw it."), opened(reason="My coach saw it.", by=stranger)
    assert [row.pk for row in overrides_of(athlete, "dowel-20")] == [third.pk, second.pk, first.pk]
    assert [row.deleted_at is None for row in overrides_of(athlete, "dowel-20")] == [True, False, False]
    assert gates.evaluate("dowel-20", athlete, on=TODAY).override.by == stranger


def test_withdrawn_it_stays_in_the_history_and_can_come_back(athlete, opened):
    row = opened()
    before = row.v
    assert withdraw(row, at=MONDAY).v == before + 1
    assert gates.evaluate("dowel-20", athlete, on=TODAY).override is None
    assert [found.reason for found in overrides_of(athlete, "dowel-20")] == ["Years of clean pulls."]
    restore(row)
    assert gates.evaluate("dowel-20", athlete, on=TODAY).override == row


def test_one_withdrawn_does_not_come_back_beside_a_newer_one(athlete, opened):
    row = withdraw(opened(), at=MONDAY)
    newer = opened(reason="Anew.")
    version = version_of(athlete.pk)
    with pytest.raises(NewerOverride):
        restore(row)
    assert list(GateOverride.objects.alive()) == [newer] and version_of(athlete.pk) == version


def test_a_gate_that_does_not_exist_is_not_opened(opened):
    with pytest.raises(KeyError):
        opened("handstand")
    assert not GateOverride.objects.exists()


def test_unmet_gates_say_from_which_load_on_they_speak(athlete, new_log):
    new_log(20, clean_reps=17)
    words = words_for(athlete, TODAY)
    assert words["deadlift"] == {
        "above_kg": 30,
        "title": "20 clean dowel hinges",
        "reason": "17 of 20 clean dowel hinges on 2 Mar, self-reported.",
        "url": "/gates/dowel-20",
    }
    assert "squat" not in words


def test_of_several_gates_the_one_that_begins_at_the_lightest_load_speaks(athlete, session, new_set):
    assert (words_for(athlete, TODAY)["good-morning"])["url"] == "/gates/good-morning"  # any load, before 30 kg
    new_set(session, load_kg=20)
    assert words_for(athlete, TODAY)["deadlift"]["url"] == "/gates/technique-held"
    new_set(session, load_kg=60)
    assert words_for(athlete, TODAY)["deadlift"]["url"] == "/gates/dowel-20"


def test_a_gate_that_is_passed_or_opened_says_nothing(athlete, opened, new_log, django_assert_max_num_queries):
    opened("good-morning")
    new_log(20, clean_reps=20)
    with django_assert_max_num_queries(5):
        assert words_for(athlete, TODAY) == {}


def test_overrides_of_others_open_nothing(athlete, stranger):
    override(owner=stranger, gate="dowel-20", by=athlete, reason="His.", at=MONDAY)
    assert not gates.evaluate("dowel-20", athlete, on=TODAY).open
    assert overrides_of(athlete, "dowel-20") == []
