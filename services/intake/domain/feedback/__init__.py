"""Feedback: campaigns, answers, gifts and moderation."""
