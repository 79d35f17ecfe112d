"""The day's work beside 200 000 cases: a command, a worker's list, and how fast cases open in batches."""
