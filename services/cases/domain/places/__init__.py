"""Places: who waits for which, in which order, who is offered the next one, and who uses it."""
