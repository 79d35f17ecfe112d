"""Reporting over HTTP: figures with their definitions as JSON and CSV, and one page for a browser. Aggregates only."""
