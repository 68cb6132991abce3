"""The accounts of the demonstration. Never made with production settings."""

ATHLETE_EMAIL = "athlete@example.com"
COACH_EMAIL = "coach@example.com"
DEMO_EMAILS = (ATHLETE_EMAIL, COACH_EMAIL)
PASSWORD = "hinge-demo-2026"  # noqa: S105 -- printed at start and in the README, on purpose
