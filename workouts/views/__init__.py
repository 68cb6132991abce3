"""Pages of the training log."""
