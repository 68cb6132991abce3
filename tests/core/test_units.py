import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.fields import DecimalField, LoadField
from core.templatetags.units import clock, load, load_number
from core.units import all_from_kg, from_kg, show_load, show_number, to_kg


@pytest.mark.parametrize(("pounds", "kg"), [(45, 20.412), (225, 102.058), (2.5, 1.134), (-20, -9.072), (0, 0)])
def test_pounds_become_kilograms_to_the_gram(pounds, kg):
    assert to_kg(pounds, "lb") == kg


def test_kilograms_stay_what_they_are():
    assert to_kg(102.5, "kg") == from_kg(102.5, "kg") == 102.5


def test_pounds_come_back_as_they_were_typed():
    typed = [tenths / 10 for tenths in range(0, 10_000)]
    assert [from_kg(to_kg(pounds, "lb"), "lb") for pounds in typed] == typed


@pytest.mark.parametrize(
    ("value", "shown"),
    [(100, "100"), (100.0, "100"), (97.5, "97.5"), (41.25, "41.25"), (0, "0"), (-20, "-20"), (1000, "1000")],
)
def test_numbers_are_shown_without_needless_zeros(value, shown):
    assert show_number(value) == shown


def test_a_load_is_shown_in_the_readers_unit():
    assert (show_load(102.058, "lb"), show_load(102.058, "kg")) == ("225 lb", "102.06 kg")


def test_a_page_shows_nothing_where_no_load_is_known():
    assert (load(None, "kg"), load_number(None, "lb"), load_number(60.0, "kg")) == ("", "", "60")


@pytest.mark.parametrize(
    ("seconds", "shown"), [(None, ""), (0, "0:00"), (4.9, "0:04"), (90, "1:30"), (3725, "1:02:05")]
)
def test_lengths_of_time_read_like_a_clock(seconds, shown):
    assert clock(seconds) == shown


@pytest.mark.parametrize("typed", ["97.5", "97,5", " 97,5 "])
def test_a_number_may_be_typed_with_a_comma_or_a_point(typed):
    assert DecimalField().clean(typed) == 97.5


def test_a_load_is_typed_and_shown_in_the_persons_unit_and_cleaned_to_kilograms():
    field = LoadField()
    field.unit = "lb"
    assert field.clean("225") == 102.058
    assert field.prepare_value(102.058) == "225"


def test_what_is_typed_wrong_is_shown_again_as_typed():
    assert LoadField().prepare_value("97,5x") == "97,5x"


@given(hundredths=st.integers(-220_000, 220_000), unit=st.sampled_from(["kg", "lb"]))
def test_a_load_comes_back_as_it_was_typed_whatever_the_unit(hundredths, unit):
    typed = hundredths / 100
    assert from_kg(to_kg(typed, unit), unit) == typed


@given(grams=st.integers(-1_000_000, 1_000_000), unit=st.sampled_from(["kg", "lb"]))
def test_a_stored_load_that_is_shown_and_sent_back_has_not_changed(grams, unit):
    field = LoadField()
    field.unit = unit
    load_kg = grams / 1000
    assert not field.has_changed(load_kg, field.prepare_value(load_kg))


LOADS = st.floats(-1000, 1000) | st.integers(-(10**6), 10**6).map(lambda grams: grams / 1000)


@given(st.lists(LOADS, max_size=30), st.sampled_from(["kg", "lb"]))
def test_many_loads_at_once_read_as_each_alone(loads, unit):
    assert all_from_kg(loads, unit) == [from_kg(load, unit) for load in loads]


@pytest.mark.parametrize("load_kg", [61.235, 102.125, 102.135, 2.675, -61.235, 0.005, 1.005, 142.882])
def test_a_load_in_the_middle_between_two_hundredths_reads_the_same_everywhere(load_kg):
    assert all_from_kg([load_kg], "kg") == [from_kg(load_kg, "kg")]
