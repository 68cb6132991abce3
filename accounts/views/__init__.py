"""Pages about the person: profile, and the tokens of devices and scripts."""
