"""What a case, a visit, a unit and a member of staff are, and what may happen to them. Pure."""
