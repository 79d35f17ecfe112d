"""From a question to its figures: one scope, one snapshot, all that is counted in it."""
