"""People: sign-in, profile, tokens of their devices."""
