"""Reporting: how fast facts become rows, and rows a page, beside 200 000 cases and a million facts."""
