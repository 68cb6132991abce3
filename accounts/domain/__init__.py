"""What the app of people does."""
