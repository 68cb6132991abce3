"""Forms of the training log."""
