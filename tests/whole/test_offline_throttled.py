"""A device that sends more than the server takes in a minute waits as long as it is told, and loses nothing."""

import pytest

from tests.whole.phones import new_session, new_set

pytestmark = pytest.mark.browser
SETS, TAKEN = 60, 20


def test_a_week_of_waiting_sets_goes_out_in_turns(phone, line):
    session = new_session("A week in the hills")
    line.mode = "gone"
    phone.log(session, *(new_set(session, number) for number in range(1, SETS + 1)))
    phone.says(f"Offline · {SETS + 1} waiting")
    line.mode, line.allow = "pass", TAKEN
    phone.run("await outbox.flush();")
    assert phone.numbers(session) == list(range(1, TAKEN))  # with the session itself, what the server took
    assert [state for _, state in phone.held()].count("waiting") == SETS + 1 - TAKEN
    phone.page.evaluate("dispatchEvent(new Event('online'))")  # a reason to try that is no reason to hurry
    phone.page.wait_for_timeout(1000)
    assert len(line.refused) == 1, "it tried before it was told to"
    line.allow = None
    phone.until_sent()  # of its own accord
    assert phone.numbers(session) == list(range(1, SETS + 1))
    assert "refused" not in {state for _, state in phone.held()}
    assert len(line.taken()) == SETS + 1, "each went out once"
