"""`tilts import`: a file of rows, imported in batches that survive a kill."""
