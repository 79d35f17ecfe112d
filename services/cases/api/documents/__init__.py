"""Documents over HTTP: sent up, added, read, issued."""
