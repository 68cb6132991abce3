#!/usr/bin/env python
"""Run Django's commands for FitnessRec."""

import os
import sys


def main() -> None:
    """Hand the command line to Django, with a hint where the packages are missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fitnessrec.settings")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit("Django is not installed for this Python. Run `make setup`, then `.venv/bin/python manage.py`.")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
