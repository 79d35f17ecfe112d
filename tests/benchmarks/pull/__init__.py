"""The log pull: how fast a service that misses everything fetches it from the source, over HTTP."""
