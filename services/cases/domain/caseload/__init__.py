"""How much everybody carries, what that does to them, and who should be given what. Pure."""
