"""The way of a referral that is decided: accepted, declined, taken up by a case, concluded with it."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from services.intake.domain import receipts
from services.intake.domain.acts import OVER, Act, require
from services.intake.domain.referral import Referral, ReferralState, evolve
from services.intake.domain.rules import Rules
from shared.contracts.cases import CaseClosed, CaseOpened
from shared.contracts.codes import DeclineReason, ReferralDecision
from shared.contracts.intake import ReferralAccepted, ReferralConcluded, ReferralDeclined
from shared.contracts.referral_codes import ReferralOutcome
from shared.decision import Cause, Decision, Ref, World

_TAKEN_UP = {ReferralState.ACCEPTED: ReferralState.IN_PROGRESS, ReferralState.WITHDRAWN: ReferralState.WITHDRAWN}


def accept(referral: Referral, cause: Cause, rules: Rules) -> Decision:
    """Accept a referral: cases will open a case from the fact. Raises Refusal when it cannot be."""
    require(referral, Act.ACCEPT)
    contact_by = referral.contact_by or rules.triage(referral.kind, referral.needs, referral.received_at).contact_by
    fact = ReferralAccepted(
        referral=referral.id, number=referral.number, partner=referral.partner, kind=referral.kind,
        priority=referral.priority, needs=referral.needs, subjects=referral.subjects, age_band=referral.age_band,
        due_at=contact_by, by=cause.staff,
    )  # fmt: skip
    return Decision((evolve(referral, fact),), (fact,), receipts.decided(referral, ReferralDecision.ACCEPTED))


def decline(referral: Referral, reason: DeclineReason, cause: Cause) -> Decision:
    """Decline a referral with a reason that the partner is told. Raises Refusal when it cannot be."""
    require(referral, Act.DECLINE)
    fact = ReferralDeclined(referral=referral.id, reason=reason, by=cause.staff)
    return Decision((evolve(referral, fact),), (fact,), receipts.decided(referral, ReferralDecision.DECLINED, reason))


def referrals_of(fact: CaseOpened | CaseClosed, cause: Cause, rules: Rules) -> Iterable[Ref]:
    return ((Referral, id) for id in fact.referrals)


def taken_up(world: World, fact: CaseOpened, cause: Cause, rules: Rules) -> Decision:
    """A case grew from referrals: they are in progress. One that was taken back meanwhile stays that, with its case."""
    return Decision(
        tuple(
            replace(referral, state=_TAKEN_UP[referral.state], case_id=fact.case, version=referral.version + 1)
            for referral in _known(world, fact.referrals)
            if referral.state in _TAKEN_UP and referral.case_id is None
        )
    )


def concluded(world: World, fact: CaseClosed, cause: Cause, rules: Rules) -> Decision:
    """The case has ended: the loop is closed with the partner's last receipt."""
    decision = Decision()
    for referral in _known(world, fact.referrals):
        if referral.state not in OVER:
            ended = ReferralConcluded(referral=referral.id, case=fact.case, outcome=fact.outcome)
            told = receipts.concluded(referral, ReferralOutcome(fact.outcome))
            decision += Decision((evolve(referral, ended),), (ended,), told)
    return decision


def _known(world: World, ids: Iterable[UUID]) -> Iterable[Referral]:
    return (referral for id in ids if (referral := world.get(Referral, id)))
