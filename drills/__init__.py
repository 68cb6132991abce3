"""Drills, the programme and its gates."""
