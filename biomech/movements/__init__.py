"""What is looked for in each exercise; one more is one file and one line in `registry`."""
