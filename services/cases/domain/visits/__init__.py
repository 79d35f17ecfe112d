"""Visits: planned, and over once."""
