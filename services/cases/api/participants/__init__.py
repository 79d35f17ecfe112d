"""Who takes part in a case, and who is let into it, over HTTP."""
