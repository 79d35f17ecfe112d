"""Consents: what was read to whom, what they said, and what may therefore be shared with whom.

Every step that shares something about a person asks `allows`, or names the duty that needs no consent.
"""
