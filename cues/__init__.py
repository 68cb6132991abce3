"""Faults, cues and their pictures."""
