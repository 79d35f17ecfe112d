"""Reading for the API. Nothing here writes or locks."""
