"""What idle services hold: all in one process, as a small municipality runs them, and each in its own."""
