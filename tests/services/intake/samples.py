"""Referrals as partners and residents would make them, about people nobody can be."""

import json
from datetime import UTC, datetime
from typing import Any

from services.intake.domain.register import Submission, refs, register
from services.intake.rules import rules
from shared.calendar import RIGA
from shared.contracts.codes import Channel
from shared.contracts.partner import ReferralSubmitted
from shared.decision import Cause, Decision
from shared.settings import Settings
from shared.stream.record import message_id
from tests.services.memory import Memory, cause

POLICE, SCHOOL, HOSPITAL = "valsts-policija", "liepajas-6-vidusskola", "regionala-slimnica"
SETTINGS = Settings.load("liepaja", {"TILTS_SECURITY__INDEX_KEY": "a key of the fingerprints for tests only"})
RULES = rules(SETTINGS)

SUBJECT = {"given_name": "Elīna", "family_name": "Paraudziņa", "personal_code": "090511-20006"}
REFERRAL = {
    "reference": "L6V-2026-17",
    "kind": "school.absence",
    "needs": ["family_cannot_solve"],
    "subject": SUBJECT,
    "narrative": "Trešo nedēļu nav skolā, mājās neviens neatbild.",
}


def riga(text: str) -> datetime:
    """An instant, in UTC as clocks tell it, by the one on the wall in Liepāja: `2026-03-16 09:30`."""
    return datetime.fromisoformat(text).replace(tzinfo=RIGA).astimezone(UTC)


MONDAY = riga("2026-03-16 09:30")


def body(**changed: Any) -> dict[str, Any]:
    """A school's referral, with other fields where given; None leaves a field out."""
    whole = REFERRAL | changed
    return {name: value for name, value in whole.items() if value is not None}


def said(**changed: Any) -> ReferralSubmitted:
    """The same, read as any door reads it."""
    return ReferralSubmitted.read(json.dumps(body(**changed)).encode())


def by_partner(partner: str, message: str, at: datetime = MONDAY) -> Cause:
    """A partner's message as the cause of what follows, the same by whichever door it came."""
    return Cause(message_id(partner, message), at, "correlation", f"partner.{partner}", message=message)


def registered(
    memory: Memory, message: str = "m1", at: datetime = MONDAY, partner: str | None = SCHOOL, **changed: Any
) -> Decision:
    """Let a referral be registered: from a partner by Kafka, or from a resident by phone when there is no partner."""
    submission = Submission(Channel.KAFKA if partner else Channel.PHONE, partner, said(**changed))
    why = by_partner(partner, message, at) if partner else cause(message, at)
    return memory.take(
        refs(submission, why, memory.rules), lambda world: register(world, submission, why, memory.rules)
    )
