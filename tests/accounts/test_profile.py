from datetime import UTC, datetime

import pytest

from accounts.equipment import default_bars, default_plates
from accounts.models import User


def save(page, **more):
    return page.post("/profile", {"name": "Ada", "unit": "kg", "time_zone": "Europe/Berlin"} | more)


def test_name_unit_and_time_zone_are_changed(page, athlete):
    response = save(page, name="Ada L.", unit="lb", time_zone="Asia/Tokyo")
    assert response["Location"] == "/profile"
    athlete.refresh_from_db()
    assert (athlete.name, athlete.unit, athlete.time_zone) == ("Ada L.", "lb", "Asia/Tokyo")


def test_the_profile_is_the_persons_own(page, stranger):
    save(page, name="Ada L.", email="sam@example.org", id=str(stranger.pk))
    stranger.refresh_from_db()
    assert stranger.name == "Sam"


def test_a_profile_cannot_give_rights(page, athlete):
    save(page, is_staff="on", is_superuser="on", email="root@example.org")
    athlete.refresh_from_db()
    assert (athlete.is_staff, athlete.is_superuser, athlete.email) == (False, False, "ada@example.org")


def test_bars_and_plates_are_kept_in_the_unit_they_carry(page, athlete):
    save(page, plate_kg_25="2", plate_kg_2_5="1", plate_lb_45="4", bar_kg_15="on", bar_lb_45="on")
    athlete.refresh_from_db()
    assert athlete.plates == [
        {"weight": 25, "unit": "kg", "pairs": 2},
        {"weight": 2.5, "unit": "kg", "pairs": 1},
        {"weight": 45, "unit": "lb", "pairs": 4},
    ]
    assert athlete.bars == [{"weight": 15, "unit": "kg"}, {"weight": 45, "unit": "lb"}]


def test_the_step_is_typed_in_the_persons_unit_and_empty_is_the_usual_one(page, athlete):
    save(page, step_kg="1,25")
    athlete.refresh_from_db()
    assert (athlete.step_kg, athlete.load_step_kg) == (1.25, 1.25)
    save(page, step_kg="", unit="lb")
    athlete.refresh_from_db()
    assert (athlete.step_kg, athlete.load_step_kg) == (None, 2.268)
    save(page, step_kg="10", unit="lb")
    athlete.refresh_from_db()
    assert athlete.step_kg == 4.536


def test_a_step_is_read_in_the_unit_that_the_page_showed(page, athlete):
    save(page, step_kg="2", unit="lb")  # the page asked for kilograms
    athlete.refresh_from_db()
    assert athlete.step_kg == 2
    assert "Loads rise by, lb" in page.get("/profile").text
    save(page, step_kg="4.41", unit="lb")
    athlete.refresh_from_db()
    assert athlete.step_kg == 2


def test_the_page_shows_what_is_owned(page, athlete):
    save(page, plate_kg_1_25="3")
    assert 'name="plate_kg_1_25" value="3"' in page.get("/profile").text


def test_saving_the_page_as_it_is_changes_nothing(page, athlete):
    form = page.get("/profile").context["form"]
    shown = {name: form[name].value() for name in form.fields}
    save(page, **{name: value for name, value in shown.items() if value not in (None, False)})
    athlete.refresh_from_db()
    assert (athlete.plates, athlete.bars) == (default_plates(), default_bars())


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("plate_kg_25", "21", "less than or equal to 20"),
        ("plate_kg_25", "-1", "greater than or equal to 0"),
        ("plate_kg_25", "two", "Enter a whole number"),
        ("time_zone", "Mars/Olympus", "is not one of the available choices"),
        ("unit", "stone", "is not one of the available choices"),
        ("step_kg", "0", "A step lies between 0.1 and 50 kg"),
        ("step_kg", "51", "A step lies between 0.1 and 50 kg"),
        ("step_kg", "nan", "Enter a number"),
        ("name", "x" * 81, "at most 80 characters"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_nothing_changes(page, athlete, field, value, sentence):
    before = User.objects.values().get()
    response = save(page, **{"name": "Other", field: value})
    assert response.status_code == 400
    assert sentence in response.text
    assert User.objects.values().get() == before


def test_a_refused_profile_does_not_change_the_page_around_it(page, athlete):
    response = save(page, name="Somebody else", unit="stone")
    assert 'aria-label="Profile of Ada"' in response.text


def test_a_time_zone_that_the_form_does_not_offer_stays_chosen(page, athlete):
    User.objects.update(time_zone="Etc/GMT+5")
    save(page, time_zone="Etc/GMT+5", name="Ada L.")
    athlete.refresh_from_db()
    assert (athlete.name, athlete.time_zone) == ("Ada L.", "Etc/GMT+5")


def test_the_day_is_the_persons_own(athlete, stranger):
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert (athlete.local_date(late).day, stranger.local_date(late).day) == (2, 1)


def test_a_time_zone_the_machine_does_not_know_counts_as_utc():
    person = User(time_zone="Mars/Olympus")
    assert person.zone.key == "UTC"


def test_others_see_the_name_or_the_start_of_the_address():
    assert (str(User(email="ada@example.org", name="Ada")), str(User(email="ada@example.org"))) == ("Ada", "ada")


def test_a_person_needs_an_address(db):
    with pytest.raises(ValueError, match="e-mail"):
        User.objects.create_user("")
    assert not User.objects.exists()
