"""What is remembered of others' facts: the number people quote, and which notices a case has led to."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from services.notifications.domain.rules import Rulebook
from shared.contracts.intake import ReferralAccepted
from shared.decision import Cause, Decision, Ref, World


@dataclass(frozen=True, slots=True)
class Matter:
    """A referral and its number. A notice goes out as soon as both are here, in whichever order they came."""

    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """The notices that a case has led to: when it is closed, they are found by it."""

    id: UUID
    notices: tuple[UUID, ...]


def refs(fact: ReferralAccepted, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return ()


def remember(world: World, fact: ReferralAccepted, cause: Cause, rules: Rulebook) -> Decision:
    """Keep the number, because notices quote it."""
    return Decision((Matter(fact.referral, fact.number),))
