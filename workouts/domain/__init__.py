"""What the training log does; forms and API call the same functions."""
