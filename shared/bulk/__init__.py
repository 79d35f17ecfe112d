"""Files of rows into a service, each row taken by the rules of every other door; in batches that survive a kill."""
