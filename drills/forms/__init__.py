"""Forms of drills, self-tests, gates and the programme."""
