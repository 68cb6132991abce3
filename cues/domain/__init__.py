"""What the app does, one noun a file."""
