"""What clips take, what of it is kept, and what goes for good."""

import pytest
from django.core.files.storage import default_storage

from accounts.models import User
from videos.domain.usage import usage_of
from videos.models import Upload, Video

PAGE, API = "/videos/storage", "/api/v1/storage"
MB = 2**20


@pytest.fixture
def sized(film):
    """Return a maker of clips that say they take so much."""

    def make(original=0, rendition=0, **values):
        row = film()
        values |= {"size": original or 5, "rendition_size": rendition or None}
        values |= {"rendition": "videos/x/rendition-1.mp4"} if rendition else {}
        values |= {} if original else {"original": ""}
        Video.objects.filter(pk=row.pk).update(**values)
        return Video.objects.get(pk=row.pk)

    return make


def text(page):
    return page.get(PAGE).content.decode().replace("\xa0", " ")


def test_the_page_and_the_api_say_what_clips_take_and_of_what(page, api, athlete, stranger, sized, settings):
    settings.VIDEO_QUOTA_BYTES = 1000 * MB
    sized(600 * MB, 100 * MB)
    sized(0, 50 * MB)
    Upload.objects.create(owner=athlete, length=30 * MB, expires_at=athlete.date_joined)
    Upload.objects.create(owner=stranger, length=500 * MB, expires_at=athlete.date_joined)
    shown = text(page)
    for part in ("780.0 MB", "of 1000.0 MB", "2 clips", "220.0 MB left", "600.0 MB", "150.0 MB", "30.0 MB"):
        assert part in shown
    assert api.get(API).json() == {
        "used_bytes": 780 * MB, "quota_bytes": 1000 * MB, "left_bytes": 220 * MB, "originals_bytes": 600 * MB,
        "renditions_bytes": 150 * MB, "coming_bytes": 30 * MB, "videos": 2,
    }  # fmt: skip
    assert usage_of(athlete).shares() == [("originals", 0, 60), ("renditions", 60, 15), ("coming", 75, 3)]


def test_without_a_limit_there_is_nothing_left_to_tell(page, api, athlete, sized):
    athlete.video_quota_mb = 0
    athlete.save()
    sized(600 * MB)
    assert "no limit" in text(page)
    assert [api.get(API).json()[name] for name in ("quota_bytes", "left_bytes")] == [None, None]


@pytest.mark.parametrize(
    ("original", "nearly", "full"), [(100, False, False), (950, True, False), (1000, True, True), (1200, True, True)]
)
def test_it_is_said_in_time_that_the_room_ends(page, athlete, sized, settings, original, nearly, full):
    settings.VIDEO_QUOTA_BYTES, settings.VIDEO_MAX_BYTES = 1000 * MB, 40 * MB
    sized(original * MB)
    usage = usage_of(athlete)
    assert (usage.nearly_full, usage.full) == (nearly, full)
    assert ("no room for another clip" in text(page)) is full
    assert ("nearly used up" in text(page)) is (nearly and not full)


def test_the_largest_clips_come_first_whatever_they_consist_of(page, sized):
    sizes = [(10 * MB, 0), (5 * MB, 20 * MB), (0, 15 * MB), (1 * MB, 0)]
    rows = [sized(*size) for size in sizes]
    shown = [row.pk for row in page.get(PAGE).context["clips"]]
    assert shown == [rows[1].pk, rows[2].pk, rows[0].pk, rows[3].pk]
    assert f'href="/videos/{rows[1].pk}#delete"' in text(page)


def test_a_person_without_clips_is_told_so(page):
    shown = text(page)
    assert "No clips yet" in shown
    assert "Largest clips" not in shown
    assert "Remove the original" not in shown


@pytest.mark.parametrize(("word", "keeps"), [("web", False), ("both", True)])
def test_whether_originals_are_kept_is_the_persons_choice(page, athlete, word, keeps):
    athlete.keep_originals = not keeps
    athlete.save()
    assert page.post(PAGE, {"keep": word}).status_code == 302
    assert User.objects.get(pk=athlete.pk).keep_originals is keeps
    assert page.get(PAGE).context["form"]["keep"].value() == word


def test_the_api_changes_the_choice_too(api, athlete):
    assert api.patch("/api/v1/profile", {"keep_originals": False}).json()["keep_originals"] is False
    assert User.objects.get(pk=athlete.pk).keep_originals is False


def test_a_choice_that_does_not_exist_is_refused_and_changes_nothing(page, athlete):
    answer = page.post(PAGE, {"keep": "nothing"})
    assert answer.status_code == 400
    assert "not one of the available choices" in answer.content.decode()
    assert User.objects.get(pk=athlete.pk).keep_originals is True


def test_originals_go_for_good_and_the_clip_stays(page, api, ready, django_capture_on_commit_callbacks):
    v, original = ready.v, ready.original.name
    assert "Remove the original of 1 clip" in text(page)
    with django_capture_on_commit_callbacks(execute=True):
        page.post(f"{PAGE}/originals")
    row = Video.objects.get()
    assert (row.original.name, row.status, row.size) == ("", "ready", ready.size)
    assert row.v > v
    assert not default_storage.exists(original)
    assert default_storage.exists(row.rendition)
    assert api.get(f"/api/v1/videos/{row.pk}").json()["original"] is None
    assert "Remove the original" not in text(page)


def test_a_clip_whose_web_version_is_not_there_yet_keeps_its_original(page, video, on_disk):
    kept = on_disk()
    page.post(f"{PAGE}/originals")
    assert Video.objects.get().original.name == video.original.name
    assert on_disk() == kept


def test_originals_of_others_stay(client, stranger, ready, on_disk):
    client.force_login(stranger)
    kept = on_disk()
    client.post(f"{PAGE}/originals")
    assert on_disk() == kept
    assert Video.objects.get().original.name


def test_staff_set_a_persons_own_quota_in_the_admin(client, athlete):
    boss = User.objects.create_superuser("root@example.org", "a long enough password")
    client.force_login(boss)
    form = client.get(f"/admin/accounts/user/{athlete.pk}/change/").context["adminform"].form
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    answer = client.post(f"/admin/accounts/user/{athlete.pk}/change/", sent | {"video_quota_mb": "50"})
    assert answer.status_code == 302
    assert usage_of(User.objects.get(pk=athlete.pk)).quota == 50 * MB


def test_the_page_costs_as_much_with_many_clips_as_with_few(page, sized, django_assert_num_queries, stranger):
    for _ in range(2):
        sized(MB)
    page.get(PAGE)
    with django_assert_num_queries(9):
        page.get(PAGE)
    for _ in range(6):
        sized(MB)
    with django_assert_num_queries(9):
        page.get(PAGE)
