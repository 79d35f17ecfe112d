"""The background work: claim what is due, ask intake for the person, send by a channel, record what became of it."""
