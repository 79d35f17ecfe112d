"""Night shelters over HTTP."""
