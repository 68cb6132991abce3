"""Time from the last byte of an upload to a poster that can be seen: `python -m benchmarks.first_poster`.

Starts the program as `make run` does, with no demo data, sends clips by the API one after the other, and asks for each
poster every 20 ms as soon as the last byte is on its way. Each clip waits until the one before it is ready, so the
machine is idle but for what the clip itself causes.
"""

import argparse
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from urllib.parse import urlsplit

from tools.screenshots import ROOT, _wait

MOST_S = 2.0
CLIPS = 8
MAKE = "from accounts.models import User; User.objects.create_user('bench@example.org', 'a long enough password')"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the numbers there too")
    parser.add_argument("--check", action="store_true", help="end with status 1 where the limit is not kept")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        own = {"FITNESSREC_VAR": folder, "PORT": str(port), "HOST": "127.0.0.1", "DEMO": "0", "LOG_LEVEL": "WARNING"}
        env = os.environ | own
        run = [sys.executable, "manage.py", "run"]
        process = subprocess.Popen(run, cwd=ROOT, env=env, start_new_session=True, stdout=subprocess.DEVNULL)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address)
            _manage(env, "shell", "-v0", "-c", MAKE)
            token = _manage(env, "create_token", "bench@example.org", "--name", "bench")
            seen = measure(address, token, Path(folder))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
    found = {"median_s": round(median(seen), 3), "worst_s": round(max(seen), 3)}
    print(
        f"{len(seen)} clips (1080 x 1920, 5 s): the poster can be seen {found['median_s']:.2f} s after the last byte,"
        f" at worst {found['worst_s']:.2f} s (limit {MOST_S:g} s)."
    )
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1))
    if asked.check and found["worst_s"] > MOST_S:
        sys.exit(1)


def measure(address: str, token: str, folder: Path) -> list[float]:
    """Return the seconds of each clip; the first, which wakes everything up, is left out."""
    from biomech.synthetic import render_hinge_clip

    clip = folder / "clip.mov"
    render_hinge_clip(clip, reps=2, size_px=(1080, 1920), rotation_deg=90, gop=30)
    seen = []
    for _ in range(CLIPS + 1):
        host = urlsplit(address).netloc
        pk, sent_at = _send(host, token, clip)
        while _get(host, token, f"/api/v1/videos/{pk}/poster")[0] != http.HTTPStatus.OK:
            time.sleep(0.02)
        seen.append(time.monotonic() - sent_at)
        while (row := json.loads(_get(host, token, f"/api/v1/videos/{pk}")[1]))["status"] != "ready":
            if row["status"] == "failed":
                sys.exit(row["reason"])
            time.sleep(0.2)
        time.sleep(1)
    return seen[1:]


def _send(host: str, token: str, clip: Path) -> tuple[str, float]:
    """Send a clip; return its id, and when its last byte was given to the network."""
    head = b'--edge\r\nContent-Disposition: form-data; name="file"; filename="clip.mov"\r\n\r\n'
    body = head + clip.read_bytes() + b"\r\n--edge--\r\n"
    connection = http.client.HTTPConnection(host, timeout=30)
    headers = {"Authorization": f"Token {token}", "Content-Type": "multipart/form-data; boundary=edge"}
    connection.request("POST", "/api/v1/videos", body, headers)
    sent_at = time.monotonic()
    answer = json.loads(connection.getresponse().read())
    connection.close()
    return answer["id"], sent_at


def _get(host: str, token: str, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(host, timeout=30)
    connection.request("GET", path, headers={"Authorization": f"Token {token}"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def _manage(env: dict[str, str], *words: str) -> str:
    run = [sys.executable, "manage.py", *words]
    return subprocess.run(run, cwd=ROOT, env=env, capture_output=True, text=True, check=True).stdout.strip()


if __name__ == "__main__":
    main()
