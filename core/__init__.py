"""Plumbing with no domain word in it."""
