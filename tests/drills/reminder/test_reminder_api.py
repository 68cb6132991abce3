"""The reminder over the API."""

from datetime import time

import pytest

from drills.models import Reminder

URL = "/api/v1/reminder"


def test_none_was_set_so_it_is_off(api, athlete, confirmed):
    assert api.get(URL).json() == {"on": False, "at": "18:00", "hindrance": ""}
    assert not Reminder.objects.exists()


def test_it_is_replaced_as_a_whole(api, athlete):
    assert api.put(URL, {"on": True, "at": "06:30"}).json()["at"] == "06:30"
    assert (Reminder.objects.get().on, Reminder.objects.get().at) == (True, time(6, 30))
    assert api.put(URL, {}).json()["on"] is False
    assert Reminder.objects.get().at == time(18)


@pytest.mark.parametrize("at", ["24:00", "6:30", "06:30:00", "06:30Z", " 06:30", "06:60", 630, None, "٠٦:٣٠"])
def test_only_a_time_to_the_minute_is_taken(api, athlete, at):
    answer = api.put(URL, {"on": True, "at": at})
    assert answer.status_code == 400
    assert set(answer.json()["errors"]) == {"at"}
    assert not Reminder.objects.exists()


@pytest.mark.parametrize("on", ["true", 1, None])
def test_only_true_or_false_is_taken(api, athlete, on):
    assert set(api.put(URL, {"on": on}).json()["errors"]) == {"on"}


def test_the_tag_changes_with_each_write_and_with_what_hinders(api, athlete, confirmed):
    first = api.get(URL)["ETag"]
    assert api.get(URL, headers={"If-None-Match": first}).status_code == 304
    second = api.put(URL, {"on": True}, headers={"If-Match": first})["ETag"]
    assert second == api.get(URL)["ETag"] != first
    stale = api.put(URL, {"on": False}, headers={"If-Match": first})
    assert (stale.status_code, stale.json()["code"]) == (412, "changed_meanwhile")
    assert Reminder.objects.get().on
    confirmed.verified = False
    confirmed.save()
    assert api.get(URL)["ETag"] != second


def test_everybody_has_their_own(api, athlete, stranger, reminder, client):
    client.force_login(stranger)
    assert client.get(URL).json()["on"] is False
    client.put(URL, {"on": False}, content_type="application/json")
    assert Reminder.objects.get(owner=athlete).on
