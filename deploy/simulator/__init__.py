"""A simulator that plays us for a partner's developers: intake's own rules and door, its state in memory."""
