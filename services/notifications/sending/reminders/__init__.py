"""Reminders on their way: claimed by person, asked of intake how, written down, sent, recorded."""
