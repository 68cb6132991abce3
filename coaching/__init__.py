"""Coach links, reviews and the queue."""
