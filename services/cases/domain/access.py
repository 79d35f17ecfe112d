"""What of a case somebody may be let into."""

from enum import StrEnum


class Part(StrEnum):
    """A part of a case, as a grant for somebody of another agency names it. Staff who see a case see all of it."""

    SUMMARY = "summary"
    ASSESSMENTS = "assessments"
    PLAN = "plan"
    VISITS = "visits"
    CONTACTS = "contacts"
    CONSENTS = "consents"
    DOCUMENTS = "documents"
    TASKS = "tasks"
    TIMELINE = "timeline"
