"""Consents and sharings over HTTP."""
