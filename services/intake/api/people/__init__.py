"""People over HTTP: found, read for a purpose, put right, linked."""
