import time, base64, io
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from core import jobs
from core.ledger import Job
from videos.models import Video
from biomech.synthetic import render_hinge_clip

def up(clip): return SimpleUploadedFile("a.mp4", clip.read_bytes(), "video/mp4")

def test_time(api, clip, tmp_path):
    t=time.time()
    r = api.post("/api/v1/videos", {"file": up(clip)}, format="multipart")
    print(r.status_code, r.content, time.time()-t); t=time.time()
    jobs.work(Job.objects.get().pk)
    print(time.time()-t, Video.objects.values(), Job.objects.values()); t=time.time()
    render_hinge_clip(tmp_path/"a.webm", reps=2, seconds_per_rep=1.2, size_px=(320,200), codec="libvpx")
    print("webm", time.time()-t, (tmp_path/"a.webm").read_bytes()[:600].hex())
    print(connection.settings_dict)

def test_cursor(api):
    api.raise_request_exception=False
    for p in ("p=garbage", "p=2020-01-01+00:00:00%2B00:00", "o=5", "r=1&p=0001-01-01T00:00:00%2B14:00", "p=%00", "p=2026-13-45T00:00:00Z"):
        r=api.get("/api/v1/videos", {"cursor": base64.b64encode(p.encode()).decode()})
        print(p, r.status_code)
    print(api.get("/api/v1/videos", {"set":"x"}).content, api.get("/api/v1/videos", {"status":"x"}).content, api.get("/api/v1/videos?exercise=%00").content)

def test_before(page):
    page.raise_request_exception=False
    for b in ("2026-13-01T00:00:00Z","0001-01-01T00:00:00+14:00","9999-12-31T23:59:59-14:00","x"):
        print(b, page.get("/videos", {"before": b}).status_code)

def test_form(page, clip):
    page.raise_request_exception=False
    for d in ({"recorded_at":"0001-01-01T00:00"},{"recorded_at":"9999-12-31T23:59"},{"recorded_at":"2026-01-01T00:00","load_kg":"99999"},{"recorded_at":"2026-01-01T00:00","load_kg":"1e400"},{"recorded_at":"2026-03-29T02:30"}):
        r=page.post("/videos/new", d | {"file": up(clip)})
        print(d, r.status_code, Video.objects.count())

def test_basic(client, athlete):
    client.raise_request_exception=False
    for n in range(7):
        r=client.post("/api/v1/tokens", {"name":"a"}, content_type="application/json", headers={"Authorization": "Basic "+base64.b64encode(b"ada@example.org:wrong").decode()})
        print(r.status_code, r.headers, r.content[:200])

def test_trim(api, clip):
    r = api.post("/api/v1/videos", {"file": up(clip), "trim_end_s": "0"}, format="multipart")
    print(r.status_code, r.content)
    if r.status_code==201:
        jobs.work(Job.objects.get().pk); print(Job.objects.values())

def test_trim2(api, clip):
    r = api.post("/api/v1/videos", {"file": up(clip), "trim_start_s": "100"}, format="multipart")
    print(r.status_code, r.content)
    if r.status_code==201:
        jobs.work(Job.objects.get().pk); print(Job.objects.values())
def test_range(api, clip):
    api.raise_request_exception=False
    r = api.post("/api/v1/videos", {"file": up(clip)}, format="multipart").json()
    print(api.get(r["original"], headers={"Range":"bytes="+"9"*5000+"-"}).status_code)
