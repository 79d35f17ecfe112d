"""What is remembered of others' facts: the number people quote, what a case is about, and whom it was told to."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from services.notifications.domain.delivery import Delivery
from services.notifications.domain.notice import Notice
from services.notifications.domain.rules import Rulebook
from shared.contracts.codes import AgeBand, NeedCode, Priority
from shared.contracts.intake import ReferralAccepted
from shared.contracts.plan_codes import RiskLevel
from shared.decision import Cause, Decision, Ref, World


@dataclass(frozen=True, slots=True)
class Matter:
    """A referral and its number. A notice goes out as soon as both are here, in whichever order they came."""

    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class CaseFile:
    """What a case was opened with, for rules on its later facts, and the notices that it has led to.

    A case that was opened before this was noted is known by its id and its notices only.
    """

    id: UUID
    notices: tuple[UUID, ...] = ()
    referral: UUID | None = None
    subject: UUID | None = None
    needs: tuple[NeedCode, ...] = ()
    priority: Priority = Priority.ROUTINE
    age_band: AgeBand = AgeBand.UNKNOWN
    risk: RiskLevel | None = None
    """As it was assessed last."""

    @property
    def leads_to(self) -> tuple[Ref, ...]:
        """Its notices: what is told within minutes of one of them may join it."""
        return tuple((kind, notice) for notice in self.notices for kind in (Notice, Delivery))


def refs(fact: ReferralAccepted, cause: Cause, rules: Rulebook) -> Iterable[Ref]:
    return ()


def remember(world: World, fact: ReferralAccepted, cause: Cause, rules: Rulebook) -> Decision:
    """Keep the number, because notices quote it."""
    return Decision((Matter(fact.referral, fact.number),))
