"""Units and the people who work there."""
