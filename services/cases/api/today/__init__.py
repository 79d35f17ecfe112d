"""The day of a worker, and of the unit, over HTTP."""
