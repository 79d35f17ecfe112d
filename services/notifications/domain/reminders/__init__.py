"""Reminders to clients: of a visit, of an answer that is waited for, of a service that runs out."""
