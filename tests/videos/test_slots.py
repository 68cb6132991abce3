from django.db import connection
from django.test.utils import CaptureQueriesContext


def test_today_shows_the_latest_clips(page, film):
    video = film()
    assert f"/videos/{video.pk}" in page.get("/").text


def test_today_shows_no_clip_of_somebody_else(page, film, stranger):
    video = film(owner=stranger)
    assert str(video.pk) not in page.get("/").text


def test_a_session_offers_to_film_the_last_set_that_has_no_clip(page, athlete, new_set):
    row = new_set(athlete)
    text = page.get(f"/sessions/{row.session_id}").text
    assert f'<noscript><a class="btn" href="/sets/{row.pk}/videos">' in text
    assert '<template id="film-template">' in text, "what scripts make their button of"


def test_a_filmed_set_shows_its_clip_and_no_button(page, athlete, new_set, film):
    row = new_set(athlete)
    video = film(set=row)
    text = page.get(f"/sessions/{row.session_id}").text
    assert f'href="/videos/{video.pk}"' in text
    assert f'href="/sets/{row.pk}/videos"' not in text


def test_the_page_of_a_set_shows_its_clips_and_takes_another(page, athlete, new_set, film):
    row = new_set(athlete)
    video = film(set=row)
    text = page.get(f"/sets/{row.pk}").text
    assert f'href="/videos/{video.pk}"' in text
    assert f'action="/sets/{row.pk}/videos"' in text


def test_clips_cost_a_session_page_the_same_however_many(page, athlete, new_set, film):
    row = new_set(athlete)
    film(set=row)
    before = count_of(page, row)
    for _ in range(4):
        film(set=row)
    assert count_of(page, row) == before


def count_of(page, row):
    with CaptureQueriesContext(connection) as queries:
        page.get(f"/sessions/{row.session_id}")
    return len(queries)
