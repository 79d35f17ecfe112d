"""One service process: the parts of every service, put together, started and stopped in the right order."""
