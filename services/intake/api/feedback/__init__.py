"""Feedback over HTTP: campaigns, gifts and moderation."""
