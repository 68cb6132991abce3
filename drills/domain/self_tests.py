"""Results of self-tests: record, change, delete and take back."""

from datetime import datetime

from django.db import transaction

from drills.domain.prerequisites import tests
from drills.models import SelfTest


@transaction.atomic(savepoint=False)
def save_self_test(row: SelfTest, *, moved: bool = False) -> SelfTest:
    """Store a new or changed result under the owner's next version; `moved` says that its time has changed.

    Where the test has a threshold and something was measured, the threshold says whether it is passed.
    """
    if moved or row._state.adding:
        row.set_day()
    row.passed = tests()[row.test].passed(row.value, row.passed)
    row.stamp()
    row.save()
    return row


def delete_self_test(row: SelfTest, *, at: datetime) -> SelfTest:
    """Delete a result; `restore_self_test` takes that back."""
    row.deleted_at = at
    return save_self_test(row)


def restore_self_test(row: SelfTest) -> SelfTest:
    """Take a deletion back."""
    row.deleted_at = None
    return save_self_test(row)
