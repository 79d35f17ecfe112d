"""The same tables once more, from the logs: a rebuild, `tilts verify`, and the tables of a cut are built here."""
