"""Places and who waits for them, over HTTP."""
