from django.db import transaction

from core.versions import UserVersion, hold_version, next_version


def test_the_first_write_of_a_person_is_number_one(athlete):
    assert next_version(athlete.pk) == 1


def test_each_write_takes_the_next_number(athlete):
    assert [next_version(athlete.pk) for _ in range(4)] == [1, 2, 3, 4]
    assert UserVersion.objects.get(user=athlete).v == 4


def test_people_count_for_themselves(athlete, stranger):
    next_version(athlete.pk)
    next_version(athlete.pk)
    assert next_version(stranger.pk) == 1
    assert UserVersion.objects.get(user=athlete).v == 2


def test_a_write_that_fails_gives_its_number_back(athlete):
    next_version(athlete.pk)
    with transaction.atomic():
        next_version(athlete.pk)
        transaction.set_rollback(True)
    assert next_version(athlete.pk) == 2


def test_who_holds_a_version_that_was_never_taken_holds_a_row_all_the_same(athlete):
    with transaction.atomic():
        hold_version(athlete.pk)
        assert UserVersion.objects.get(user=athlete).v == 0
    assert next_version(athlete.pk) == 1


def test_holding_a_version_that_is_there_costs_one_query_and_changes_nothing(athlete, django_assert_num_queries):
    next_version(athlete.pk)
    with transaction.atomic(), django_assert_num_queries(1):
        hold_version(athlete.pk)
    assert UserVersion.objects.get(user=athlete).v == 1


def test_of_an_account_that_is_gone_no_row_is_made(athlete):
    gone = athlete.pk
    athlete.delete()
    with transaction.atomic():
        hold_version(gone)
    assert not UserVersion.objects.exists()
