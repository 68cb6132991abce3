"""The history that is timed: people who are copied have whole histories of their own."""

from datetime import date

from django.forms.models import model_to_dict

from accounts.models import User
from benchmarks.history import MODELS, SETS_EACH, Sizes, seed_history
from core.versions import version_of
from workouts.domain.session_bests import rebuild_bests
from workouts.models import Session, SessionBest, Set


def values(rows):
    """Return rows without what tells one person's from another's."""
    own = {"id", "owner", "session", "e1rm_set", "top_set"}
    return [{name: value for name, value in model_to_dict(row).items() if name not in own} for row in rows]


def test_copied_people_train_as_their_examples_with_rows_of_their_own(db):
    seed_history(on=date(2026, 11, 1), sizes=Sizes(sessions=2, others=MODELS + 3, sessions_of_others=3))
    example, copied = (User.objects.get(email=f"other{number}@example.org") for number in (0, MODELS))
    for model, count in ((Session, 3), (Set, 3 * SETS_EACH)):
        theirs, mine = (model.objects.for_user(person).order_by("v") for person in (example, copied))
        assert len(mine) == count
        assert values(mine) == values(theirs)
        assert {row.pk for row in mine}.isdisjoint(row.pk for row in theirs)
    assert all(row.session.owner == copied for row in Set.objects.for_user(copied))
    assert version_of(copied.pk) == version_of(example.pk) > 3 * SETS_EACH


def test_the_bests_of_copied_people_are_what_their_sets_say(db):
    seed_history(on=date(2026, 11, 1), sizes=Sizes(sessions=2, others=MODELS + 1, sessions_of_others=3))
    copied = User.objects.get(email=f"other{MODELS}@example.org")
    order = ("started_at", "exercise")

    def bests():
        names = [field.name for field in SessionBest._meta.fields if field.name != "id"]
        return list(SessionBest.objects.for_user(copied).order_by(*order).values_list(*names))

    before = bests()
    assert before
    rebuild_bests(copied)
    assert bests() == before
