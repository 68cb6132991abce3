import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.html import format_html

from core import slots


@pytest.fixture
def fill():
    """Fill a slot for the length of a test."""
    filled = []

    def register(renderer, **more):
        slots.register("test.place", renderer, **more)
        filled.append(renderer)

    yield register
    for renderer in filled:
        slots.unregister("test.place", renderer)


def render(text="{% slot 'test.place' number=7 %}"):
    return Template(text).render(Context({"request": RequestFactory().get("/")}))


def test_a_slot_that_nobody_fills_shows_nothing():
    assert render() == ""


def test_a_slot_shows_what_its_renderer_returns_and_what_the_page_says(fill):
    fill(lambda place: format_html("<b>{}</b>", place.about["number"]))
    assert render() == "<b>7</b>"


def test_renderers_come_in_their_order(fill):
    fill(lambda place: "second")
    fill(lambda place: "first ", order=1)
    assert render() == "first second"


def test_a_renderer_that_has_nothing_to_show_leaves_no_trace(fill):
    fill(lambda place: "")
    fill(lambda place: "here")
    assert render() == "here"


def test_what_is_shared_is_read_once_however_often_the_slot_stands_in_the_page(fill):
    reads = []
    fill(lambda place: place.shared("rows", lambda: reads.append(1) or "x"))
    assert render("{% for n in '12345' %}{% slot 'test.place' n=n %}{% endfor %}") == "xxxxx"
    assert reads == [1]


def test_the_next_response_reads_afresh(fill):
    reads = []
    fill(lambda place: place.shared("rows", lambda: reads.append(1) or "x"))
    render()
    render()
    assert reads == [1, 1]


def test_a_renderer_that_is_taken_out_is_silent():
    def renderer(place):
        return "gone"

    slots.register("test.place", renderer)
    slots.unregister("test.place", renderer)
    assert render() == ""
