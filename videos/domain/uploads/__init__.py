"""Clips that come in piece by piece, and nothing of them is lost on the way (docs/processing.md)."""
