"""Figures about groups of people over HTTP."""
