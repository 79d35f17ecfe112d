"""Where reporting stood at an instant, and reports as of then."""
