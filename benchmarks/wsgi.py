"""The application that gunicorn serves in the benchmark: the program's own, with the baseline in its addresses."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fitnessrec.settings")

from django.conf import settings

settings.ROOT_URLCONF = "benchmarks.urls"

from fitnessrec.wsgi import application  # noqa: E402 -- it reads the settings

__all__ = ["application"]
