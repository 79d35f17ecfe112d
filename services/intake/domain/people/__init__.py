"""People: who they are, how they are found again, and what they are to each other."""
