"""FitnessRec's project package: settings, addresses, and the pages that read several apps."""

from fitnessrec.celery import app as celery_app

__all__ = ["celery_app"]
