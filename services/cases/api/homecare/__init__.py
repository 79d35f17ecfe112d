"""Hours of home care over HTTP."""
