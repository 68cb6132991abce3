"""What uploads are compared with: a view that reads the same pieces and stores them, and does nothing else."""

import os
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from benchmarks.baseline import FOLDER


@csrf_exempt
def plain_upload(request: HttpRequest, name: str) -> HttpResponse:
    """Write the body at its offset; with `Sync`, have the disk keep it before the answer."""
    path = Path(os.environ[FOLDER]) / f"{name}.upload"
    fd = os.open(path, os.O_CREAT | os.O_WRONLY, 0o600)
    try:
        at = int(request.headers["Upload-Offset"])
        while piece := request.read(1 << 16):
            at += os.pwrite(fd, piece, at)
        if "Sync" in request.headers:
            os.fdatasync(fd)
    finally:
        os.close(fd)
    return HttpResponse(status=204)
