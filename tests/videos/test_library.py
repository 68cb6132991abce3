"""The library: months, filters that are said and taken out one by one, and reading on."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.utils import timezone

from videos.models import Video
from workouts.domain.sets import delete_set

pytestmark = pytest.mark.usefixtures("library")
PAGE, API = "/videos", "/api/v1/videos"
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HINGES = ("deadlift", "romanian-deadlift", "kettlebell-swing")

FILTERS = {
    "": {"early", "light", "heavy", "bare", "broken"},
    "?exercise=deadlift": {"light", "heavy", "broken"},
    "?load_min=80": {"heavy", "broken", "early"},
    "?load_min=60&load_max=80": {"light", "early"},
    "?load_max=80,0": {"light", "early"},
    "?from=2026-03-01": {"light", "heavy", "bare", "broken"},
    "?to=2026-02-28": {"early"},
    "?state=failed": {"broken"},
    "?state=ready&exercise=deadlift&load_min=90": {"heavy"},
    "?find=swing": {"bare"},
    "?find=IMG_9": {"broken"},
    "?find=romanian+rdl": {"early"},
    "?exercise=no-such-lift": set(),
    "?find=nothing+like+it": set(),
}

UNREADABLE = {
    "load_min=heavy": "Enter a number.",
    "from=yesterday": "Enter a valid date.",
    "to=9999-12-31": "between 1970 and 2200",
    "state=lost": "not one of the available choices",
    "load_max=1e400": "Enter a number.",
}


@pytest.fixture
def clip_of(athlete):
    """Return a maker of rows without files: this is about finding them."""

    def make(exercise="deadlift", load_kg=100.0, at=NOON, **more):
        about = {"owner": athlete, "recorded_at": at, "exercise_id": exercise, "load_kg": load_kg}
        about |= {"size": 1, "sha256": "0" * 64, "container": "video/mp4", "status": "ready", "name": "IMG_1.MOV"}
        return Video.objects.create(**(about | more))

    return make


def found(page, query=""):
    return [row.pk for row in page.get(f"{PAGE}{query}").context["videos"]]


def text(page, query=""):
    return page.get(f"{PAGE}{query}").content.decode()


def test_filters_keep_what_is_asked_for(page, clip_of):
    rows = {
        "early": clip_of("romanian-deadlift", 80.0, NOON - timedelta(days=20)),
        "light": clip_of(load_kg=60.0),
        "heavy": clip_of(load_kg=140.0),
        "bare": clip_of("kettlebell-swing", None),
        "broken": clip_of(load_kg=90.0, status="failed", name="IMG_9.MOV"),
    }
    names = {row.pk: name for name, row in rows.items()}
    assert {query: {names[pk] for pk in found(page, query)} for query in FILTERS} == FILTERS


def test_a_clip_of_a_set_is_found_by_what_the_set_says_and_by_its_own_words_once_the_set_is_gone(
    page, api, clip_of, new_set, athlete
):
    row = new_set(athlete)  # 60 kg of Romanian deadlifts
    clip = clip_of("deadlift", 100.0, set=row)
    of_set, own = "exercise=romanian-deadlift&load_max=60", "exercise=deadlift&load_min=100"
    for query, expected in ((of_set, [clip.pk]), (own, [])):
        assert found(page, f"?{query}") == expected
        assert len(api.get(f"{API}?{query}").json()["results"]) == len(expected)
    delete_set(row, at=timezone.now())
    assert (found(page, f"?{of_set}"), found(page, f"?{own}")) == ([], [clip.pk])


def test_days_are_the_athletes_own(page, api, clip_of):
    late = clip_of(at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))  # in Berlin it is the second of March by then
    for query, expected in (("from=2026-03-02", [late.pk]), ("to=2026-03-01", []), ("to=2026-03-02", [late.pk])):
        assert found(page, f"?{query}") == expected
        assert [row["id"] for row in api.get(f"{API}?{query}").json()["results"]] == [str(pk) for pk in expected]


def test_pounds_are_read_and_said_as_pounds_and_find_what_was_typed_as_pounds(page, athlete, clip_of):
    athlete.unit = "lb"
    athlete.save()
    row = clip_of(load_kg=102.058)  # 225 lb
    assert found(page, "?load_min=225&load_max=225") == [row.pk]
    assert "from 225 lb" in text(page, "?load_min=225")


def test_each_filter_is_said_and_can_be_taken_out(page, clip_of):
    clip_of()
    form = page.get(f"{PAGE}?find=dead&exercise=deadlift&load_min=60&from=2026-03-01&state=ready&before=x").context[
        "form"
    ]
    assert [words for words, _ in form.active] == ["“dead”", "Deadlift", "from 60 kg", "from 1 Mar 2026", "Ready"]
    assert dict(form.active)["Deadlift"] == "find=dead&load_min=60&from=2026-03-01&state=ready"


def test_what_cannot_be_read_is_said_and_narrows_nothing(page, clip_of):
    row = clip_of()
    for query, said in UNREADABLE.items():
        answer = page.get(f"{PAGE}?{query}&exercise=deadlift")
        assert said in answer.content.decode(), query
        assert [one.pk for one in answer.context["videos"]] == [row.pk]
        assert [words for words, _ in answer.context["form"].active] == ["Deadlift"]


def test_nothing_of_a_query_breaks_the_page(page, clip_of):
    clip_of()
    for query in ("find=%00", "find=" + "x" * 5000, "before=x", "exercise=" + "x" * 300, "find=%F0%9F%92%AA+%22%3E"):
        assert page.get(f"{PAGE}?{query}").status_code == 200


def test_reading_on_keeps_the_filters_and_misses_nothing(page, clip_of):
    kept = [clip_of(at=NOON - timedelta(hours=n // 2)) for n in range(60)]
    for n in range(10):
        clip_of("kettlebell-swing", at=NOON - timedelta(hours=n))
    seen, address = [], f"{PAGE}?exercise=deadlift"
    while address:
        answer = page.get(address)
        seen += [row.pk for row in answer.context["videos"]]
        older = answer.context["older"]
        address = f"{PAGE}?exercise=deadlift&before={older}" if older else ""
        if older:
            assert f'href="{address.removeprefix(PAGE).replace("&", "&amp;")}"' in answer.content.decode()
    assert len(seen) == len(set(seen)) == len(kept)
    assert set(seen) == {row.pk for row in kept}


def test_clips_stand_under_their_month_as_the_athlete_counts_it_and_found_ones_under_their_year(page, clip_of):
    clip_of(at=datetime(2026, 2, 28, 23, 30, tzinfo=UTC))
    clip_of(at=datetime(2026, 2, 28, 22, 30, tzinfo=UTC))
    clip_of(at=datetime(2025, 12, 31, 12, tzinfo=UTC))
    shown = text(page)
    assert shown.index("March 2026") < shown.index("February 2026") < shown.index("December 2025")
    narrowed = text(page, "?find=deadlift")
    assert "<h2>2026</h2>" in narrowed
    assert "<h2>2025</h2>" in narrowed


def test_a_search_without_a_match_leads_back_and_a_library_without_a_clip_says_what_to_do(page, clip_of):
    assert "No clips yet" in text(page)
    assert "Filter" not in text(page)
    clip_of()
    shown = text(page, "?find=zzz")
    assert "No clip matches" in shown
    assert '<a class="btn" href="/videos">Show all clips</a>' in shown


def test_only_lifts_that_are_in_clips_are_offered(page, clip_of, stranger):
    clip_of("kettlebell-swing")
    clip_of("deadlift")
    clip_of("romanian-deadlift", owner=stranger)
    offered = page.get(PAGE).context["form"].exercises
    assert [slug for slug, _ in offered] == ["deadlift", "kettlebell-swing"]


def test_a_search_as_one_types_brings_the_clips_alone(page, clip_of):
    clip_of()
    answer = page.get(f"{PAGE}?find=dead", headers={"HX-Request": "true"})
    assert "<html" not in answer.content.decode()
    assert "Deadlift" in answer.content.decode()
    assert "HX-Request" in answer["Vary"]


def test_clips_of_others_are_found_by_nobody_else(client, stranger, clip_of):
    clip_of()
    client.force_login(stranger)
    assert found(client, "?exercise=deadlift") == []
    assert client.get(f"{PAGE}?exercise=deadlift").context["form"].exercises == []


def test_leafing_needs_a_strip_and_a_tall_clip_is_shown_whole(page, clip_of):
    clip_of()
    assert "fr-scrub" not in text(page)
    row = clip_of(poster="videos/x/poster-1", sprite="videos/x/sprite-1", width=720, height=1280)
    assert f'<fr-scrub class="thumb tall" data-sprite="{urlsplit(f"{API}/{row.pk}/sprite").path}">' in text(page)


def test_the_library_costs_as_much_with_filters_and_many_clips_as_with_one(page, clip_of, django_assert_num_queries):
    clip_of()
    query = f"{PAGE}?exercise=deadlift&load_min=10&from=2026-01-01&state=ready&find=dead"
    page.get(query)
    with django_assert_num_queries(5):
        page.get(query)
    for n in range(20):
        clip_of(load_kg=50 + n)
    with django_assert_num_queries(5):
        assert len(page.get(query).context["videos"]) == 21


def test_the_api_refuses_a_filter_that_cannot_be_read(api, clip_of):
    clip_of()
    refused = ("load_min=x", "load_max=", "from=2026-13-01", "load_max=1e9")
    answers = {query: api.get(f"{API}?{query}") for query in refused}
    assert {query: answer.status_code for query, answer in answers.items()} == dict.fromkeys(refused, 400)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Niue"])
def test_days_beyond_all_clips_leave_none_out(api, athlete, clip_of, zone):
    athlete.time_zone = zone
    athlete.save()
    row = clip_of()
    for query, expected in (
        ("from=0001-01-01&to=9999-12-31", [str(row.pk)]),
        ("to=0001-01-01", []),
        ("from=9999-12-31", []),
    ):
        assert [one["id"] for one in api.get(f"{API}?{query}").json()["results"]] == expected


def test_the_apis_loads_are_kilograms(api, athlete, clip_of):
    athlete.unit = "lb"
    athlete.save()
    light, heavy = clip_of(load_kg=60), clip_of(load_kg=100.5)
    assert [row["id"] for row in api.get(f"{API}?load_min=60.5").json()["results"]] == [str(heavy.pk)]
    assert [row["id"] for row in api.get(f"{API}?load_max=60").json()["results"]] == [str(light.pk)]
