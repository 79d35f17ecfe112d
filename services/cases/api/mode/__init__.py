"""The mode of the service over HTTP."""
