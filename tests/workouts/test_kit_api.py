"""The kit over the API."""

URL = "/api/v1/kit"


def test_it_is_the_kit_of_the_page(device, client, athlete, session, new_set):
    new_set(session)
    client.force_login(athlete)
    kit = device.get(URL).json()
    assert kit == client.get("/kit.json").json()
    assert kit["exercises"]["deadlift"]["last"]["sets"][0]["load_kg"] == 100


def test_it_is_not_sent_again_until_something_of_the_persons_changed(device, session, new_set):
    new_set(session)
    tag = device.get(URL).headers["ETag"]
    assert device.get(URL, headers={"If-None-Match": tag}).status_code == 304
    new_set(session, load_kg=120)
    again = device.get(URL, headers={"If-None-Match": tag})
    assert [row["load_kg"] for row in again.json()["exercises"]["deadlift"]["last"]["sets"]] == [100, 120]


def test_it_is_the_persons_own(device, theirs, new_set):
    new_set(theirs, load_kg=66.6)
    answer = device.get(URL)
    assert answer.json()["exercises"]["deadlift"]["last"] is None
    assert "66.6" not in answer.text
