"""Codes that clients, analysis and sets share."""

from workouts.faults import Fault, Felt


def test_the_fault_codes_are_those_of_the_api():
    assert set(Fault.values) == {
        "rounded-back",
        "squatting",
        "weight-on-toes",
        "soft-lockout",
        "hyperextended-lockout",
        "hips-rise-first",
        "bar-drift",
    }


def test_a_set_is_felt_in_one_of_four_places():
    assert set(Felt.values) == {"hamstrings", "glutes", "quads", "lower-back"}


def test_every_code_has_a_label_that_people_read():
    assert all(label[0].isupper() for label in (*Fault.labels, *Felt.labels))
