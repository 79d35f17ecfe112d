"""The acts of people and partners on the only referral in memory, as the doors let them take effect."""

import json
from datetime import datetime
from uuid import UUID

from services.intake.domain.referral import Referral
from services.intake.handlers import MESSAGES
from shared.contracts import partner
from shared.contracts.message import EdgeMessage
from shared.decision import Cause, Decision
from tests.services.intake.samples import SCHOOL, by_partner, riga
from tests.services.memory import Memory, cause

INESE = UUID(int=1)
WEDNESDAY, FRIDAY = riga("2026-03-18 10:00"), riga("2026-03-20 10:00")


def by_inese(at: datetime = WEDNESDAY) -> Cause:
    return cause(f"decision {at}", at, by=str(INESE))


def only(memory: Memory) -> Referral:
    (referral,) = memory.of(Referral)
    return referral


def act(memory: Memory, rule, *others: Referral) -> Decision:
    """Let a rule decide about the first referral, and others that it names."""
    first = memory.of(Referral)[0]
    refs = [(Referral, referral.id) for referral in (first, *others)]
    return memory.take(refs, lambda world: rule(*(world.get(*ref) for ref in refs)))


def says(
    memory: Memory,
    contract: type[EdgeMessage],
    message: str = "later",
    sender: str = SCHOOL,
    at: datetime = WEDNESDAY,
    **said,
) -> Decision:
    """A partner's later message by Kafka, read as any door reads it."""
    body = contract.read(json.dumps({"reference": "L6V-2026-17"} | said).encode())
    return memory.hear(MESSAGES[contract.type], body, by_partner(sender, message, at))


def withdraws(memory: Memory, **changed) -> Decision:
    return says(memory, partner.ReferralWithdrawn, **{"reason": "sent_in_error"} | changed)


def corrects(memory: Memory, **changed) -> Decision:
    return says(memory, partner.ReferralCorrected, **changed)


def supplies(memory: Memory, **changed) -> Decision:
    return says(memory, partner.InformationSupplied, **{"narrative": "Bērns ir pie vecmāmiņas."} | changed)
