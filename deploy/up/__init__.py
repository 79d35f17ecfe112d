"""`tilts up`: everything on one machine, as child processes that are watched, in a folder that keeps their state."""
