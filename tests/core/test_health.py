import pytest


def test_the_web_process_says_that_it_answers(client):
    response = client.get("/healthz")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert "no-store" in response["Cache-Control"]


def test_ready_means_that_database_broker_and_storage_answer(client, db, settings):
    settings.CELERY_BROKER_URL = "memory://"
    response = client.get("/readyz")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": "ok", "broker": "ok", "storage": "ok"}


def test_a_broker_that_is_away_is_named(client, db, settings, tmp_path):
    settings.CELERY_BROKER_URL = f"redis+socket://{tmp_path}/nobody.sock"
    response = client.get("/readyz")
    assert response.status_code == 503
    assert response.json() == {
        "status": "not ready", "database": "ok", "broker": "does not answer", "storage": "ok",
    }  # fmt: skip


def test_a_storage_that_takes_no_files_is_named(client, db, settings, tmp_path):
    settings.CELERY_BROKER_URL = "memory://"
    (tmp_path / "media").write_text("a file where the folder should be")
    response = client.get("/readyz")
    assert (response.status_code, response.json()["storage"]) == (503, "does not answer")


def test_asking_leaves_no_file_behind(client, db, settings):
    settings.CELERY_BROKER_URL = "memory://"
    client.get("/readyz")
    assert list(settings.MEDIA_ROOT.rglob("*")) == []


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_read_only(client, path):
    response = client.post(path)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
