"""What happens to a referral after a case has grown from it: its sender corrects it, or takes it back."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from services.cases.domain.case import Case, CaseState
from services.cases.domain.rules import Rules
from shared.contracts.intake import ReferralCorrected, ReferralWithdrawn
from shared.decision import Cause, Decision, Ref, World


@dataclass(frozen=True, slots=True)
class ReferralCase:
    """Which case grew from a referral: later facts about the referral name no case."""

    id: UUID
    case_id: UUID

    @property
    def leads_to(self) -> tuple[Ref, ...]:
        return ((Case, self.case_id),)


def remember(case: Case) -> tuple[ReferralCase, ...]:
    """The entries by which the case is found from its referrals."""
    return tuple(ReferralCase(referral, case.id) for referral in case.referrals)


def refs(fact: ReferralCorrected | ReferralWithdrawn, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return ((ReferralCase, fact.referral),)


def corrected(world: World, fact: ReferralCorrected, cause: Cause, rules: Rules) -> Decision:
    """The case that grew from it is about what the referral says now. A closed one stays as it was."""
    case = _case(world, fact.referral)
    if case is None or case.state is CaseState.CLOSED:
        return Decision()
    after = replace(
        case, kind=fact.kind, needs=fact.needs, subjects=fact.subjects, age_band=fact.age_band, version=case.version + 1
    )
    return Decision((after,))


def withdrawn(world: World, fact: ReferralWithdrawn, cause: Cause, rules: Rules) -> Decision:
    """The case shows it and goes on: whether help is still needed, its social worker decides, and closes it or not."""
    case = _case(world, fact.referral)
    if case is None or fact.referral in case.withdrawn:
        return Decision()
    return Decision((replace(case, withdrawn=(*case.withdrawn, fact.referral), version=case.version + 1),))


def _case(world: World, referral: UUID) -> Case | None:
    """None when the referral was not accepted, which most are that are taken back."""
    found = world.get(ReferralCase, referral)
    return world.get(Case, found.case_id) if found else None
