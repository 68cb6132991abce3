"""The training log: exercises, sessions, sets, progression."""
