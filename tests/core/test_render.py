"""What REST framework would write, faster."""

import json
import uuid
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from rest_framework.renderers import JSONRenderer as Usual
from rest_framework.settings import api_settings

from core.render import JSONRenderer

NOON = datetime(2026, 3, 2, 12, 0, 5, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    "data",
    [
        {"a": [1, 2.5, None, True, "x"]},
        {"id": uuid.UUID(int=7), "day": date(2026, 3, 2), "at": NOON, "whole": NOON.replace(microsecond=0)},
        {1: "a number as a name"},
        "🏋️ <&>\u2028",
        [],
        1e300,
    ],
)
def test_it_says_what_rest_framework_says(data):
    assert json.loads(JSONRenderer().render(data)) == json.loads(Usual().render(data))


def test_nothing_is_an_empty_body():
    assert JSONRenderer().render(None) == b""


def test_a_time_is_written_with_its_own_offset_or_z():
    berlin = NOON.astimezone(ZoneInfo("Europe/Berlin"))
    assert JSONRenderer().render([NOON, berlin]) == (
        b'["2026-03-02T12:00:05.123456Z","2026-03-02T13:00:05.123456+01:00"]'
    )


def test_the_api_writes_with_it():
    assert [JSONRenderer] == api_settings.DEFAULT_RENDERER_CLASSES
