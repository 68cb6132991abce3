"""All gates together: their order, what they cost, and what each of them says."""

import pytest
from django.urls import reverse

from cues.refs import address
from drills import gates
from drills.domain.gates import results
from tests.drills.conftest import MONDAY
from tests.drills.gates.conftest import TODAY
from workouts.models import Exercise


def test_the_ids_are_those_that_clients_and_programmes_name():
    assert list(gates.registry) == ["dowel-20", "technique-held", "good-morning"]
    assert [slug for slug, gate in gates.registry.items() if gate.id != slug] == []


def test_all_gates_cost_five_queries_however_many_rows(
    athlete, new_log, session, new_set, tried, django_assert_max_num_queries
):
    Exercise.objects.create(slug="own-pull", owner=athlete, name="Own pull", pattern="hinge", equipment="barbell")
    for _ in range(3):
        new_log(15, clean_reps=9)
        new_set(session, form_rating=4)
        new_set(session, "own-pull", form_rating=4)
        tried("horizontal-hold", True, value=33)
    with django_assert_max_num_queries(5):
        found = results(athlete, TODAY)
    assert [result.id for result in found] == list(gates.registry)


def test_the_dowel_gate_alone_costs_two_queries(athlete, new_log, django_assert_num_queries):
    new_log(15, clean_reps=9)
    with django_assert_num_queries(2):
        found = gates.evaluate("dowel-20", athlete, on=TODAY)
    with django_assert_num_queries(1):
        assert len(found.guards) > 8  # own lifts are read only where they are shown


def test_one_gate_judged_alone_says_the_same(athlete, new_log, session, new_set, tried):
    new_log(15, clean_reps=9)
    new_set(session)
    tried("horizontal-hold", False, value=3)
    assert [gates.evaluate(slug, athlete, on=TODAY) for slug in gates.registry] == results(athlete, TODAY)


@pytest.mark.parametrize("slug", list(gates.registry))
def test_the_reason_is_always_a_sentence_and_progress_a_share(athlete, slug, new_log, session, new_set, tried):
    for step in (lambda: None, lambda: new_log(5, clean_reps=5), lambda: new_set(session), lambda: new_log(25)):
        step()
        found = gates.evaluate(slug, athlete, on=TODAY)
        assert found.reason[0].isupper() or found.reason[0].isdigit()
        assert found.reason.endswith(".") and "None" not in found.reason
        assert 0 <= found.progress <= 1 and found.passed is (found.progress == 1)


def test_what_a_gate_looked_at_leads_to_pages(athlete, session, new_set, new_log):
    new_set(session, performed_at=MONDAY)
    refs = {line.to for result in results(athlete, TODAY) for line in result.lines if line.to}
    assert {address(ref) for ref in refs} == {
        reverse("gate", args=["dowel-20"]),
        reverse("prerequisite", args=["erector-strength"]),
        reverse("prerequisite", args=["hip-mobility"]),
        f"{reverse('progress')}?exercise=deadlift",
    }
