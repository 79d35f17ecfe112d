"""The roles of the work, and the purposes each may give for what it does.

One table, so that who may read what, and why, is seen at a glance; the same names stand in tokens and in the audit.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Role(StrEnum):
    """What an actor is in the municipality, or beside it; a resident (iedzīvotājs) comes from outside."""

    INTAKE_WORKER = "intake_worker"
    SOCIAL_WORKER = "social_worker"
    SUPERVISOR = "supervisor"
    HEAD = "head"
    PUBLIC_RELATIONS = "public_relations"
    OPERATOR = "operator"
    PARTNER = "partner"
    PROVIDER = "provider"
    """Whoever provides services of the catalogue (pakalpojuma sniedzējs) and reports how they go; a partner too."""
    SERVICE = "service"
    AUDITOR = "auditor"
    PROFESSIONAL = "professional"
    """Somebody of another agency or practice who takes part in single cases, by a grant for a time."""
    RESIDENT = "resident"
    QUARANTINE_READER = "quarantine_reader"
    """May see the raw bytes of a message that could not be processed, which may name anybody."""


class Purpose(StrEnum):
    """Why something is done or read; GDPR wants it known, so every request carries one."""

    INTAKE = "intake"
    CASE_WORK = "case_work"
    SUPERVISION = "supervision"
    NOTICE = "notice"
    REMINDER = "reminder"
    STATISTICS = "statistics"
    OPERATIONS = "operations"
    AUDIT = "audit"
    PARTNER_EXCHANGE = "partner_exchange"
    SERVICE_PROVISION = "service_provision"
    FEEDBACK = "feedback"


PURPOSES: Mapping[Role, frozenset[Purpose]] = MappingProxyType(
    {
        Role.INTAKE_WORKER: frozenset({Purpose.INTAKE}),
        Role.SOCIAL_WORKER: frozenset({Purpose.CASE_WORK, Purpose.NOTICE}),
        Role.SUPERVISOR: frozenset({Purpose.SUPERVISION, Purpose.CASE_WORK, Purpose.INTAKE, Purpose.STATISTICS}),
        Role.HEAD: frozenset({Purpose.SUPERVISION, Purpose.STATISTICS}),
        Role.PUBLIC_RELATIONS: frozenset({Purpose.STATISTICS}),
        Role.OPERATOR: frozenset({Purpose.OPERATIONS}),
        Role.PARTNER: frozenset({Purpose.PARTNER_EXCHANGE}),
        Role.PROVIDER: frozenset({Purpose.SERVICE_PROVISION}),
        # A service reads for the people it works for (a caseload's names, a notice's text) and pulls logs for itself.
        Role.SERVICE: frozenset(
            {Purpose.OPERATIONS, Purpose.INTAKE, Purpose.CASE_WORK, Purpose.NOTICE, Purpose.REMINDER}
        ),
        Role.AUDITOR: frozenset({Purpose.AUDIT}),
        Role.PROFESSIONAL: frozenset({Purpose.CASE_WORK}),
        Role.RESIDENT: frozenset({Purpose.FEEDBACK}),
        Role.QUARANTINE_READER: frozenset({Purpose.OPERATIONS}),
    }
)
