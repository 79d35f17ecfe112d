"""Units and staff over HTTP."""
