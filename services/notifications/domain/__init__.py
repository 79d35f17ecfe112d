"""What a notice is, who must get one, and what may happen to it. Pure: no database, no clock, no network."""
