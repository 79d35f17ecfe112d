"""Prevention: activities that are counted without persons."""
