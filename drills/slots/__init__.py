"""What drills show on other pages, a file per subject."""
