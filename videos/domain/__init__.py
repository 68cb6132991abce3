"""What happens to videos; forms and API call the same functions."""
