"""Who takes part in a case, and who of another agency is let into it for a time."""
