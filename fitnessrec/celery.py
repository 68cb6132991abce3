"""The Celery application: `celery -A fitnessrec worker -Q quick`."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fitnessrec.settings")

app = Celery("fitnessrec")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
