"""Residents over HTTP, and the desk that takes their calls."""
